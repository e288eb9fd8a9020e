// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab.h"
#include "oracle.h"
#include "product.h"

#include <QTest>

using namespace mooring::lab;

// The acceptance statements about which images are attached, and how, with their numbers among those of
// tst_contract_lab.
class TestContractImagesLab : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void attachesIsoReadOnlyWhateverIsAsked(); // 8
    void refusesIsoOfAWrongSize_data();
    void refusesIsoOfAWrongSize(); // 9
    void knowsNoProviderForOtherFormats_data();
    void knowsNoProviderForOtherFormats(); // 11
    void showsTheDeviceOfAnImageAttachedAlready(); // 13
};

void TestContractImagesLab::initTestCase()
{
    if (!Lab::unavailable().isEmpty())
        QSKIP(qPrintable(Lab::unavailable()));
}

void TestContractImagesLab::attachesIsoReadOnlyWhateverIsAsked()
{
    Lab lab;
    const Product product(lab);
    const QByteArray iso = lab.isoImage("disc.iso", {{"readme", "text"}});
    const Ran refused = product.run({"--json", "attach", "--read-write", iso});
    QVERIFY2(refused.code == 2, refused.text());
    QVERIFY(Oracle::devicesOf(iso).isEmpty());
    const Ran ran = product.run({"--json", "attach", iso});
    QVERIFY2(ran.code == 0, ran.text());
    const QByteArray device = createdDevice(ran);
    QCOMPARE(Lab::must({"blockdev", "--getro", device}).trimmed(), "1");
    QVERIFY(product.run({"detach", "--yes", iso}).ok());
    QVERIFY(Oracle::devicesOf(iso).isEmpty());
}

void TestContractImagesLab::refusesIsoOfAWrongSize_data()
{
    QTest::addColumn<QByteArray>("size");
    QTest::newRow("no multiple of a sector") << QByteArray("+1000");
    QTest::newRow("below the least") << QByteArray("32768");
}

void TestContractImagesLab::refusesIsoOfAWrongSize()
{
    QFETCH(QByteArray, size);
    Lab lab;
    const Product product(lab);
    const QByteArray iso = lab.isoImage("disc.iso");
    Lab::must({"truncate", "-s", size, iso});
    const Ran ran = product.run({"--json", "attach", iso});
    QVERIFY2(ran.code == 8, ran.text());
    QVERIFY2(ran.out.contains("1392"), ran.text());
    QVERIFY(Oracle::devicesOf(iso).isEmpty());
}

void TestContractImagesLab::knowsNoProviderForOtherFormats_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("tail");
    QTest::newRow("vhds") << QByteArray("a.vhds") << QByteArray("vhdxfile") << QByteArray();
    QTest::newRow("vdi of a later version")
        << QByteArray("a.vdi")
        << QByteArray("<<< Oracle VM VirtualBox Disk Image >>>\n").leftJustified(64, '\0')
            + QByteArray("\x7f\x10\xda\xbe\0\0\2\0", 8)
        << QByteArray();
    QTest::newRow("qcow") << QByteArray("a.qcow") << QByteArray("QFI\xfb\0\0\0\1", 8) << QByteArray();
    QTest::newRow("dmg") << QByteArray("a.dmg") << QByteArray() << QByteArray("koly\0\0\0\4\0\0\2\0", 12);
}

void TestContractImagesLab::knowsNoProviderForOtherFormats()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, tail);
    Lab lab;
    const Product product(lab);
    const QByteArray image = lab.writeFile(
        name, head.leftJustified(1 << 20, '\0') + (tail.isEmpty() ? tail : tail.leftJustified(512, '\0')));
    const Ran ran = product.run({"--json", "attach", image});
    QVERIFY2(ran.code == 8, ran.text());
    QVERIFY2(ran.out.contains("noProvider"), ran.text());
    QVERIFY(Oracle::devicesOf(image).isEmpty());
}

void TestContractImagesLab::showsTheDeviceOfAnImageAttachedAlready()
{
    Lab lab;
    const Product product(lab);
    const Disk disk = lab.attach(lab.ext4Image("disk.img"));
    const QByteArray link = lab.path("other name.img");
    Lab::must({"ln", disk.image, link});
    for (const QByteArray& path : {disk.image, link}) {
        const Ran ran = product.run({"attach", path});
        QVERIFY2(ran.code == 4, ran.text());
        QVERIFY2(ran.err.contains(disk.device), ran.text());
        QCOMPARE(Oracle::devicesOf(disk.image), QByteArrayList {disk.device});
    }
}

QTEST_GUILESS_MAIN(TestContractImagesLab)
#include "tst_contractimages_lab.moc"
