// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/loopharness.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace mooring;
using testsupport::LoopHarness;

namespace {

// What losetup, lsblk and the kernel's partition files say of a device.
QByteArray picture(const QByteArray& device)
{
    const QByteArray fields = "NAME,SIZELIMIT,OFFSET,AUTOCLEAR,RO,BACK-FILE,DIO,LOG-SEC";
    QList<QByteArray> parts
        = lab::Lab::must({"lsblk", "--raw", "-b", "-o", "NAME,SIZE,RO,TYPE,START", device}).split('\n');
    std::sort(parts.begin(), parts.end()); // listed by device number, which is whatever was free
    return lab::Lab::must({"losetup", "-l", "--raw", "-O", fields, device}) + parts.join('\n');
}

// Partitions of a device that has no image; nothing when others have attached one meanwhile.
QByteArray partitionsLeft(const QByteArray& device)
{
    const QByteArray folder = "/sys/block/" + device.mid(5);
    return lab::run({"sh", "-c", "[ -e " + folder + "/loop ] || ls -d " + folder + "/loop*p* 2>/dev/null"})
        .out;
}

int holdOpen(const QByteArray& device) { return open(device.constData(), O_RDONLY | O_CLOEXEC); }

void append(const QByteArray& path, const QByteArray& text)
{
    QFile file(QFile::decodeName(path));
    if (!file.open(QIODevice::Append) || file.write(text) != text.size())
        qFatal("cannot append");
}

} // namespace

class TstLoopDetach : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void detachesWhatAnybodyAttached();
    void leavesTheImageAsItWas();
    void isDeferredWhileSomebodyHasIt_data();
    void isDeferredWhileSomebodyHasIt();
    void leavesNoPartitionsBehind();
    void refusesALaterAttachment();
    void saysWhenItIsGoneAlready();
    void detachesADeletedImage();
    void tellsADeletedImageFromANameLikeIt();
    void putsBackAsItWas_data();
    void putsBackAsItWas();
    void takesAnotherDeviceWhenItsOwnIsTaken();
    void refusesToPutBackAChangedImage_data();
    void refusesToPutBackAChangedImage();
    void putsBackByTheRecipeOfTheLookAlone();
    void isStoppedBetween();
};

void TstLoopDetach::initTestCase()
{
    if (const QString why = lab::Lab::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstLoopDetach::detachesWhatAnybodyAttached()
{
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.partitionedImage("disk.img"));
    const auto node = harness.disk(disk.device, false);
    QVERIFY(node);
    QCOMPARE(node->release->command, (QList<QByteArray> {"losetup", "-d", disk.device}));
    const StepResult result = harness.run(LoopHarness::detachStep(*node));
    QVERIFY2(!result.error, result.error ? qPrintable(result.error->text) : "");
    QTRY_VERIFY(!LoopHarness::isStillThere(*node));
    QTRY_VERIFY(lab::Oracle::devicesOf(disk.image).isEmpty());
    QVERIFY(!harness.find(ResourceId::make(Kind::Image, disk.image)));
}

void TstLoopDetach::leavesTheImageAsItWas()
{
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.partitionedImage("disk.img", {{"a", "b"}}));
    const QByteArray before = lab::Lab::must({"sha256sum", disk.image});
    harness.run(LoopHarness::detachStep(*harness.disk(disk.device)));
    QCOMPARE(lab::Lab::must({"sha256sum", disk.image}), before);
}

void TstLoopDetach::isDeferredWhileSomebodyHasIt_data()
{
    QTest::addColumn<bool>("partition");
    QTest::newRow("the disk") << false;
    QTest::newRow("a partition") << true;
}

void TstLoopDetach::isDeferredWhileSomebodyHasIt()
{
    QFETCH(bool, partition);
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.partitionedImage("disk.img"));
    const auto node = harness.disk(disk.device);
    const int held = holdOpen(partition ? disk.part(2) : disk.device);
    QVERIFY(held >= 0);
    const StepResult result = harness.run(LoopHarness::detachStep(*node));
    const auto after = harness.disk(disk.device);
    const bool autoclear = lab::Oracle::isAutoclear(disk.device);
    close(held);
    QVERIFY(!result.error);
    QVERIFY(autoclear);
    QVERIFY(after);
    QCOMPARE(after->state, State::Deferred);
    QCOMPARE(after->incarnation, node->incarnation);
    QTRY_VERIFY(!LoopHarness::isStillThere(*node));
    QTRY_VERIFY(lab::Oracle::devicesOf(disk.image).isEmpty());
    QCOMPARE(partitionsLeft(disk.device), "");
}

