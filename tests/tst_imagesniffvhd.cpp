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

const Vhd differencing {.type = Differencing,
                        .parentIdentifier = "fedcba9876543210",
                        .parentTime = 750000000,
                        .parentName = QStringLiteral("Eltern-Disk ä𝄞.vhd"),
                        .locators = {{"W2ku", utf16(QStringLiteral("C:\\VMs\\Eltern.vhd"), false)},
                                     {"MacX", "file:///Eltern.vhd"},
                                     {"W2ru", utf16(QStringLiteral(".\\..\\Eltern.vhd"), false)}}};

qsizetype tail(const QByteArray& image) { return image.size() - 512; }

// A raw disk of a size that fits no footer.
QByteArray rawDisk() { return QByteArray(3 << 20, 'r'); }

QByteArray damaged(QByteArray image, qsizetype at)
{
    image[at] = char(image[at] ^ 1);
    return image;
}

QByteArray changedFooter(Vhd disk, const std::function<void(QByteArray&)>& change)
{
    QByteArray image = vhd(disk);
    for (const qsizetype at : {qsizetype(0), tail(image)}) {
        if (at == 0 && disk.type == Fixed)
            continue;
        QByteArray footer = image.mid(at, 512);
        change(footer);
        signVhdFooter(footer, 0);
        put(image, at, footer);
    }
    return image;
}

QByteArray changedHeader(const Vhd& disk, qsizetype at, const QByteArray& bytes)
{
    QByteArray image = vhd(disk);
    put(image, 512 + at, bytes);
    signVhdHeader(image, 512);
    return image;
}

} // namespace

// VHDs that qemu-img does not make.
class TstImageSniffVhd : public QObject
{
    Q_OBJECT
private slots:
    void readsDifferencingDisks();
    void weighsHeadAgainstTail_data();
    void weighsHeadAgainstTail();
    void findsFaults_data();
    void findsFaults();
    void findsFaultsOfNames_data();
    void findsFaultsOfNames();
    void goesByTheGeometryForItsMakersOnly();
    void takesTheShorterFooterOfOldFiles();
    void takesASavedStateForUnfinished();
};

void TstImageSniffVhd::readsDifferencingDisks()
{
    const Findings findings = sniffBytes(vhd(differencing));
    QCOMPARE(named(findings.fault), named(Fault::None));
    QCOMPARE(findings.format, Format::Vhd);
    QCOMPARE(text(findings.subformat), QByteArray("differencing"));
    QVERIFY(findings.differencing);
    QCOMPARE(quint64(*findings.virtualSize), quint64(4 << 20));
    QCOMPARE(text(findings.identifier), QByteArray("30313233-3435-3637-3839-616263646566"));
    QCOMPARE(text(findings.parentIdentifier), QByteArray("66656463-6261-3938-3736-353433323130"));
    QCOMPARE(*findings.parentTime, 750000000U);
    const std::vector<Reference> expected {
        {.role = Role::Parent, .place = Place::WindowsRelative, .name = ".\\..\\Eltern.vhd", .format = "vhd"},
        {.role = Role::Parent,
         .place = Place::WindowsAbsolute,
         .name = "C:\\VMs\\Eltern.vhd",
         .format = "vhd"},
        {.role = Role::Parent, .place = Place::WindowsName, .name = "Eltern-Disk ä𝄞.vhd", .format = "vhd"}};
    QCOMPARE(findings.references, expected);
    Vhd nameless = differencing;
    nameless.parentName.clear();
    nameless.locators.clear();
    QVERIFY(sniffBytes(vhd(nameless)).differencing);
    QVERIFY(sniffBytes(vhd(nameless)).references.empty());
}

