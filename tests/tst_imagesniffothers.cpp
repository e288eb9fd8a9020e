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

QByteArray qed(quint64 features = 0)
{
    constexpr int cluster = 4096;
    QByteArray image(3 * cluster, '\0');
    put(image, 0, "QED");
    put(image, 4, little(cluster, 4) + little(1, 4) + little(1, 4) + little(features, 8));
    put(image, 40, little(cluster, 8) + little(1 << 20, 8));
    put(image, 56, little(64, 4) + little(5, 4) + "b.img");
    return image;
}

QByteArray qcow()
{
    QByteArray image(1024, '\0');
    put(image, 0, "QFI\xfb" + big(1, 4));
    put(image, 24, big(1 << 20, 8) + big(12, 1) + big(9, 1) + big(0, 2) + big(0, 4) + big(48, 8));
    return image;
}

QByteArray parallels(const char* magic = "WithoutFreeSpace")
{
    QByteArray image(4096, '\0');
    put(image, 0, magic);
    put(image, 16,
        little(2, 4) + little(16, 4) + little(8, 4) + little(2048, 4) + little(2, 4) + little(4096, 8));
    return image;
}

using Rows = std::function<void(qsizetype, const QByteArray&, Fault)>;

// A row for the good image, and one for each change to it.
Rows rows(const char* format, const QByteArray& image)
{
    QTest::addRow("%s, good", format) << image << Fault::None;
    return [format, image](qsizetype at, const QByteArray& bytes, Fault fault) {
        QTest::addRow("%s at %lld: %s", format, qlonglong(at), bytes.toHex().constData())
            << changed(image, at, bytes) << fault;
    };
}

void addQcowRows()
{
    const Rows change = rows("qcow", qcow());
    change(24, big(1, 8), Fault::ImpossibleSize);
    change(24, big(~0ULL, 8), Fault::ImpossibleSize);
    change(32, big(8, 1), Fault::ImpossibleTables);
    change(33, big(14, 1), Fault::ImpossibleTables);
    change(36, big(2, 4), Fault::UnknownFeature);
    change(40, big(1020, 8), Fault::Truncated);
    change(8, big(1020, 8) + big(5, 4), Fault::Truncated);
    change(8, big(900, 8) + big(1024, 4), Fault::BadName);
    change(48, big(1 << 20, 8), Fault::Truncated);
}

void addQedRows()
{
    const Rows change = rows("qed", qed());
    change(4, little(5000, 4), Fault::ImpossibleTables);
    change(8, little(32, 4), Fault::ImpossibleTables);
    change(12, little(0, 4), Fault::ImpossibleTables);
    change(16, little(8, 8), Fault::UnknownFeature);
    change(16, little(1, 8), Fault::None);
    change(40, little(100, 8), Fault::ImpossibleTables);
    change(40, little(3 * 4096, 8), Fault::Truncated);
    change(48, little(1ULL << 40, 8), Fault::ImpossibleSize);
    change(48, little(100, 8), Fault::ImpossibleSize);
    change(4096, little(3 * 4096, 8), Fault::Truncated);
}

void addVdiRows()
{
    const Rows change = rows("vdi", vdi());
    change(68, little(0x20000, 4), Fault::UnknownVersion);
    change(76, little(5, 4), Fault::UnknownFeature);
    change(76, little(2, 4), Fault::Truncated); // fixed, but without its blocks
    change(340, little(100, 4), Fault::ImpossibleTables);
    change(344, little(520, 4), Fault::ImpossibleTables);
    change(360, little(4096, 4), Fault::ImpossibleSize);
    change(368, little(0, 8), Fault::ImpossibleSize);
    change(368, little(8 << 20, 8), Fault::ImpossibleTables);
    change(376, little(0, 4), Fault::ImpossibleTables);
    change(388, little(5, 4), Fault::ImpossibleTables);
    change(388, little(1, 4), Fault::Truncated);
}

void addParallelsRows(const char* magic)
{
    const Rows change = rows(magic, parallels(magic));
    change(16, little(3, 4), Fault::UnknownVersion);
    change(28, little(0, 4), Fault::ImpossibleTables);
    change(32, little(1, 4), Fault::ImpossibleTables);
    change(32, little(2000, 4), Fault::Truncated);
    change(32, little(~0U, 4), Fault::ImpossibleTables);
    change(36, little(0, 8), Fault::ImpossibleSize);
    change(64, little(1, 4), Fault::Truncated);
}

} // namespace