void TstLoopDetach::leavesNoPartitionsBehind()
{
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.partitionedImage("disk.img"));
    QCOMPARE(harness.disk(disk.device)->state, State::Attached);
    harness.run(LoopHarness::detachStep(*harness.disk(disk.device)));
    QCOMPARE(lab::run({"sh", "-c", "ls -d /sys/block/" + disk.device.mid(5) + "/loop*p* 2>/dev/null"}).out,
             "");
}

void TstLoopDetach::refusesALaterAttachment()
{
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.ext4Image("first.img"));
    const Step stale = LoopHarness::detachStep(*harness.disk(disk.device));
    lab::Lab::must({"losetup", "-d", disk.device});
    QTRY_VERIFY(lab::Oracle::devicesOf(disk.image).isEmpty());
    const QByteArray other = harness.lab.ext4Image("second.img");
    if (!lab::run({"losetup", disk.device, other}).ok())
        QSKIP("somebody else took the device");
    const StepResult result = harness.run(stale);
    QVERIFY(result.error);
    QCOMPARE(result.error->code, ErrorCode::IdentityChanged);
    QCOMPARE(result.error->subject, QString::fromUtf8(disk.device));
    QCOMPARE(lab::Oracle::devicesOf(other), (QList<QByteArray> {disk.device}));
}

void TstLoopDetach::saysWhenItIsGoneAlready()
{
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.ext4Image("first.img"));
    Step step = LoopHarness::detachStep(*harness.disk(disk.device));
    QVERIFY(!harness.run(step).error);
    step.incarnation.clear(); // even one that would take any
    const StepResult result = harness.run(step);
    QVERIFY(result.error);
    if (!lab::Oracle::isBound(disk.device)) // others may take its number at any time
        QCOMPARE(result.error->code, ErrorCode::AlreadyGone);
}

void TstLoopDetach::detachesADeletedImage()
{
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.ext4Image("gone.img"));
    QCOMPARE(unlink(disk.image.constData()), 0);
    const auto node = harness.disk(disk.device);
    QCOMPARE(node->state, State::Orphaned);
    QCOMPARE(node->facts.value(Fact::Deleted).toBool(), true);
    QCOMPARE(node->facts.value(Fact::Path).toByteArray(), disk.image);
    QCOMPARE(node->name, QStringLiteral("gone.img"));
    QVERIFY(!node->release->reversible);
    QVERIFY(!harness.run(LoopHarness::detachStep(*node)).error);
    QTRY_VERIFY(!LoopHarness::isStillThere(*node));
}

void TstLoopDetach::tellsADeletedImageFromANameLikeIt()
{
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.ext4Image("odd (deleted)"));
    const auto node = harness.disk(disk.device);
    QCOMPARE(node->facts.value(Fact::Deleted).toBool(), false);
    QCOMPARE(node->facts.value(Fact::Path).toByteArray(), disk.image);
    QVERIFY(harness.find(ResourceId::make(Kind::Image, disk.image)));
    QCOMPARE(unlink(disk.image.constData()), 0);
    const auto deleted = harness.disk(disk.device);
    QCOMPARE(deleted->facts.value(Fact::Deleted).toBool(), true);
    QCOMPARE(deleted->facts.value(Fact::Path).toByteArray(), disk.image);
}

void TstLoopDetach::putsBackAsItWas_data()
{
    QTest::addColumn<QList<QByteArray>>("options");
    QTest::newRow("plain") << QList<QByteArray>();
    QTest::newRow("read-only") << QList<QByteArray> {"--read-only"};
    QTest::newRow("partscan") << QList<QByteArray> {"--partscan"};
    QTest::newRow("offset, limit") << QList<QByteArray> {"--offset", "1048576", "--sizelimit", "8388608"};
    QTest::newRow("direct I/O") << QList<QByteArray> {"--direct-io=on"};
    QTest::newRow("big sectors") << QList<QByteArray> {"--sector-size", "4096"};
}

