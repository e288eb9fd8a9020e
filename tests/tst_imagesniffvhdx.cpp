// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/imageforge.h"
#include "testsupport/imageworkshop.h"

#include <QTest>

using namespace mooring;
using namespace mooring::imagesniff;
using namespace mooring::testsupport;
using namespace mooring::testsupport::forge;

namespace {

constexpr const char* linkage = "{83ED0EC3-24C8-49A6-A959-5E4BF1288BFB}";

QList<VhdxPair> parentPairs()
{
    return {{QStringLiteral("parent_linkage"), QString::fromLatin1(linkage)},
            {QStringLiteral("absolute_win32_path"), QStringLiteral("\\\\?\\d:\\vm\\parent ü.vhdx")},
            {QStringLiteral("relative_path"), QStringLiteral("..\\parent ü.vhdx")},
            {QStringLiteral("volume_path"), QStringLiteral("\\\\?\\Volume{26A21BDA}\\vm\\parent ü.vhdx")}};
}

Vhdx differencing() { return {.flags = 2, .parent = parentPairs()}; }

QByteArray altered(const Vhdx& disk, qsizetype at, const QByteArray& bytes, bool sign = true)
{
    QByteArray image = changed(vhdx(disk), at, bytes);
    if (sign)
        signVhdx(image);
    return image;
}

// Entries of the metadata table in the order that the forge writes them in: parameters, size, id, sectors.
constexpr qsizetype items = vhdxMetadata + 32, parameters = vhdxMetadata + (64 << 10),
                    diskSize = parameters + 8, sectorSize = diskSize + 8 + 16;

} // namespace

// VHDXs that qemu-img does not make.
class TstImageSniffVhdx : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatTheForgeMakes();
    void readsDifferencingDisks();
    void knowsBigSectors();
    void knowsADirtyLog();
    void takesTheCurrentHeader();
    void findsFaults_data();
    void findsFaults();
    void findsFaultsOfParents_data();
    void findsFaultsOfParents();
    void findsBlocksBeyondTheEnd();
};