// Images of the other formats that qemu-img does not make, and their faults.
class TstImageSniffOthers : public QObject
{
    Q_OBJECT
private slots:
    void readsStates();
    void readsVdiChildren();
    void findsFaults_data();
    void findsFaults();
    void knowsIsos_data();
    void knowsIsos();
    void knowsDmgs();
    void refusesTwoFormatsInOne();
    void takesTheRestForRaw();
    void readsNoMoreThanAMebibyte_data();
    void readsNoMoreThanAMebibyte();
};

void TstImageSniffOthers::readsStates()
{
    const auto qcow2With
        = [](quint64 features) { return sniffBytes(changed(qcow2(), 72, big(features, 8))); };
    QVERIFY(!qcow2With(0).unclean && !qcow2With(0).corrupt && !qcow2With(0).encrypted);
    QVERIFY(qcow2With(1).unclean && !qcow2With(1).corrupt);
    QVERIFY(!qcow2With(2).unclean && qcow2With(2).corrupt);
    QCOMPARE(named(qcow2With(3).fault), named(Fault::None));
    QVERIFY(sniffBytes(changed(qcow2(), 32, big(2, 4))).encrypted);
    QVERIFY(sniffBytes(changed(qcow(), 36, big(1, 4))).encrypted);
    QVERIFY(sniffBytes(qed(2)).unclean && !sniffBytes(qed()).unclean);
    QVERIFY(sniffBytes(changed(parallels(), 44, little(0x746f6e59, 4))).unclean);
    QVERIFY(!sniffBytes(changed(parallels(), 44, little(0x312e3276, 4))).unclean);
}

void TstImageSniffOthers::readsVdiChildren()
{
    const QByteArray parent
        = guid("cccccccc-0000-0000-0000-000000000002") + guid("dddddddd-0000-0000-0000-000000000002");
    const Findings findings = sniffBytes(changed(vdi(4), 424, parent));
    QCOMPARE(named(findings.fault), named(Fault::None));
    QCOMPARE(text(findings.subformat), QByteArray("differencing"));
    QVERIFY(findings.differencing);
    QVERIFY(findings.references.empty());
    QCOMPARE(text(findings.identifier), QByteArray("cccccccc-0000-0000-0000-000000000001"));
    QCOMPARE(text(findings.changeMark), QByteArray("dddddddd-0000-0000-0000-000000000001"));
    QCOMPARE(text(findings.parentIdentifier), QByteArray("cccccccc-0000-0000-0000-000000000002"));
    QCOMPARE(text(findings.parentChangeMarks.at(0)), QByteArray("dddddddd-0000-0000-0000-000000000002"));
    QVERIFY(sniffBytes(changed(vdi(1), 424, parent)).differencing); // whatever its type is
    QVERIFY(!sniffBytes(vdi()).differencing);
}

void TstImageSniffOthers::findsFaults_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<Fault>("fault");
    addQcowRows();
    addQedRows();
    addVdiRows();
    addParallelsRows("WithoutFreeSpace");
    addParallelsRows("WithouFreSpacExt");
}

void TstImageSniffOthers::findsFaults()
{
    QFETCH(QByteArray, image);
    QFETCH(Fault, fault);
    QCOMPARE(named(sniffBytes(image).fault), named(fault));
    QVERIFY(sniffBytes(image).format != Format::Raw);
}

void TstImageSniffOthers::knowsIsos_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<QByteArray>("subformat");
    QTest::addColumn<Fault>("fault");
    QTest::newRow("iso 9660") << iso() << QByteArray("iso9660") << Fault::None;
    QTest::newRow("bridge") << iso(40 << 11, true) << QByteArray("udf-bridge") << Fault::None;
    QByteArray udf(40 << 11, '\0');
    put(udf, 32769, "BEA01");
    put(udf, 34817, "NSR03");
    QTest::newRow("udf") << udf << QByteArray("udf") << Fault::None;
    QTest::newRow("hybrid") << changed(iso(), 510, "\x55\xaa") << QByteArray("iso9660") << Fault::None;
    QTest::newRow("smallest") << iso().left(34816) << QByteArray("iso9660") << Fault::None;
    QTest::newRow("smaller") << iso().left(34815) << QByteArray("iso9660") << Fault::ImpossibleSize;
    QTest::newRow("odd") << iso() + "x" << QByteArray("iso9660") << Fault::ImpossibleSize;
    QTest::newRow("run-out missing") << iso(400 << 11).left(250 << 11) << QByteArray("iso9660")
                                     << Fault::None;
    QTest::newRow("cut") << iso(400 << 11).left(240 << 11) << QByteArray("iso9660") << Fault::Truncated;
}

