// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/imageforge.h"
#include "testsupport/imageworkshop.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mooring;
using namespace mooring::imagesniff;
using namespace mooring::testsupport;
using namespace mooring::testsupport::forge;

namespace {

const QByteArray flat = "RW 2048 FLAT \"disk-flat.vmdk\" 0";

Findings sniffLines(const QByteArray& lines, const QByteArray& extents = flat)
{
    return sniffBytes(vmdkText(lines, extents));
}

QByteArray withParent(const QByteArray& hint, const QByteArray& mark = "89abcdef")
{
    return vmdkText(hint, flat).replace("parentCID=ffffffff", "parentCID=" + mark);
}

} // namespace

// VMDKs that qemu-img does not make, above all those that two readers would read differently.
class TstImageSniffVmdk : public QObject
{
    Q_OBJECT
private slots:
    void readsTheForge();
    void readsExtents_data();
    void readsExtents();
    void readsParents_data();
    void readsParents();
    void takesNoLongerForOddText();
    void knowsDescriptors_data();
    void knowsDescriptors();
    void knowsThatItIsEncrypted();
};

void TstImageSniffVmdk::readsTheForge()
{
    const Findings findings = sniffLines({});
    QCOMPARE(named(findings.fault), named(Fault::None));
    QCOMPARE(text(findings.subformat), QByteArray("monolithicFlat"));
    QCOMPARE(text(findings.changeMark), QByteArray("12345678"));
    QCOMPARE(quint64(*findings.virtualSize), quint64(1 << 20));
    const Reference expected {.role = Role::Extent,
                              .name = "disk-flat.vmdk",
                              .format = "raw",
                              .access = "RW",
                              .type = "FLAT",
                              .sectors = 2048};
    QCOMPARE(findings.references, std::vector {expected});
}

void TstImageSniffVmdk::readsExtents_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<int>("count");
    const auto row = [](const char* name, const QByteArray& lines, Fault fault, int count = 0) {
        QTest::newRow(name) << lines << fault << count;
    };
    row("two", flat + "\nRW 5 SPARSE \"b.vmdk\"", Fault::None, 2);
    row("line ends of Windows", flat + "\r\nRW 5 FLAT \"b\" 7\r", Fault::None, 2);
    row("tabs", "\t RW\t2048  FLAT  \"a\"0", Fault::None, 1);
    row("one device", "RW 5 VMFS \"a\"", Fault::None, 1);
    row("se sparse", "RW 5 SESPARSE \"a\"", Fault::None, 1);
    row("none", "", Fault::ImpossibleSize);
    row("only a comment", "# RW 5 FLAT \"a\" 0", Fault::ImpossibleSize);
    row("no sectors", "RW 0 FLAT \"a\" 0", Fault::ImpossibleSize);
    row("too many sectors", "RW 99999999999999999999 FLAT \"a\" 0", Fault::ImpossibleSize);
    row("a sign", "RW +5 FLAT \"a\" 0", Fault::UnknownFeature);
    row("flat without an offset", "RW 5 FLAT \"a\"", Fault::ImpossibleTables);
    row("sparse with an offset", "RW 5 SPARSE \"a\" 0", Fault::ImpossibleTables);
    row("huge offset", "RW 5 FLAT \"a\" 99999999999999999999", Fault::ImpossibleSize);
    row("read only", "RDONLY 5 FLAT \"a\" 0", Fault::UnknownFeature);
    row("no access", flat + "\nNOACCESS 5 FLAT \"a\" 0", Fault::UnknownFeature, 1);
    row("small letters", "rw 5 FLAT \"a\" 0", Fault::UnknownFeature);
    row("zeros", "RW 5 ZERO", Fault::UnknownFeature);
    row("a raw device", "RW 5 VMFSRDM \"a\"", Fault::UnknownFeature);
    row("type too long", "RW 5 SPARSEEXTENT \"a\"", Fault::UnknownFeature);
    row("no name", "RW 5 SPARSE", Fault::BadName);
    row("empty name", "RW 5 SPARSE \"\"", Fault::BadName);
    row("open name", "RW 5 SPARSE \"a", Fault::BadName);
    row("long name", "RW 5 SPARSE \"" + QByteArray(512, 'n') + '"', Fault::BadName);
    row("longest name", "RW 5 SPARSE \"" + QByteArray(511, 'n') + '"', Fault::None, 1);
    row("over two lines", "RW 5\nFLAT \"a\" 0", Fault::Contradictory);
    row("name on the next line", "RW 5 SPARSE\n\"a\"", Fault::Contradictory);
    row("offset on the next line", "RW 5 FLAT \"a\"\n0", Fault::Contradictory);
    row("number on the next line", "RW 5 SPARSE \"a\"\n0 x", Fault::Contradictory);
    row("empty line before", "\n" + flat, Fault::Contradictory, 1); // qemu has it twice
    row("as many as fit", QByteArray("RW 1 FLAT \"a\" 0\n").repeated(4096), Fault::None, 4096);
    row("more", QByteArray("RW 1 FLAT \"a\" 0\n").repeated(4097), Fault::TooLarge, 4096);
}

