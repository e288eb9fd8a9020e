// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopharness.h"
#include "product.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace mooring::lab;

namespace {

QByteArray checksumOf(const QByteArray& image)
{
    return Lab::must({"sha256sum", "--binary", "--", image}).replace("\\", "").left(64);
}

void write(const QByteArray& device)
{
    Lab::must({"sh", "-c", "printf evidence | dd of=\"$1\" bs=512 seek=100 conv=notrunc,fsync status=none",
               "sh", device});
}

QByteArray madeImage(const Lab& lab, const QByteArray& name)
{
    if (!name.endsWith(".vhdx"))
        return lab.ext4Image(name);
    Lab::must({"qemu-img", "create", "-q", "-f", "vhdx", lab.path(name), "64M"});
    return lab.path(name);
}

} // namespace

// Checksums of an image, before it is attached and after it was let go of, by the program and by sha256sum.
class TestChecksumsLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void tellsWhatBecameOfTheImage_data();
    void tellsWhatBecameOfTheImage();
    void showsItWhileAttachedAndForgetsIt();
    void saysNothingWhenNobodyAsked();
    void belongsToOneAttachmentOnly();
    void isKeptWhileTheDeviceIsHeld();
};

void TestChecksumsLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestChecksumsLab::tellsWhatBecameOfTheImage_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<QByteArray>("option");
    QTest::addColumn<bool>("writes");
    QTest::addColumn<bool>("isChanged");
    QTest::newRow("loop, read-only") << QByteArray("a.img") << QByteArray("--read-only") << false << false;
    QTest::newRow("loop, only looked at")
        << QByteArray("a.img") << QByteArray("--read-write") << false << false;
    QTest::newRow("loop, written to") << QByteArray("a.img") << QByteArray("--read-write") << true << true;
    QTest::newRow("a name to be escaped")
        << QByteArray("a\nb\\c.img") << QByteArray("--read-only") << false << false;
    QTest::newRow("overlay on a raw image")
        << QByteArray("a.img") << QByteArray("--overlay") << true << false;
    QTest::newRow("vhdx, read-only") << QByteArray("a.vhdx") << QByteArray("--read-only") << false << false;
    QTest::newRow("vhdx, written to") << QByteArray("a.vhdx") << QByteArray("--read-write") << true << true;
    QTest::newRow("overlay on a vhdx") << QByteArray("a.vhdx") << QByteArray("--overlay") << true << false;
}

void TestChecksumsLab::tellsWhatBecameOfTheImage()
{
    QFETCH(QByteArray, image);
    QFETCH(QByteArray, option);
    QFETCH(bool, writes);
    QFETCH(bool, isChanged);
    Lab lab;
    const Product product(lab);
    const QByteArray path = madeImage(lab, image);
    const QByteArray before = checksumOf(path);
    const Ran attached = product.run({"--lang", "en", "attach", "--checksum", option, "--", path});
    QVERIFY2(attached.ok(), attached.text());
    QVERIFY2(attached.err.contains("SHA-256 before: " + before), attached.text());
    const QByteArray device = attached.out.trimmed();
    lab.remember(device);
    if (writes)
        write(device);
    const Ran detached = product.run({"--lang", "en", "detach", "--yes", device});
    QVERIFY2(detached.ok(), detached.text());
    const QByteArray now = checksumOf(path);
    QCOMPARE(now != before, isChanged);
    const QByteArray sentence = isChanged
        ? "The image file has changed: SHA-256 before " + before + ", now " + now + '.'
        : "The image file is unchanged (SHA-256 " + before + ").";
    QVERIFY2(detached.err.contains(sentence), detached.text());
    QCOMPARE(detached.err.contains("The overlay is kept: " + path + ".overlay-"), option == "--overlay");
    const Ran log = product.run({"--lang", "en", "log"});
    QVERIFY2(log.out.contains(sentence), log.text());
}