void TstLoopDetach::putsBackAsItWas()
{
    QFETCH(QList<QByteArray>, options);
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.partitionedImage("disk.img"), options);
    const QByteArray before = picture(disk.device);
    const StepResult detached = harness.run(LoopHarness::detachStep(*harness.disk(disk.device)));
    QVERIFY(!detached.error);
    QVERIFY(!detached.restore.isEmpty());
    LoopHarness later; // another process: nothing is remembered
    const StepResult back = later.run(LoopHarness::putBackStep(detached.restore));
    QVERIFY2(!back.error, back.error ? qPrintable(token(back.error->code) + back.error->text) : "");
    const QByteArray device = back.created.value(0).key();
    QCOMPARE(picture(device).replace(device.mid(5), disk.device.mid(5)), before);
}

void TstLoopDetach::takesAnotherDeviceWhenItsOwnIsTaken()
{
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.partitionedImage("disk.img"));
    const StepResult detached = harness.run(LoopHarness::detachStep(*harness.disk(disk.device)));
    lab::run({"losetup", disk.device, harness.lab.ext4Image("squatter.img")}); // or somebody else was faster
    const StepResult back = harness.run(LoopHarness::putBackStep(detached.restore));
    QVERIFY(!back.error);
    const QByteArray device = back.created.value(0).key();
    QVERIFY(device != disk.device);
    QCOMPARE(lab::Oracle::devicesOf(disk.image), (QList<QByteArray> {device}));
    QCOMPARE(access((device + "p2").constData(), F_OK), 0);
}

void TstLoopDetach::refusesToPutBackAChangedImage_data()
{
    QTest::addColumn<QByteArray>("change"); // shell, $1 is the image
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("longer") << QByteArray("printf x >> \"$1\"") << ErrorCode::ImageChanged;
    QTest::newRow("written to") << QByteArray("printf x | dd of=\"$1\" conv=notrunc status=none")
                                << ErrorCode::ImageChanged;
    QTest::newRow("replaced") << QByteArray("cp -p \"$1\" \"$1.new\"; mv \"$1.new\" \"$1\"")
                              << ErrorCode::ImageChanged;
    QTest::newRow("gone") << QByteArray("rm \"$1\"") << ErrorCode::ImageMissing;
    QTest::newRow("a folder") << QByteArray("rm \"$1\"; mkdir \"$1\"") << ErrorCode::ImageNotAFile;
}

void TstLoopDetach::refusesToPutBackAChangedImage()
{
    QFETCH(QByteArray, change);
    QFETCH(ErrorCode, code);
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.ext4Image("disk.img"));
    const StepResult detached = harness.run(LoopHarness::detachStep(*harness.disk(disk.device)));
    lab::Lab::must({"sh", "-ec", change, "change", disk.image});
    const StepResult back = harness.run(LoopHarness::putBackStep(detached.restore));
    QVERIFY(back.error);
    QCOMPARE(back.error->code, code);
    QCOMPARE(back.error->subject, encodeBytes(disk.image));
    QTRY_VERIFY(lab::Oracle::devicesOf(disk.image).isEmpty());
}

// When the program was killed right after the call, the recipe of the look is all there is.
void TstLoopDetach::putsBackByTheRecipeOfTheLookAlone()
{
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.partitionedImage("disk.img"));
    const QByteArray before = picture(disk.device);
    const QJsonObject recipe = harness.disk(disk.device, false)->release->restore;
    harness.run(LoopHarness::detachStep(*harness.disk(disk.device)));
    append(disk.image, "more"); // its bytes were changing up to the end
    const StepResult back = harness.run(LoopHarness::putBackStep(recipe));
    QVERIFY(!back.error);
    const QByteArray device = back.created.value(0).key();
    QCOMPARE(picture(device).replace(device.mid(5), disk.device.mid(5)), before);
}

void TstLoopDetach::isStoppedBetween()
{
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.ext4Image("disk.img"));
    std::stop_source source;
    source.request_stop();
    const StepResult result
        = harness.run(LoopHarness::detachStep(*harness.disk(disk.device)), source.get_token());
    QVERIFY(result.error);
    QCOMPARE(result.error->code, ErrorCode::StoppedByUser);
    QVERIFY(lab::Oracle::isBound(disk.device));
}

QTEST_GUILESS_MAIN(TstLoopDetach)
#include "tst_loopdetach.moc"