void TstImageSniffVmdk::readsExtents()
{
    QFETCH(QByteArray, lines);
    QFETCH(Fault, fault);
    QFETCH(int, count);
    const Findings findings = sniffLines({}, lines);
    QCOMPARE(named(findings.fault), named(fault));
    QCOMPARE(int(findings.references.size()), count);
    if (fault != Fault::None)
        return;
    QVERIFY(*findings.virtualSize > 0);
    QVERIFY(!findings.differencing);
}

void TstImageSniffVmdk::readsParents_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QByteArray>("parent");
    const auto row = [](const char* name, const QByteArray& content, Fault fault, const char* parent = "") {
        QTest::newRow(name) << content << fault << QByteArray(parent);
    };
    const QByteArray hint = "parentFileNameHint=\"p.vmdk\"\n";
    row("plain", withParent(hint), Fault::None, "p.vmdk");
    row("not named", withParent({}), Fault::None);
    row("no identifier", withParent(hint, "ffffffff"), Fault::Contradictory, "p.vmdk");
    row("no hexadecimal identifier", withParent(hint, "8x"), Fault::Contradictory, "p.vmdk");
    row("identifier twice", withParent(hint + "parentCID=89abcdef\n"), Fault::Contradictory, "p.vmdk");
    row("in a comment", vmdkText("# " + hint, flat), Fault::Contradictory);
    row("in another value", vmdkText("ddb.comment = \"" + hint.trimmed() + "\"\n", flat),
        Fault::Contradictory);
    row("twice", withParent(hint + hint), Fault::Contradictory, "p.vmdk");
    row("twice, once in a comment", withParent("# " + hint + hint), Fault::Contradictory, "p.vmdk");
    row("spaced", withParent("parentFileNameHint = \"p.vmdk\"\n"), Fault::Contradictory, "p.vmdk");
    row("indented", withParent(' ' + hint), Fault::Contradictory, "p.vmdk");
    row("without marks", withParent("parentFileNameHint=p.vmdk\n"), Fault::Contradictory, "p.vmdk");
    row("small letters", withParent("parentfilenamehint=\"p.vmdk\"\n"), Fault::Contradictory, "p.vmdk");
    row("mark in the name", withParent("parentFileNameHint=\"p\"q\"\n"), Fault::Contradictory, "p\"q");
    row("empty", withParent("parentFileNameHint=\"\"\n"), Fault::BadName);
    row("where qemu does not look", withParent(QByteArray("# padding\n").repeated(1100) + hint),
        Fault::Contradictory, "p.vmdk");
    row("behind a NUL", vmdkText({}, flat) + QByteArray(1, '\0') + hint, Fault::None);
}

