// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/imageforge.h"
#include "testsupport/imageworkshop.h"
#include "testsupport/sesparseforge.h"

#include <QTest>

using namespace mooring;
using namespace mooring::imagesniff;
using namespace mooring::testsupport;
using namespace mooring::testsupport::forge;

namespace {

// Of 20 MiB, so that it has two tables.
QByteArray sampleDisk()
{
    QByteArray disk(20 << 20, '\0');
    for (qsizetype at = 0; at < disk.size(); at += 5 * 4096)
        put(disk, at, QByteArray::number(at).rightJustified(4096, 'x'));
    return disk;
}

} // namespace

// What ESXi keeps snapshots and thin disks of large datastores in; qemu-img makes none.
class TstImageSniffSeSparse : public QObject
{
    Q_OBJECT
private slots:
    void readsExtents_data();
    void readsExtents();
    void asksForAJournalToBeReplayed();
    void knowsTheDiskByItsDescriptor();
    void refusesWhatQemuRefuses();
};

void TstImageSniffSeSparse::readsExtents_data()
{
    QTest::addColumn<QByteArray>("image");
    QTest::addColumn<Fault>("fault");
    const QByteArray good = seSparse(sampleDisk());
    const auto row = [&good](const char* name, qsizetype at, const QByteArray& bytes, Fault fault) {
        QTest::newRow(name) << changed(good, at, bytes) << fault;
    };
    QTest::newRow("good") << good << Fault::None;
    row("another version", 8, "\2", Fault::UnknownVersion);
    row("no capacity", 16, little(0, 8), Fault::ImpossibleSize);
    row("huge capacity", 16, little(1ULL << 50, 8), Fault::ImpossibleSize);
    row("more than its directory holds", 16, little(1 << 22, 8), Fault::ImpossibleTables);
    row("other grains", 24, little(16, 8), Fault::UnknownFeature);
    row("other tables", 32, little(32, 8), Fault::UnknownFeature);
    row("flags", 40, "\1", Fault::UnknownFeature);
    row("something reserved", 79, "\1", Fault::UnknownFeature);
    row("something behind the header", 511, "\1", Fault::UnknownFeature);
    row("something behind the state", seSparseState + 511, "\1", Fault::UnknownFeature);
    row("state elsewhere", 80, little(3, 8), Fault::Truncated);
    row("state far beyond the end", 80, little(~0ULL, 8), Fault::Truncated);
    row("directory beyond the end", 128, little(1ULL << 60, 8), Fault::Truncated);
    row("huge directory", 136, little(1ULL << 60, 8), Fault::Truncated);
    row("tables beyond the end", 144, little(~0ULL - 100, 8), Fault::Truncated);
    row("a table beyond the end", seSparseDirectory, little(1ULL << 60 | 0xffffffff, 8), Fault::Truncated);
    row("a strange entry", seSparseDirectory + 4, "\1", Fault::ImpossibleTables);
    QTest::newRow("cut in the header") << good.left(512) << Fault::Truncated;
    QTest::newRow("cut in the tables") << good.left(40 << 10) << Fault::Truncated;
}

void TstImageSniffSeSparse::readsExtents()
{
    QFETCH(const QByteArray, image);
    const Findings findings = sniffBytes(image);
    QFETCH(const Fault, fault);
    QCOMPARE(named(findings.fault), named(fault));
    QCOMPARE(findings.format, Format::Vmdk);
    QCOMPARE(text(findings.subformat), QByteArray("seSparse"));
    QCOMPARE(text(findings.unwritable), QByteArray("seSparse"));
    if (fault == Fault::None)
        QCOMPARE(quint64(*findings.virtualSize), quint64(20 << 20));
}

void TstImageSniffSeSparse::asksForAJournalToBeReplayed()
{
    const QByteArray good = seSparse(sampleDisk());
    QVERIFY(!sniffBytes(good).unclean);
    QVERIFY(sniffBytes(changed(good, seSparseState + 24, "\1")).unclean);
}

void TstImageSniffSeSparse::knowsTheDiskByItsDescriptor()
{
    const Findings findings = sniffBytes(seSparseText(20 << 20, "disk-sesparse.vmdk"));
    QCOMPARE(named(findings.fault), named(Fault::None));
    QCOMPARE(text(findings.unwritable), QByteArray("seSparse"));
    QCOMPARE(quint64(*findings.virtualSize), quint64(20 << 20));
    QCOMPARE(text(findings.references.at(0).name), QByteArray("disk-sesparse.vmdk"));
    QCOMPARE(text(findings.references.at(0).format), QByteArray("vmdk"));
}

// And opens, with the same content, what is taken for good here.
void TstImageSniffSeSparse::refusesWhatQemuRefuses()
{
    if (const QString why = ImageWorkshop::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
    const ImageWorkshop workshop;
    const QByteArray disk = sampleDisk(), good = seSparse(disk);
    workshop.write("disk.vmdk", seSparseText(disk.size(), "extent.vmdk"));
    workshop.write("extent.vmdk", good);
    QCOMPARE(workshop.info("disk.vmdk")[QLatin1String("virtual-size")].toInteger(), qint64(disk.size()));
    QVERIFY(workshop.info("extent.vmdk", "vmdk").isEmpty()); // alone it is nothing to it
    QCOMPARE(workshop.contentOf("disk.vmdk"), disk);
    for (const auto& [at, bytes] :
         {std::pair(40, "\1"), std::pair(79, "\1"), std::pair(511, "\1"), std::pair(24, "\2"),
          std::pair(int(seSparseState) + 24, "\1"), std::pair(int(seSparseState) + 511, "\1")}) {
        workshop.write("extent.vmdk", changed(good, at, bytes));
        QVERIFY2(workshop.info("disk.vmdk").isEmpty(), QByteArray::number(at));
    }
}

QTEST_GUILESS_MAIN(TstImageSniffSeSparse)
#include "tst_imagesniffsesparse.moc"