// The forge is right as qemu sees it.
void TstImageSniffVhdx::readsWhatTheForgeMakes()
{
    const Findings findings = sniffBytes(vhdx({}));
    QCOMPARE(named(findings.fault), named(Fault::None));
    QCOMPARE(text(findings.identifier), QByteArray("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"));
    QCOMPARE(text(findings.changeMark), QByteArray("11111111-2222-3333-4444-555555555555"));
    if (const QString why = ImageWorkshop::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
    const ImageWorkshop workshop;
    workshop.write("image", vhdx({}));
    const QJsonObject info = workshop.info("image");
    QCOMPARE(info[QLatin1String("format")].toString(), QStringLiteral("vhdx"));
    QCOMPARE(info[QLatin1String("virtual-size")].toInteger(), qint64(*findings.virtualSize));
}

void TstImageSniffVhdx::readsDifferencingDisks()
{
    const Findings findings = sniffBytes(vhdx(differencing()));
    QCOMPARE(named(findings.fault), named(Fault::None));
    QCOMPARE(text(findings.subformat), QByteArray("differencing"));
    QVERIFY(findings.differencing);
    QCOMPARE(findings.parentChangeMarks, std::vector<std::string> {"83ed0ec3-24c8-49a6-a959-5e4bf1288bfb"});
    const auto parent = [](Place place, const char* name) {
        return Reference {.role = Role::Parent, .place = place, .name = name, .format = "vhdx"};
    };
    const std::vector expected {
        parent(Place::WindowsRelative, "..\\parent ü.vhdx"),
        parent(Place::WindowsAbsolute, "\\\\?\\Volume{26A21BDA}\\vm\\parent ü.vhdx"),
        parent(Place::WindowsAbsolute, "\\\\?\\d:\\vm\\parent ü.vhdx"),
    };
    QCOMPARE(findings.references, expected);
}

void TstImageSniffVhdx::knowsBigSectors()
{
    QCOMPARE(sniffBytes(vhdx({})).sectorSize, 512U);
    QCOMPARE(sniffBytes(vhdx({.sectorSize = 4096})).sectorSize, 4096U);
    QCOMPARE(named(sniffBytes(vhdx({.sectorSize = 4096})).fault), named(Fault::None));
    QCOMPARE(named(sniffBytes(vhdx({.sectorSize = 2048})).fault), named(Fault::ImpossibleSize));
    QCOMPARE(named(sniffBytes(vhdx({.size = (64 << 20) + 512, .sectorSize = 4096})).fault),
             named(Fault::ImpossibleSize));
}

void TstImageSniffVhdx::knowsADirtyLog()
{
    QVERIFY(!sniffBytes(vhdx({})).unclean);
    const Findings dirty = sniffBytes(vhdx({.logGuid = guid("99999999-0000-0000-0000-000000000000")}));
    QVERIFY(dirty.unclean);
    QCOMPARE(named(dirty.fault), named(Fault::None));
}

void TstImageSniffVhdx::takesTheCurrentHeader()
{
    const QByteArray second = guid("22222222-0000-0000-0000-000000000000");
    const auto markOf = [](const QByteArray& image) { return text(sniffBytes(image).changeMark); };
    const QByteArray image = altered({}, vhdxHeader2 + 32, second);
    QCOMPARE(markOf(image), QByteArray("22222222-0000-0000-0000-000000000000")); // sequence 8 over 7
    QByteArray swapped = image;
    put(swapped, vhdxHeader1 + 8, little(9, 8));
    signVhdx(swapped);
    QCOMPARE(markOf(swapped), QByteArray("11111111-2222-3333-4444-555555555555"));
    QByteArray damaged = image;
    damaged[vhdxHeader2 + 4095] = 'x';
    QCOMPARE(markOf(damaged), QByteArray("11111111-2222-3333-4444-555555555555"));
    QCOMPARE(named(sniffBytes(damaged).fault), named(Fault::None));
    damaged[vhdxHeader1 + 100] = 'x';
    QCOMPARE(named(sniffBytes(damaged).fault), named(Fault::NoValidHeader));
    QByteArray twins = image;
    put(twins, vhdxHeader1 + 8, little(8, 8));
    signVhdx(twins);
    QCOMPARE(named(sniffBytes(twins).fault), named(Fault::NoValidHeader));
    put(twins, vhdxHeader1, twins.mid(vhdxHeader2, 4096)); // as Disk2vhd writes them
    QCOMPARE(named(sniffBytes(twins).fault), named(Fault::None));
}

void TstImageSniffVhdx::findsFaults_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<Fault>("fault");
    const auto row = [](const char* name, qsizetype at, const QByteArray& bytes, Fault fault,
                        bool sign = true) { QTest::newRow(name) << altered({}, at, bytes, sign) << fault; };
    row("version", vhdxHeader2 + 66, little(2, 2), Fault::UnknownVersion);
    row("log version", vhdxHeader2 + 64, little(1, 2), Fault::UnknownVersion);
    row("log unaligned", vhdxHeader2 + 72, little((1 << 20) + 4096, 8), Fault::ImpossibleTables);
    row("log beyond the end", vhdxHeader2 + 72, little(1 << 30, 8), Fault::Truncated);
    row("log over the blocks", vhdxHeader2 + 72, little(vhdxBlocks, 8), Fault::ImpossibleTables);
    row("regions damaged", vhdxRegions1 + 5000, "x", Fault::ChecksumWrong, false);
    row("unknown region", vhdxRegions1 + 16, "x", Fault::UnknownFeature);
    row("too many regions", vhdxRegions1 + 8, little(2048, 4), Fault::ImpossibleTables);
    row("only one region", vhdxRegions1 + 8, little(1, 4), Fault::ImpossibleTables);
    row("region twice", vhdxRegions1 + 48, guid("2DC27766-F623-4200-9D64-115E9BFD4A08"),
        Fault::ImpossibleTables);
    row("region unaligned", vhdxRegions1 + 32, little(vhdxBlocks + 512, 8), Fault::ImpossibleTables);
    row("region in the header", vhdxRegions1 + 32, little(0, 8), Fault::ImpossibleTables);
    row("region beyond the end", vhdxRegions1 + 32, little(1ULL << 40, 8), Fault::Truncated);
    row("region far beyond the end", vhdxRegions1 + 32, little(0xfffffffffff00000, 8), Fault::Truncated);
    row("regions overlap", vhdxRegions1 + 32, little(vhdxMetadata, 8), Fault::ImpossibleTables);
    row("no metadata", vhdxMetadata, "x", Fault::ImpossibleTables);
    row("too many items", vhdxMetadata + 10, little(2048, 2), Fault::ImpossibleTables);
    row("unknown item, required", items + 2 * 32, "x", Fault::UnknownFeature);
    row("item twice", items + 4 * 32, guid("2FA54224-CD1B-4876-B211-5DBED83BF4B8"), Fault::Contradictory);
    row("item in the table", items + 16, little(100, 4), Fault::ImpossibleTables);
    row("item beyond the region", items + 16, little(0xfffffff0, 4), Fault::ImpossibleTables);
    row("item of a user", items + 24, little(5, 4), Fault::UnknownFeature);
    row("block size 3 MiB", parameters, little(3 << 20, 4), Fault::ImpossibleSize);
    row("block size 512 KiB", parameters, little(512 << 10, 4), Fault::ImpossibleSize);
    row("no size", diskSize, little(0, 8), Fault::ImpossibleSize);
    row("65 TiB", diskSize, little(65ULL << 40, 8), Fault::ImpossibleSize);
    row("more blocks than the table", diskSize, little(60ULL << 40, 8), Fault::ImpossibleTables);
    row("no sectors", sectorSize, little(0, 4), Fault::ImpossibleSize);
    QTest::newRow("both region tables")
        << QByteArray(vhdx({})).replace(vhdxRegions1, 4, "xxxx").replace(vhdxRegions2, 4, "xxxx")
        << Fault::ChecksumWrong;
    QTest::newRow("parent but no locator") << vhdx({.flags = 2}) << Fault::ImpossibleTables;
    for (const qsizetype size : {8, 512, 65536, 70000, 131072 + 4095, 200000, 400000, 1 << 20, 3 << 20})
        QTest::addRow("cut at %lld", qlonglong(size)) << vhdx({}).left(size) << Fault::Truncated;
}

