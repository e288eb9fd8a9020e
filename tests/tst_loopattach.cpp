// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/loopharness.h"

#include <QSet>
#include <QTest>

#include <thread>
#include <unistd.h>

using namespace mooring;
using testsupport::LoopHarness;

namespace {

QByteArray losetupField(const QByteArray& device, const QByteArray& field)
{
    return lab::Lab::must({"losetup", "--noheadings", "--raw", "-O", field, device}).trimmed();
}

// "NUMBER START SIZE" in sectors, as the kernel has them.
QList<QByteArray> partitions(const QByteArray& device)
{
    QList<QByteArray> result;
    const lab::Ran ran = lab::run({"partx", "--noheadings", "-o", "NR,START,SECTORS", "--show", device});
    for (const QByteArray& line : ran.out.split('\n')) {
        const QByteArray part = device + 'p' + line.simplified().split(' ').value(0);
        if (!line.isEmpty() && access(part.constData(), F_OK) == 0)
            result.append(line.simplified());
    }
    return result;
}

QJsonObject option(const char* name) { return {{QLatin1String(name), true}}; }

} // namespace

class TstLoopAttach : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void attachesADiskWithItsPartitions();
    void attachesReadOnly();
    void attachesIsosReadOnly();
    void refusesToWriteToAnIso();
    void attachesADiskOfBigSectors();
    void attachesAFilesystemImage_data();
    void attachesAFilesystemImage();
    void attachesTwiceNeither();
    void tellsTheDeviceOfOneAttachedByOthers();
    void letsOneOfTwoWin();
    void attachesManySideBySide();
};

