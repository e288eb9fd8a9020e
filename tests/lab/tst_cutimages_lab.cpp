// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diskcontent.h"
#include "lab.h"
#include "oracle.h"
#include "product.h"

#include <QTest>

using namespace mooring::lab;

namespace {

bool isReadOnly(const QByteArray& device)
{
    return Lab::must({"blockdev", "--getro", device}).trimmed() == "1";
}

} // namespace

// Raw images that lost their end, through the command line.
class TestCutImagesLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void attachesThemReadOnlyAndSaysWhy_data();
    void attachesThemReadOnlyAndSaysWhy();
    void writesToThemOnlyWhenAsked();
    void writesToAnOverlayAllTheSame();
    void attachesWholeOnesAsEver();
};

void TestCutImagesLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestCutImagesLab::attachesThemReadOnlyAndSaysWhy_data()
{
    QTest::addColumn<bool>("isPartitioned");
    QTest::newRow("a file system") << false;
    QTest::newRow("a partition table") << true;
}

void TestCutImagesLab::attachesThemReadOnlyAndSaysWhy()
{
    QFETCH(const bool, isPartitioned);
    Lab lab;
    const Product product(lab);
    const QByteArray image = isPartitioned ? lab.partitionedImage("disk.img") : lab.ext4Image("disk.img");
    Lab::must({"truncate", "-s", "-4M", image});
    const QByteArray sum = checksum(image);
    const Ran ran = product.run({"--lang", "en", "attach", image});
    QVERIFY2(ran.code == 0, ran.text());
    const QByteArray device = ran.out.trimmed();
    lab.remember(device);
    for (const char* words : {"cut short, 4", "(4,194,304 bytes)", "it is attached read-only"})
        QVERIFY2(ran.err.contains(words), ran.text());
    QVERIFY(isReadOnly(device));
    VERIFY_DONE(product.run({"detach", "--yes", image}));
    QCOMPARE(checksum(image), sum);
    QVERIFY(Oracle::devicesOf(image).isEmpty());
}

void TestCutImagesLab::writesToThemOnlyWhenAsked()
{
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.ext4Image("disk.img");
    Lab::must({"truncate", "-s", "-4M", image});
    const Ran ran = product.run({"--lang", "en", "attach", "--read-write", image});
    QVERIFY2(ran.code == 0, ran.text());
    lab.remember(ran.out.trimmed());
    QVERIFY2(ran.err.contains("cut short"), ran.text());
    QVERIFY(!isReadOnly(ran.out.trimmed()));
    VERIFY_DONE(product.run({"detach", "--yes", image}));
}

void TestCutImagesLab::writesToAnOverlayAllTheSame()
{
    if (!run({"sh", "-c", "command -v qemu-storage-daemon && command -v nbdfuse"}).ok())
        QSKIP("qemu-storage-daemon or nbdfuse is missing");
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.ext4Image("disk.img");
    Lab::must({"truncate", "-s", "-4M", image});
    const QByteArray sum = checksum(image);
    const Ran ran = product.run({"--lang", "en", "attach", "--overlay", image});
    QVERIFY2(ran.code == 0, ran.text());
    const QByteArray device = ran.out.trimmed();
    QVERIFY(!isReadOnly(device));
    Lab::must({"dd", "if=/dev/urandom", "of=" + device, "bs=64k", "count=3", "conv=fsync", "status=none"});
    VERIFY_DONE(product.run({"detach", "--yes", "--overlay", "discard", device}));
    QCOMPARE(checksum(image), sum);
}

void TestCutImagesLab::attachesWholeOnesAsEver()
{
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.partitionedImage("disk.img");
    Lab::must({"truncate", "-s", "+512", image});
    const Ran ran = product.run({"--lang", "en", "attach", image});
    QVERIFY2(ran.code == 0, ran.text());
    lab.remember(ran.out.trimmed());
    QVERIFY2(!ran.err.contains("cut short"), ran.text());
    QVERIFY(!isReadOnly(ran.out.trimmed()));
    VERIFY_DONE(product.run({"detach", "--yes", image}));
}

QTEST_GUILESS_MAIN(TestCutImagesLab)
#include "tst_cutimages_lab.moc"