// The table in vhd.cpp.
void TstImageSniffVhd::weighsHeadAgainstTail_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<Format>("format");
    QTest::addColumn<Fault>("fault");
    const auto row = [](const char* name, const QByteArray& image, Format format, Fault fault) {
        QTest::newRow(name) << image << format << fault;
    };
    const QByteArray dynamic = vhd({}), fixed = vhd({.type = Fixed});
    const QByteArray other = vhdFooter({.identifier = "another disk 123"});
    row("the same", dynamic, Format::Vhd, Fault::None);
    row("another tail", dynamic.chopped(512) + other, Format::Vhd, Fault::Contradictory);
    row("tail damaged", damaged(dynamic, tail(dynamic) + 100), Format::Vhd, Fault::ChecksumWrong);
    row("no tail", dynamic.chopped(512), Format::Vhd, Fault::Truncated);
    row("cut in the tail", dynamic.chopped(2), Format::Vhd, Fault::Truncated);
    row("head is fixed", vhdFooter({.type = Fixed}) + fixed, Format::Vhd, Fault::Contradictory);
    row("head damaged", damaged(dynamic, 100), Format::Vhd, Fault::ChecksumWrong);
    QByteArray nested = fixed;
    put(nested, 0, dynamic);
    row("dynamic disk in a fixed one", nested, Format::Vhd, Fault::Contradictory);
    row("damaged dynamic disk in a fixed one", damaged(nested, 100), Format::Vhd, Fault::Contradictory);
    row("fixed", fixed, Format::Vhd, Fault::None);
    row("fixed, damaged", damaged(fixed, tail(fixed) + 100), Format::Vhd, Fault::ChecksumWrong);
    row("head overwritten", QByteArray(512, 'm') + dynamic.mid(512), Format::Vhd, Fault::ChecksumWrong);
    row("raw with a fixed footer", rawDisk() + vhdFooter({.type = Fixed}), Format::Raw,
        Fault::LeftoverFooter);
    row("raw with a damaged footer", rawDisk() + damaged(vhdFooter({.type = Fixed}), 100), Format::Raw,
        Fault::LeftoverFooter);
    row("raw with a dynamic footer", rawDisk() + vhdFooter({}), Format::Raw, Fault::LeftoverFooter);
    row("raw with a cookie", rawDisk() + QByteArray("conectix").leftJustified(512, '\0'), Format::Raw,
        Fault::LeftoverFooter);
    row("raw with a cookie elsewhere", rawDisk() + "conectix", Format::Raw, Fault::None);
    QByteArray qcow2InFixed = fixed;
    put(qcow2InFixed, 0, qcow2());
    row("qcow2 in a fixed disk", qcow2InFixed, Format::Qcow2, Fault::Contradictory);
    row("qcow2 with a leftover", qcow2() + vhdFooter({.type = Fixed}), Format::Qcow2, Fault::None);
    QByteArray isoInFixed = fixed;
    put(isoInFixed, 0, iso());
    row("iso in a fixed disk", isoInFixed, Format::Vhd, Fault::None);
}

void TstImageSniffVhd::weighsHeadAgainstTail()
{
    QFETCH(QByteArray, image);
    QFETCH(Format, format);
    QFETCH(Fault, fault);
    const Findings findings = sniffBytes(image);
    QCOMPARE(named(findings.fault), named(fault));
    QCOMPARE(named(findings.format), named(format));
    if (format == Format::Raw)
        QCOMPARE(quint64(*findings.virtualSize), quint64(image.size()));
}

void TstImageSniffVhd::findsFaults_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<Fault>("fault");
    const auto footer = [](const char* name, qsizetype at, const QByteArray& bytes, Fault fault,
                           VhdType type = Dynamic) {
        QTest::newRow(name) << changedFooter({.type = type}, [&](QByteArray& it) { put(it, at, bytes); })
                            << fault;
    };
    const auto header = [](const char* name, qsizetype at, const QByteArray& bytes, Fault fault) {
        QTest::newRow(name) << changedHeader({}, at, bytes) << fault;
    };
    footer("version 2", 12, big(0x20000, 4), Fault::UnknownVersion);
    footer("version 1.1", 12, big(0x10001, 4), Fault::None);
    footer("unknown type", 60, big(5, 4), Fault::UnknownFeature);
    footer("no size", 48, big(0, 8), Fault::ImpossibleSize);
    footer("odd size", 48, big((4 << 20) + 1, 8), Fault::ImpossibleSize);
    footer("huge size", 48, big(3ULL << 40, 8), Fault::ImpossibleSize);
    footer("more blocks than its table", 48, big(8 << 20, 8), Fault::ImpossibleTables);
    footer("header beyond the end", 16, big(1 << 20, 8), Fault::Truncated);
    footer("header far beyond the end", 16, big(~0ULL - 100, 8), Fault::Truncated);
    footer("no header there", 16, big(1024, 8), Fault::ChecksumWrong);
    footer("fixed, version 2", 12, big(0x20000, 4), Fault::UnknownVersion, Fixed);
    QTest::newRow("header damaged") << damaged(vhd({}), 512 + 700) << Fault::ChecksumWrong;
    header("header version 2", 24, big(0x20000, 4), Fault::UnknownVersion);
    header("block size 3 MiB", 32, big(3 << 20, 4), Fault::ImpossibleTables);
    header("block size 0", 32, big(0, 4), Fault::ImpossibleTables);
    header("table over the header", 16, big(512, 8), Fault::ImpossibleTables);
    header("table beyond the end", 16, big(1 << 20, 8), Fault::Truncated);
    header("table far beyond the end", 16, big(~0ULL - 3, 8), Fault::Truncated);
    header("huge table", 28, big(0xffffffff, 4), Fault::Truncated);
    QByteArray block = vhd({});
    put(block, 1536, big(4, 4));
    QTest::newRow("block beyond the end") << block << Fault::Truncated;
    put(block, 1536, big(1, 4));
    QTest::newRow("block over the header") << block << Fault::ImpossibleTables;
}