void TstLoopAttach::initTestCase()
{
    if (const QString why = lab::Lab::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstLoopAttach::attachesADiskWithItsPartitions()
{
    LoopHarness harness;
    const QByteArray image = harness.lab.partitionedImage("disk.img");
    const StepResult result = harness.attach(image);
    QVERIFY(!result.error);
    const QByteArray device = result.created.value(0).key();
    QCOMPARE(result.created,
             (QList<ResourceId> {ResourceId::make(Kind::VirtualDisk, device),
                                 ResourceId::make(Kind::Partition, device + "p1"),
                                 ResourceId::make(Kind::Partition, device + "p2"),
                                 ResourceId::make(Kind::Image, image)}));
    QCOMPARE(losetupField(device, "BACK-FILE"), image);
    QCOMPARE(losetupField(device, "RO"), "0");
    QCOMPARE(losetupField(device, "AUTOCLEAR"), "0");
    QCOMPARE(partitions(device).size(), 2);
    harness.lab.mount(device + "p1", "here");
}

void TstLoopAttach::attachesReadOnly()
{
    LoopHarness harness;
    const StepResult result = harness.attach(harness.lab.ext4Image("fs.img"), option("readOnly"));
    QVERIFY(!result.error);
    const QByteArray device = result.created.value(0).key();
    QCOMPARE(losetupField(device, "RO"), "1");
    const auto disk = harness.disk(device);
    QCOMPARE(disk->facts.value(Fact::ReadOnly).toBool(), true);
    QCOMPARE(disk->facts.value(Fact::Format).toString(), QStringLiteral("raw"));
}

void TstLoopAttach::attachesIsosReadOnly()
{
    LoopHarness harness;
    const StepResult result = harness.attach(harness.lab.isoImage("cd.iso", {{"a", "b"}}));
    QVERIFY(!result.error);
    const QByteArray device = result.created.value(0).key();
    QCOMPARE(losetupField(device, "RO"), "1");
    QCOMPARE(harness.disk(device)->facts.value(Fact::Format).toString(), QStringLiteral("iso"));
    LoopHarness stranger; // another process would not remember what it attached
    QCOMPARE(stranger.disk(device)->facts.value(Fact::Format).toString(), QStringLiteral("iso"));
}

void TstLoopAttach::refusesToWriteToAnIso()
{
    LoopHarness harness;
    const QByteArray image = harness.lab.isoImage("cd.iso");
    const StepResult result = harness.attach(image, option("readWrite"));
    QVERIFY(result.error);
    QCOMPARE(result.error->code, ErrorCode::IsoIsReadOnly);
    QCOMPARE(result.error->number, 87U);
    QTRY_VERIFY(lab::Oracle::devicesOf(image).isEmpty());
}

void TstLoopAttach::attachesADiskOfBigSectors()
{
    LoopHarness harness;
    const QByteArray image = harness.lab.path("4k.img");
    const QByteArray script
        = "truncate -s 64M \"$1\"; L=$(losetup -f --show -b 4096 \"$1\"); "
          "printf 'label: gpt\n,16M\n,16M\n' | sfdisk -q --no-reread --no-tell-kernel $L; "
          "losetup -d $L";
    lab::Lab::must({"sh", "-ec", script, "make", image});
    QTRY_VERIFY(lab::Oracle::devicesOf(image).isEmpty());
    const StepResult result = harness.attach(image);
    QVERIFY2(!result.error, result.error ? qPrintable(token(result.error->code)) : "");
    const QByteArray device = result.created.value(0).key();
    QCOMPARE(losetupField(device, "LOG-SEC"), "4096");
    QCOMPARE(harness.disk(device)->facts.value(Fact::SectorSize).toULongLong(), 4096ULL);
    QCOMPARE(result.created.size(), 4);
    QCOMPARE(lab::Lab::must({"blockdev", "--getsize64", device + "p2"}).trimmed(),
             QByteArray::number(16 << 20));
}

void TstLoopAttach::attachesAFilesystemImage_data()
{
    QTest::addColumn<QByteArray>("make");
    QTest::newRow("ext4") << QByteArray("truncate -s 16M \"$1\"; mkfs.ext4 -q \"$1\"");
    QTest::newRow("squashfs") << QByteArray("mkdir \"$1.d\"; mksquashfs \"$1.d\" \"$1\" -quiet -no-progress");
    QTest::newRow("btrfs") << QByteArray("truncate -s 200M \"$1\"; mkfs.btrfs -q \"$1\"");
}

void TstLoopAttach::attachesAFilesystemImage()
{
    QFETCH(QByteArray, make);
    LoopHarness harness;
    const QByteArray image = harness.lab.path("fs image");
    lab::Lab::must({"sh", "-ec", make, "make", image});
    const StepResult result = harness.attach(image);
    QVERIFY2(!result.error, result.error ? qPrintable(token(result.error->code)) : "");
    const QByteArray device = result.created.value(0).key();
    QVERIFY(partitions(device).isEmpty());
    harness.lab.mount(device, "here");
}

void TstLoopAttach::attachesTwiceNeither()
{
    LoopHarness harness;
    const QByteArray image = harness.lab.ext4Image("fs.img");
    const QByteArray other = harness.lab.path("hard link.img");
    QCOMPARE(link(image.constData(), other.constData()), 0);
    const QByteArray device = harness.attach(image).created.value(0).key();
    for (const QByteArray& path : {image, other}) {
        const StepResult second = harness.attach(path);
        QVERIFY(second.error);
        QCOMPARE(second.error->code, ErrorCode::ImageAlreadyAttached);
        QCOMPARE(second.error->subject, QString::fromUtf8(device));
        const ImageReport report = harness.inspect(path);
        QCOMPARE(report.error->code, ErrorCode::ImageAlreadyAttached);
        QCOMPARE(report.facts.value(Fact::Device).toByteArray(), device);
    }
    QCOMPARE(lab::Oracle::devicesOf(image), (QList<QByteArray> {device}));
}

void TstLoopAttach::tellsTheDeviceOfOneAttachedByOthers()
{
    LoopHarness harness;
    const lab::Disk disk = harness.lab.attach(harness.lab.ext4Image("fs.img"));
    const StepResult result = harness.attach(disk.image);
    QVERIFY(result.error);
    QCOMPARE(result.error->code, ErrorCode::ImageAlreadyAttached);
    QCOMPARE(result.error->subject, QString::fromUtf8(disk.device));
}

void TstLoopAttach::letsOneOfTwoWin()
{
    LoopHarness harness;
    LoopHarness other;
    for (int turn = 0; turn < 10; ++turn) {
        const QByteArray image = harness.lab.ext4Image("race" + QByteArray::number(turn), {}, 4);
        StepResult first;
        StepResult second;
        std::thread thread([&] { second = other.attach(image); });
        first = harness.attach(image);
        thread.join();
        const QList<QByteArray> devices = lab::Oracle::devicesOf(image);
        QCOMPARE(devices.size(), 1);
        QVERIFY(first.error.has_value() != second.error.has_value());
        const Error& lost = first.error ? *first.error : *second.error;
        QCOMPARE(lost.code, ErrorCode::ImageAlreadyAttached);
        QCOMPARE(lost.subject, QString::fromUtf8(devices[0]));
    }
}

void TstLoopAttach::attachesManySideBySide()
{
    constexpr int kMany = 48;
    LoopHarness harness;
    QList<QByteArray> images;
    const QByteArray master = harness.lab.ext4Image("master", {}, 2);
    for (int i = 0; i < kMany; ++i) {
        images.append(harness.lab.path("many" + QByteArray::number(i)));
        lab::Lab::must({"cp", "--sparse=always", master, images.last()});
    }
    std::vector<StepResult> results(kMany);
    std::vector<std::promise<void>> answered(kMany);
    for (int i = 0; i < kMany; ++i) {
        const auto at = static_cast<size_t>(i);
        harness.provider.run(LoopHarness::attachStep(images[i]), {},
                             Reply<StepResult>([&results, &answered, at](std::optional<StepResult> result) {
                                 results[at] = result.value_or(StepResult());
                                 answered[at].set_value();
                             }));
    }
    QSet<QByteArray> devices;
    for (size_t i = 0; i < kMany; ++i) {
        answered[i].get_future().wait();
        const QByteArray device = results[i].created.value(0).key();
        harness.lab.remember(device);
        QVERIFY2(!results[i].error, results[i].error ? qPrintable(token(results[i].error->code)) : "");
        QCOMPARE(losetupField(device, "BACK-FILE"), images[static_cast<int>(i)]);
        devices.insert(device);
    }
    QCOMPARE(devices.size(), kMany);
    QSet<QByteArray> seen;
    for (const Resource& resource : harness.look().resources) {
        const QByteArray device = resource.facts.value(Fact::Device).toByteArray();
        if (resource.kind == Kind::VirtualDisk && devices.contains(device))
            seen.insert(device);
    }
    QCOMPARE(seen, devices);
}

QTEST_GUILESS_MAIN(TstLoopAttach)
#include "tst_loopattach.moc"