void TstImageSniffOthers::knowsIsos()
{
    QFETCH(QByteArray, image);
    QFETCH(QByteArray, subformat);
    QFETCH(Fault, fault);
    const Findings findings = sniffBytes(image);
    QCOMPARE(findings.format, Format::Iso);
    QCOMPARE(text(findings.subformat), subformat);
    QCOMPARE(named(findings.fault), named(fault));
    QCOMPARE(findings.sectorSize, 2048U);
    QCOMPARE(quint64(*findings.virtualSize), quint64(image.size()));
}

void TstImageSniffOthers::knowsDmgs()
{
    const QByteArray image = dmg(2048);
    const qsizetype trailer = image.size() - 512;
    QCOMPARE(sniffBytes(image).format, Format::Dmg);
    QCOMPARE(named(sniffBytes(image).fault), named(Fault::None));
    QCOMPARE(quint64(*sniffBytes(image).virtualSize), quint64(1 << 20));
    const auto fault = [&](qsizetype at, const QByteArray& bytes) {
        return named(sniffBytes(changed(image, trailer + at, bytes)).fault);
    };
    QCOMPARE(fault(60, big(2, 4)), named(Fault::UnknownFeature));
    QCOMPARE(fault(492, big(0, 8)), named(Fault::ImpossibleSize));
    QCOMPARE(fault(24, big(4096, 8)), named(Fault::Truncated));
    QCOMPARE(fault(224, big(~0ULL, 8)), named(Fault::Truncated));
    QCOMPARE(sniffBytes(changed(image, trailer + 4, big(3, 4))).format, Format::Raw); // a disk that ends so
    QCOMPARE(sniffBytes(image.chopped(1)).format, Format::Raw);
    QVERIFY(sniffBytes("encrcdsa").encrypted);
}

void TstImageSniffOthers::refusesTwoFormatsInOne()
{
    const QByteArray both = changed(qed(), 64, "\x7f\x10\xda\xbe");
    QCOMPARE(named(sniffBytes(both).fault), named(Fault::Contradictory));
    QCOMPARE(named(sniffBytes(changed(vhd({}), 64, "\x7f\x10\xda\xbe")).fault), named(Fault::Contradictory));
}

void TstImageSniffOthers::takesTheRestForRaw()
{
    for (const qsizetype size : {0, 1, 3, 7, 511, 512, 513, 4095, 4096, 40000}) {
        const Findings findings = sniffBytes(QByteArray(size, 'r'));
        QCOMPARE(findings, (Findings {.virtualSize = uint64_t(size)}));
    }
    QCOMPARE(sniffBytes("QFI").format, Format::Raw);
    // an error in reading is no raw disk
    struct Unreadable final : Source
    {
        uint64_t size() const override { return 4096; }
        std::optional<std::string> read(uint64_t, size_t) const override { return std::nullopt; }
    };
    QCOMPARE(named(sniff(Unreadable()).fault), named(Fault::Unreadable));
}

void TstImageSniffOthers::readsNoMoreThanAMebibyte_data()
{
    QTest::addColumn<QByteArray>("image");
    QByteArray biggestQcow2 = changed(qcow2(), 36, big(4 << 20, 4)); // a table of 32 MiB
    QTest::newRow("qcow2") << changed(biggestQcow2, 24, big(1ULL << 50, 8));
    QTest::newRow("vhdx") << vhdx({.size = 64ULL << 40,
                                   .blockSize = 256 << 20,
                                   .flags = 2,
                                   .parent = {{QStringLiteral("parent_linkage"), QString(20000, u'x')}}});
    QTest::newRow("vhd") << changed(vhd({.size = 1ULL << 40}), 512 + 28, big(0x80000, 4));
    QTest::newRow("vmdk") << sparseVmdk(vmdkText({}, {}), 1ULL << 44);
    QTest::newRow("vmdk text") << sparseVmdk(QByteArray(500 << 10, 'x'), 0);
    QTest::newRow("parallels") << changed(parallels(), 32, little(INT32_MAX / 4, 4));
    QTest::newRow("iso") << iso();
    QTest::newRow("raw") << QByteArray(1 << 20, 'r');
}

void TstImageSniffOthers::readsNoMoreThanAMebibyte()
{
    QFETCH(QByteArray, image);
    const SparseSource source(image, 1ULL << 60);
    const Findings findings = sniff(source);
    QVERIFY(source.asked <= 1 << 20);
    QVERIFY(findings.fault != Fault::Unreadable);
}

QTEST_GUILESS_MAIN(TstImageSniffOthers)
#include "tst_imagesniffothers.moc"