void TstImageSniffVhd::findsFaults()
{
    QFETCH(QByteArray, image);
    QFETCH(Fault, fault);
    QCOMPARE(sniffBytes(image).format, Format::Vhd);
    QCOMPARE(named(sniffBytes(image).fault), named(fault));
}

void TstImageSniffVhd::findsFaultsOfNames_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Fault>("fault");
    QTest::newRow("plain") << QByteArray("W2ru") << utf16(QStringLiteral("p.vhd"), false) << Fault::None;
    QTest::newRow("NULs behind it") << QByteArray("W2ru")
                                    << utf16(QStringLiteral("p.vhd"), false) + QByteArray(4, 0)
                                    << Fault::None;
    QTest::newRow("NUL within") << QByteArray("W2ru") << QByteArray("p\0\0\0q\0", 6) << Fault::BadName;
    QTest::newRow("odd length") << QByteArray("W2ku") << QByteArray("p\0q", 3) << Fault::BadName;
    QTest::newRow("half a character") << QByteArray("W2ru") << QByteArray("\x34\xd8", 2) << Fault::BadName;
    QTest::newRow("other half") << QByteArray("W2ru") << QByteArray("\x1e\xdd", 2) << Fault::BadName;
    QTest::newRow("halves swapped") << QByteArray("W2ru") << QByteArray("\x1e\xdd\x34\xd8", 4)
                                    << Fault::BadName;
    QTest::newRow("nothing") << QByteArray("W2ru") << QByteArray() << Fault::BadName;
    QTest::newRow("for another system") << QByteArray("Mac ") << QByteArray("\x1e\xdd", 2) << Fault::None;
}

void TstImageSniffVhd::findsFaultsOfNames()
{
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, path);
    QFETCH(Fault, fault);
    Vhd disk = differencing;
    disk.locators = {{code, path}};
    QCOMPARE(named(sniffBytes(vhd(disk)).fault), named(fault));
    const auto withLocator = [&disk](qsizetype at, const QByteArray& bytes) {
        return sniffBytes(changedHeader(disk, 576 + at, bytes)).fault;
    };
    if (code != "W2ru")
        return;
    QCOMPARE(named(withLocator(16, big(1 << 30, 8))), named(Fault::Truncated));
    QCOMPARE(named(withLocator(16, big(~0ULL, 8))), named(Fault::Truncated));
    QCOMPARE(named(withLocator(8, big(0x7fffffff, 4))), named(Fault::BadName));
}

void TstImageSniffVhd::goesByTheGeometryForItsMakersOnly()
{
    const auto size = [](const char* creator, quint64 cylinders) {
        const QByteArray image = changedFooter({.creator = creator}, [&](QByteArray& footer) {
            put(footer, 56, big(cylinders, 2) + big(4, 1) + big(17, 1));
        });
        const Findings findings = sniffBytes(image);
        return findings.fault == Fault::None ? quint64(*findings.virtualSize) : 0;
    };
    const quint64 full = 4 << 20;
    QCOMPARE(size("win ", 100), full);
    QCOMPARE(size("vbox", 100), full);
    QCOMPARE(size("vpc ", 100), quint64(100 * 4 * 17 * 512));
    QCOMPARE(size("qemu", 100), quint64(100 * 4 * 17 * 512));
    QCOMPARE(size("vpc ", 200), quint64(0)); // more than there is
}

void TstImageSniffVhd::takesTheShorterFooterOfOldFiles()
{
    const Findings findings = sniffBytes(vhd({.type = Fixed}).chopped(1));
    QCOMPARE(findings.format, Format::Vhd);
    QCOMPARE(named(findings.fault), named(Fault::None));
    QCOMPARE(quint64(*findings.virtualSize), quint64(4 << 20));
    const Findings dynamic = sniffBytes(vhd({}).chopped(1));
    QCOMPARE(named(dynamic.fault), named(Fault::None));
}

void TstImageSniffVhd::takesASavedStateForUnfinished()
{
    const QByteArray image = changedFooter({}, [](QByteArray& footer) { footer[84] = 1; });
    QVERIFY(sniffBytes(image).unclean);
    QVERIFY(!sniffBytes(vhd({})).unclean);
}

QTEST_GUILESS_MAIN(TstImageSniffVhd)
#include "tst_imagesniffvhd.moc"
