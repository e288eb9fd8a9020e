// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/pcsc/atr.h"

#include <QTest>

using namespace mooring::pcsc;
using Convention = Atr::Convention;
using Checksum = Atr::Checksum;

Q_DECLARE_METATYPE(mooring::pcsc::Atr::Convention)
Q_DECLARE_METATYPE(mooring::pcsc::Atr::Checksum)

class TestAtr : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhatIsThere_data();
    void tellsWhatIsThere();
    void everyBeginningOfOneIsCut();
    void noBytesAreTooStrange();
};

void TestAtr::tellsWhatIsThere_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<Convention>("convention");
    QTest::addColumn<QString>("protocols");
    QTest::addColumn<QByteArray>("historical");
    QTest::addColumn<Checksum>("checksum");
    QTest::addColumn<bool>("isCut");
    QTest::addColumn<int>("excess");
    QTest::addColumn<bool>("isSound");
    const auto row = [](const char* name, const char* hex, Convention convention, const char* protocols,
                        const char* historical, Checksum checksum, bool isCut, int excess, bool isSound) {
        QTest::newRow(name) << QByteArray(hex) << convention << QString::fromLatin1(protocols)
                            << QByteArray(historical) << checksum << isCut << excess << isSound;
    };
    row("nothing", "", Convention::Unknown, "", "", Checksum::NotNeeded, true, 0, false);
    row("TS alone", "3B", Convention::Direct, "", "", Checksum::NotNeeded, true, 0, false);
    row("shortest", "3B00", Convention::Direct, "T=0", "", Checksum::NotNeeded, false, 0, true);
    row("inverse", "3F6525002209699000", Convention::Inverse, "T=0", "2209699000", Checksum::NotNeeded, false,
        0, true);
    row("inverse, cut", "3F6525002209", Convention::Inverse, "T=0", "2209", Checksum::NotNeeded, true, 0,
        false);
    row("T=0 with history", "3B650000AABBCCDDEE", Convention::Direct, "T=0", "AABBCCDDEE",
        Checksum::NotNeeded, false, 0, true);
    row("no such TS", "5500", Convention::Unknown, "T=0", "", Checksum::NotNeeded, false, 0, false);
    row("T=1", "3B800181", Convention::Direct, "T=1", "", Checksum::Right, false, 0, true);
    row("T=1, a byte more", "3B80018100", Convention::Direct, "T=1", "", Checksum::Right, false, 1, false);
    row("T=0 and T=1", "3B8F8001804F0CA000000306030001000000006A", Convention::Direct, "T=0, T=1",
        "804F0CA00000030603000100000000", Checksum::Right, false, 0, true);
    row("wrong sum", "3B8F8001804F0CA000000306030001000000006B", Convention::Direct, "T=0, T=1",
        "804F0CA00000030603000100000000", Checksum::Wrong, false, 0, false);
    row("no sum", "3B8F8001804F0CA00000030603000100000000", Convention::Direct, "T=0, T=1",
        "804F0CA00000030603000100000000", Checksum::Missing, false, 0, false);
    row("history cut", "3B8F8001804F0C", Convention::Direct, "T=0, T=1", "804F0C", Checksum::Missing, true, 0,
        false);
    row("global bytes", "3B801F009F", Convention::Direct, "T=0", "", Checksum::Right, false, 0, true);
    row("same protocol again", "3B808080800101", Convention::Direct, "T=0, T=1", "", Checksum::Right, false,
        0, true);
    row("bytes behind", "3B0000", Convention::Direct, "T=0", "", Checksum::NotNeeded, false, 1, false);
}

void TestAtr::tellsWhatIsThere()
{
    QFETCH(QByteArray, hex);
    const Atr atr = Atr::parse(QByteArray::fromHex(hex));
    QTEST(atr.convention, "convention");
    QTEST(atr.protocolText(), "protocols");
    QTEST(atr.historical.toHex().toUpper(), "historical");
    QTEST(atr.checksum, "checksum");
    QTEST(atr.isCut, "isCut");
    QTEST(int(atr.excess), "excess");
    QTEST(atr.isSound(), "isSound");
}

void TestAtr::everyBeginningOfOneIsCut()
{
    const QByteArray whole = QByteArray::fromHex("3B8F8001804F0CA000000306030001000000006A");
    QVERIFY(Atr::parse(whole).isSound());
    for (qsizetype size = 0; size < whole.size() - 1; ++size)
        QVERIFY2(Atr::parse(whole.left(size)).isCut, QByteArray::number(size));
    QCOMPARE(Atr::parse(whole.left(whole.size() - 1)).checksum, Checksum::Missing);
}

// Up to the 33 bytes that PC/SC Lite may give, and beyond: every byte announces all that it can.
void TestAtr::noBytesAreTooStrange()
{
    for (qsizetype size = 0; size <= 40; ++size) {
        for (int value = 0; value < 256; ++value) {
            const Atr atr = Atr::parse(QByteArray(size, char(value)));
            QVERIFY(atr.historical.size() <= 15);
            QVERIFY(atr.protocols.size() <= 15);
            QVERIFY(atr.excess >= 0 && atr.excess <= size);
            QVERIFY(size >= 2 || atr.isCut);
        }
    }
    const Atr longest = Atr::parse(QByteArray::fromHex("3B") + QByteArray(32, char(0xFF)));
    QVERIFY(longest.isCut);
    QVERIFY(!longest.isSound());
}

QTEST_GUILESS_MAIN(TestAtr)
#include "tst_atr.moc"