void TstImageSniffVhdx::findsFaults()
{
    QFETCH(QByteArray, image);
    QFETCH(Fault, fault);
    QCOMPARE(sniffBytes(image).format, Format::Vhdx);
    QCOMPARE(named(sniffBytes(image).fault), named(fault));
}

void TstImageSniffVhdx::findsFaultsOfParents_data()
{
    QTest::addColumn<QList<VhdxPair>>("pairs");
    QTest::addColumn<Fault>("fault");
    const QList<VhdxPair> good = parentPairs();
    QTest::newRow("good") << good << Fault::None;
    QTest::newRow("no linkage") << good.mid(1) << Fault::ImpossibleTables;
    QTest::newRow("no path") << good.mid(0, 1) << Fault::None; // of the file; the chain asks for a name
    QTest::newRow("twice") << good + good.mid(2, 1) << Fault::Contradictory;
    QTest::newRow("empty path") << QList<VhdxPair> {good[0], {good[2].key, {}}} << Fault::BadName;
    QTest::newRow("NUL in a path") << QList<VhdxPair> {good[0],
                                                       {good[2].key,
                                                        QStringLiteral("a").append(QChar(0)) + u'b'}}
                                   << Fault::BadName;
    QTest::newRow("unknown key") << good
            + QList<VhdxPair> {{QStringLiteral("colour"), QStringLiteral("blue")}}
                                 << Fault::None;
    QTest::newRow("too many") << QList<VhdxPair>(65, good[0]) << Fault::ImpossibleTables;
}

void TstImageSniffVhdx::findsFaultsOfParents()
{
    QFETCH(QList<VhdxPair>, pairs);
    QFETCH(Fault, fault);
    QCOMPARE(named(sniffBytes(vhdx({.flags = 2, .parent = pairs})).fault), named(fault));
    // pieces outside the locator, and another kind of locator
    constexpr qsizetype locator = sectorSize + 4 + 4;
    QCOMPARE(named(sniffBytes(altered(differencing(), locator + 20, little(0xfffffff0, 4))).fault),
             named(Fault::ImpossibleTables));
    QCOMPARE(named(sniffBytes(altered(differencing(), locator + 18, little(60, 2))).fault),
             named(Fault::ImpossibleTables));
    QCOMPARE(named(sniffBytes(altered(differencing(), locator, "x")).fault), named(Fault::UnknownFeature));
}

void TstImageSniffVhdx::findsBlocksBeyondTheEnd()
{
    const QByteArray there = little((2ULL << 20) | 6, 8), beyond = little((3ULL << 20) | 6, 8);
    QCOMPARE(named(sniffBytes(altered({}, vhdxBlocks + 8, there)).fault), named(Fault::None));
    QCOMPARE(named(sniffBytes(altered({}, vhdxBlocks + 8, beyond)).fault), named(Fault::Truncated));
    // not in use
    QCOMPARE(named(sniffBytes(altered({}, vhdxBlocks + 8, little((3ULL << 20) | 2, 8))).fault),
             named(Fault::None));
    // the log may have another entry
    const Vhdx dirty {.logGuid = guid("99999999-0000-0000-0000-000000000000")};
    QCOMPARE(named(sniffBytes(altered(dirty, vhdxBlocks + 8, beyond)).fault), named(Fault::None));
    // a block of sector bitmaps is a mebibyte, wherever the blocks are bigger
    const qsizetype bitmap = vhdxBlocks + 8 * 2048;
    QCOMPARE(named(sniffBytes(altered(differencing(), bitmap, little((3ULL << 20) | 6, 8))).fault),
             named(Fault::None));
    QCOMPARE(named(sniffBytes(altered(differencing(), bitmap, little((4ULL << 20) | 6, 8))).fault),
             named(Fault::Truncated));
}

QTEST_GUILESS_MAIN(TstImageSniffVhdx)
#include "tst_imagesniffvhdx.moc"