void TestChecksumsLab::showsItWhileAttachedAndForgetsIt()
{
    Lab lab;
    const Product product(lab);
    const QByteArray path = lab.ext4Image("a.img");
    const QByteArray before = checksumOf(path);
    const QByteArray device = createdDevice(product.run({"--json", "attach", "--checksum", path}));
    lab.remember(device);
    const QJsonObject shown = product.run({"--json", "show", device}).json()[u"resource"].toObject();
    QCOMPARE(shown[u"facts"][u"checksum-before"].toString().toUtf8(), before);
    const QByteArray file = "/run/mooring/checksums/" + shown[u"incarnation"].toString().toUtf8();
    QCOMPARE(Lab::must({"stat", "-c", "%a %U", file}).trimmed(), QByteArray("600 root"));
    const QJsonObject step
        = finishedEvent(product.run({"--json", "detach", "--yes", device}))[u"steps"][0].toObject();
    QCOMPARE(step[u"facts"][u"checksum-before"].toString().toUtf8(), before);
    QCOMPARE(step[u"facts"][u"checksum"].toString().toUtf8(), before);
    QVERIFY(!run({"test", "-e", file}).ok());
}

void TestChecksumsLab::saysNothingWhenNobodyAsked()
{
    Lab lab;
    const Product product(lab);
    const QByteArray path = lab.ext4Image("a.img");
    const Ran attached = product.run({"attach", path});
    lab.remember(attached.out.trimmed());
    const Ran detached = product.run({"detach", "--yes", path});
    QVERIFY2(detached.ok(), detached.text());
    QVERIFY2(!(attached.text() + detached.text()).contains("SHA-256"), detached.text());
}

void TestChecksumsLab::belongsToOneAttachmentOnly()
{
    Lab lab;
    const Product product(lab);
    const QByteArray path = lab.ext4Image("a.img");
    const QByteArray device = createdDevice(product.run({"--json", "attach", "--checksum", path}));
    lab.remember(device);
    const QJsonObject shown = product.run({"--json", "show", device}).json()[u"resource"].toObject();
    const QByteArray file = "/run/mooring/checksums/" + shown[u"incarnation"].toString().toUtf8();
    Lab::must({"losetup", "-d", device}); // not by us
    QTRY_VERIFY(!Oracle::isBound(device));
    const QByteArray again = createdDevice(product.run({"--json", "attach", path}));
    lab.remember(again);
    const QJsonObject other = product.run({"--json", "show", again}).json()[u"resource"].toObject();
    QVERIFY(!other[u"facts"].toObject().contains(QStringLiteral("checksum-before"))); // another attachment
    QVERIFY(product.run({"detach", "--yes", again}).ok());
    Lab::must({"rm", "-f", file});
}

// Until its last user closes it, the image can still be written to.
void TestChecksumsLab::isKeptWhileTheDeviceIsHeld()
{
    const QTemporaryDir folder;
    mooring::LoopProvider::Options options;
    options.surfaces = mooring::SurfaceFolders(QFile::encodeName(folder.path()) + "/images");
    mooring::testsupport::LoopHarness harness(options);
    const QByteArray path = harness.lab.ext4Image("a.img");
    const auto attached = harness.attach(path, {{QStringLiteral("checksum"), true}});
    QVERIFY(!attached.error);
    const auto before = attached.facts.value(mooring::Fact::ChecksumBefore);
    QCOMPARE(before.toByteArray(), checksumOf(path));
    const auto disk = harness.disk(attached.created[0].key());
    const int held = open(attached.created[0].key().constData(), O_RDONLY | O_CLOEXEC);
    const auto detached = harness.run(harness.detachStep(*disk));
    const auto deferred = harness.disk(attached.created[0].key());
    close(held);
    QVERIFY(!detached.error);
    QVERIFY(detached.facts.isEmpty());
    QVERIFY(deferred && deferred->state == mooring::State::Deferred);
    QCOMPARE(deferred->facts.value(mooring::Fact::ChecksumBefore), before);
    QTRY_VERIFY(!mooring::testsupport::LoopHarness::isStillThere(*disk));
}

QTEST_GUILESS_MAIN(TestChecksumsLab)
#include "tst_checksums_lab.moc"
