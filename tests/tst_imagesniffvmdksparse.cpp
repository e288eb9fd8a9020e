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

const QByteArray flat = "RW 2048 FLAT \"disk-flat.vmdk\" 0";

QByteArray embedded(const QByteArray& lines = {})
{
    return vmdkText(lines, "RW 2048 SPARSE \"old name.vmdk\"").replace("monolithicFlat", "monolithicSparse");
}

} // namespace

// VMDKs with a header of their own that qemu-img does not make.
class TstImageSniffVmdkSparse : public QObject
{
    Q_OBJECT
private slots:
    void readsSparseFiles_data();
    void readsSparseFiles();
    void tellsWhatIsOnlyRead();
    void readsTextInASparseFile();
    void looksWhereQemuLooks();
    void readsOtherSparseFiles();
};

void TstImageSniffVmdkSparse::readsSparseFiles_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<Fault>("fault");
    const QByteArray good = sparseVmdk(embedded());
    const auto row = [&good](const char* name, qsizetype at, const QByteArray& bytes, Fault fault) {
        QTest::newRow(name) << changed(good, at, bytes) << fault;
    };
    row("version 4", 4, little(4, 4), Fault::UnknownVersion);
    row("transferred as text", 75, "\n", Fault::ChecksumWrong);
    row("unknown compression", 77, little(2, 2), Fault::UnknownFeature);
    row("grains of 3 sectors", 20, little(3, 8), Fault::ImpossibleTables);
    row("no grains", 20, little(0, 8), Fault::ImpossibleTables);
    row("no entries in a table", 44, little(0, 4), Fault::ImpossibleTables);
    row("too many entries", 44, little(513, 4), Fault::ImpossibleTables);
    row("directory beyond the end", 56, little(129, 8), Fault::Truncated);
    row("directory far beyond the end", 56, little(~0ULL - 1, 8), Fault::Truncated);
    row("directory in a footer that is missing", 56, little(~0ULL, 8), Fault::Truncated);
    row("table beyond the end", 30 * 512, little(128, 4), Fault::Truncated);
    row("overhead beyond the end", 64, little(129, 8), Fault::Truncated);
    row("huge capacity", 12, little(1ULL << 50, 8), Fault::ImpossibleSize);
    row("big capacity", 12, little(1ULL << 40, 8), Fault::Truncated);
    row("descriptor elsewhere", 28, little(2, 8), Fault::ImpossibleTables);
    row("huge descriptor", 36, little(1000, 8), Fault::TooLarge);
    QTest::newRow("good") << good << Fault::None;
    QTest::newRow("an extent alone") << sparseVmdk({}) << Fault::None;
    QTest::newRow("cut") << good.left(100 * 512) << Fault::Truncated;
    QTest::newRow("cut in the header") << good.left(40) << Fault::Truncated;
    QTest::newRow("ovftool's read-only extent")
        << sparseVmdk(embedded().replace("RW 2048", "RDONLY 2048")) << Fault::None;
    QByteArray footed = changed(good, 56, little(~0ULL, 8));
    footed += QByteArray(12, '\0') + little(3, 4) + QByteArray(496, '\0') + good.left(512)
        + QByteArray(512, '\0');
    QTest::newRow("directory in the footer") << footed << Fault::None;
    QTest::newRow("footer cut") << footed.chopped(512) << Fault::Truncated;
}

void TstImageSniffVmdkSparse::readsSparseFiles()
{
    QFETCH(QByteArray, image);
    QFETCH(Fault, fault);
    const Findings findings = sniffBytes(image);
    QCOMPARE(named(findings.fault), named(fault));
    QCOMPARE(findings.format, Format::Vmdk);
    QVERIFY(findings.references.empty());
    QVERIFY(!findings.unclean && findings.unwritable.empty());
    QVERIFY(sniffBytes(changed(image, 72, "\1")).unclean);
}

void TstImageSniffVmdkSparse::tellsWhatIsOnlyRead()
{
    const QByteArray image = sparseVmdk(embedded());
    QCOMPARE(text(sniffBytes(image).unwritable), QByteArray());
    QCOMPARE(text(sniffBytes(changed(image, 4, little(3, 4))).unwritable), QByteArray("version 3"));
    const QByteArray compressed = changed(image, 77, little(1, 2));
    QCOMPARE(text(sniffBytes(compressed).unwritable), QByteArray("streamOptimized"));
    QCOMPARE(text(sniffBytes(changed(compressed, 4, little(3, 4))).unwritable),
             QByteArray("streamOptimized"));
}

void TstImageSniffVmdkSparse::readsTextInASparseFile()
{
    const QByteArray image = sparseVmdk(vmdkText({}, flat), 0);
    const Findings findings = sniffBytes(image);
    QCOMPARE(named(findings.fault), named(Fault::None));
    QCOMPARE(findings.references.size(), size_t(1));
    QCOMPARE(text(findings.references[0].name), QByteArray("disk-flat.vmdk"));
    QCOMPARE(named(sniffBytes(sparseVmdk({}, 0)).fault), named(Fault::ImpossibleSize));
    // beyond what the header says there is, qemu goes on reading
    const QByteArray longer = vmdkText(QByteArray("# padding\n").repeated(1200), "RW 5 FLAT \"a\" 0");
    QCOMPARE(sniffBytes(sparseVmdk(longer, 0)).references.size(), size_t(1));
    const QByteArray endless = vmdkText({}, flat) + QByteArray(300 << 10, '#');
    QCOMPARE(named(sniffBytes(changed(sparseVmdk(endless, 0), 30 * 512, "####")).fault),
             named(Fault::TooLarge));
}

void TstImageSniffVmdkSparse::looksWhereQemuLooks()
{
    const QByteArray hint = "parentFileNameHint=\"/etc/shadow\"\n";
    const QByteArray alone = changed(sparseVmdk({}), 512, "x" + hint);
    QCOMPARE(named(sniffBytes(alone).fault), named(Fault::Contradictory));
    const QByteArray commented = sparseVmdk(embedded("# " + hint));
    QCOMPARE(named(sniffBytes(commented).fault), named(Fault::Contradictory));
    if (const QString why = ImageWorkshop::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
    const ImageWorkshop workshop;
    workshop.write("image", commented);
    QCOMPARE(workshop.info("image")[QLatin1String("backing-filename")].toString(),
             QStringLiteral("/etc/shadow"));
}

void TstImageSniffVmdkSparse::readsOtherSparseFiles()
{
    QByteArray cowd(4096, '\0');
    put(cowd, 0,
        "COWD" + little(1, 4) + little(3, 4) + little(2048, 4) + little(1, 4) + little(4, 4) + little(1, 4));
    Findings findings = sniffBytes(cowd);
    QCOMPARE(named(findings.fault), named(Fault::None));
    QCOMPARE(quint64(*findings.virtualSize), quint64(1 << 20));
    QVERIFY(!findings.differencing);
    put(cowd, 8, little(6, 4));
    put(cowd, 32, "base.vmdk");
    put(cowd, 1648, "\1");
    findings = sniffBytes(cowd);
    QVERIFY(findings.differencing && findings.corrupt && findings.unclean);
    QCOMPARE(text(findings.references.at(0).name), QByteArray("base.vmdk"));
    QCOMPARE(named(sniffBytes(changed(cowd, 4, "\2")).fault), named(Fault::UnknownVersion));
    QCOMPARE(named(sniffBytes(changed(cowd, 20, little(8, 4))).fault), named(Fault::Truncated));
}

QTEST_GUILESS_MAIN(TstImageSniffVmdkSparse)
#include "tst_imagesniffvmdksparse.moc"