void TstImageSniffVmdk::readsParents()
{
    QFETCH(QByteArray, content);
    QFETCH(Fault, fault);
    QFETCH(QByteArray, parent);
    const Findings findings = sniffBytes(content);
    QCOMPARE(named(findings.fault), named(fault));
    QByteArray found;
    for (const Reference& reference : findings.references)
        if (reference.role == Role::Parent)
            found += text(reference.name);
    QCOMPARE(found, parent);
    if (content.contains("parentCID=89abcdef")) {
        QVERIFY(findings.differencing);
        QCOMPARE(text(findings.parentChangeMarks.at(0)), QByteArray("89abcdef"));
    }
}

void TstImageSniffVmdk::takesNoLongerForOddText()
{
    constexpr int size = 250 << 10;
    for (const QByteArray piece :
         {"\n", " ", "RW\n", "RW 5\n", "RW 5 FLAT\n", "RW 5 FLAT \"a\"\n", "=\n", "#\n", "a", "\"", "=",
          "CID=1\n", "parentFileNameHint=\"a\"\n", "RW 5 FLAT \"a\" 0\n\n"}) {
        for (const QByteArray first : {"", "RW", "RW 5 FLAT \"a\" 0\n\n"}) {
            QElapsedTimer clock;
            clock.start();
            sniffLines({}, first + piece.repeated(size / int(piece.size()) - 10));
            QVERIFY(clock.elapsed() < 20000); // what grows with the square of the size takes minutes
        }
    }
}

void TstImageSniffVmdk::knowsDescriptors_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<Format>("format");
    QTest::addColumn<Fault>("fault");
    const QByteArray whole = vmdkText({}, flat);
    const QByteArray untitled = whole.mid(whole.indexOf("version"));
    QTest::newRow("whole") << whole << Format::Vmdk << Fault::None;
    QTest::newRow("untitled") << untitled << Format::Vmdk << Fault::None;
    QTest::newRow("comments first") << "# a\n\n #b\n" + untitled << Format::Vmdk << Fault::None;
    QTest::newRow("some configuration")
        << QByteArray("version=1\ncolour=blue\n") << Format::Raw << Fault::None;
    QTest::newRow("about it") << QByteArray("See createType.\nversion=1\n") << Format::Raw << Fault::None;
    QTest::newRow("only the title") << QByteArray("# Disk DescriptorFile\n") << Format::Vmdk
                                    << Fault::Truncated;
    QTest::newRow("cut") << whole.left(50) << Format::Vmdk << Fault::Truncated;
    QTest::newRow("version 9") << QByteArray(whole).replace("version=1", "version=9") << Format::Vmdk
                               << Fault::UnknownVersion;
    QTest::newRow("CID twice") << QByteArray(whole).replace("CID=1", "CID=2\nCID=1") << Format::Vmdk
                               << Fault::Contradictory;
    QTest::newRow("huge") << whole + QByteArray(256 << 10, '#') << Format::Vmdk << Fault::TooLarge;
}

void TstImageSniffVmdk::knowsDescriptors()
{
    QFETCH(QByteArray, content);
    QFETCH(Format, format);
    QFETCH(Fault, fault);
    QCOMPARE(named(sniffBytes(content).format), named(format));
    QCOMPARE(named(sniffBytes(content).fault), named(fault));
}

void TstImageSniffVmdk::knowsThatItIsEncrypted()
{
    QVERIFY(!sniffLines({}).encrypted);
    QVERIFY(sniffLines("encryption.keySafe = \"vmware:key/list/(pair/(phrase/x))\"\n").encrypted);
    QVERIFY(sniffLines("encryption.data=\"x\"\n").encrypted);
    QCOMPARE(text(sniffLines("ddb.uuid.image=\"01234567-89ab-cdef-0123-456789abcdef\"\n").identifier),
             QByteArray("01234567-89ab-cdef-0123-456789abcdef"));
}

QTEST_GUILESS_MAIN(TstImageSniffVmdk)
#include "tst_imagesniffvmdk.moc"
