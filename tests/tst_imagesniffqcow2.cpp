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

QByteArray withExtensions(const QByteArray& extensions, quint64 features = 0)
{
    return changed(changed(qcow2(), 104, extensions), 72, big(features, 8));
}

QByteArray extension(quint64 type, const QByteArray& content)
{
    const QByteArray padding((8 - content.size() % 8) % 8, '\0');
    return big(type, 4) + big(quint64(content.size()), 4) + content + padding;
}

QByteArray faultOf(const QByteArray& extensions, quint64 features = 0)
{
    return named(sniffBytes(withExtensions(extensions, features)).fault);
}

constexpr quint64 backingFormat = 0xe2792aca, dataFile = 0x44415441;

} // namespace

// qcow2s that qemu-img does not make.
class TstImageSniffQcow2 : public QObject
{
    Q_OBJECT
private slots:
    void readsBackingFiles();
    void readsDataFiles();
    void readsHeaderExtensions();
    void findsFaults_data();
    void findsFaults();
};

void TstImageSniffQcow2::readsBackingFiles()
{
    const QByteArray image = changed(changed(qcow2(), 8, big(1000, 8) + big(5, 4)), 1000, "b.img");
    const Findings findings = sniffBytes(changed(image, 104, extension(backingFormat, "raw")));
    const Reference expected {.role = Role::Backing, .name = "b.img", .format = "raw"};
    QCOMPARE(findings.references, std::vector {expected});
    QCOMPARE(named(findings.fault), named(Fault::None));
    QVERIFY(findings.differencing);
    const auto fault = [](quint64 at, quint64 length) {
        return named(sniffBytes(changed(qcow2(), 8, big(at, 8) + big(length, 4))).fault);
    };
    QCOMPARE(fault(1000, 1024), named(Fault::BadName));
    QCOMPARE(fault(1000, 5), named(Fault::BadName)); // five NULs
    QCOMPARE(fault(65534, 5), named(Fault::ImpossibleTables)); // not in the first cluster
    QCOMPARE(fault(~0ULL, 5), named(Fault::ImpossibleTables));
    QCOMPARE(fault(65537, 0), named(Fault::ImpossibleTables));
    QCOMPARE(fault(0, 5), named(Fault::None));
}

void TstImageSniffQcow2::readsDataFiles()
{
    const QByteArray name = extension(dataFile, "d");
    QCOMPARE(faultOf(name, 4), named(Fault::None));
    QCOMPARE(sniffBytes(withExtensions(name, 4)).references.at(0).role, Role::DataFile);
    QVERIFY(sniffBytes(withExtensions(name)).references.empty()); // the bit counts
    QCOMPARE(faultOf({}, 4), named(Fault::BadName)); // somewhere, but it does not say where
    QCOMPARE(faultOf(name + extension(dataFile, "e"), 4), named(Fault::Contradictory));
    QCOMPARE(faultOf(extension(dataFile, QByteArray("d\0e", 3)), 4), named(Fault::BadName));
    QCOMPARE(faultOf(extension(dataFile, QByteArray(1024, 'd')), 4), named(Fault::BadName));
}

void TstImageSniffQcow2::readsHeaderExtensions()
{
    constexpr quint64 unknown = 0x12345678;
    QCOMPARE(faultOf(big(unknown, 4) + big(0xfffffff8, 4)), named(Fault::ImpossibleTables));
    QCOMPARE(faultOf(extension(unknown, {}).repeated(65)), named(Fault::ImpossibleTables));
    const QByteArray behind = extension(unknown, "x").repeated(8) + extension(dataFile, "d");
    QCOMPARE(sniffBytes(withExtensions(behind, 4)).references.size(), size_t(1));
}

void TstImageSniffQcow2::findsFaults_data()
{
    QTest::addColumn<qsizetype>("at");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Fault>("fault");
    const auto row = [](qsizetype at, const QByteArray& bytes, Fault fault) {
        QTest::addRow("at %lld: %s", qlonglong(at), bytes.toHex().constData()) << at << bytes << fault;
    };
    row(4, big(4, 4), Fault::UnknownVersion);
    row(4, big(0, 4), Fault::UnknownVersion);
    row(20, big(8, 4), Fault::ImpossibleTables);
    row(20, big(22, 4), Fault::ImpossibleTables);
    row(20, big(255, 4), Fault::ImpossibleTables);
    row(24, big(~0ULL, 8), Fault::ImpossibleSize);
    row(24, big(1ULL << 60, 8), Fault::ImpossibleSize);
    row(24, big(1 << 30, 8), Fault::ImpossibleTables); // one entry is too few
    row(32, big(3, 4), Fault::UnknownFeature);
    row(36, big(0x10000000, 4), Fault::ImpossibleSize);
    row(40, big((3 << 16) + 8, 8), Fault::ImpossibleTables);
    row(40, big(4 << 16, 8), Fault::Truncated);
    row(40, big(0xffffffffffff0000, 8), Fault::Truncated);
    row(48, big(4 << 16, 8), Fault::Truncated);
    row(56, big(0, 4), Fault::ImpossibleTables);
    row(56, big(0xffffffff, 4), Fault::Truncated);
    row(60, big(1, 4) + big(8 << 16, 8), Fault::Truncated);
    row(1 << 16, big(0, 8), Fault::ImpossibleTables); // the first refcount block
    row(1 << 16, big((2 << 16) + 512, 8), Fault::ImpossibleTables);
    row((1 << 16) + 8, big(1, 8), Fault::ImpossibleTables); // and the next
    row((1 << 16) + 8, big(4 << 16, 8), Fault::Truncated);
    row(72, big(32, 8), Fault::UnknownFeature);
    row(72, big(1ULL << 63, 8), Fault::UnknownFeature);
    row(72, big(8, 8), Fault::Contradictory); // compression type without a type
    row(96, big(7, 4), Fault::UnknownFeature);
    row(100, big(103, 4), Fault::ImpossibleTables);
    row(100, big(~0U, 4), Fault::ImpossibleTables);
    row(3 << 16, big(0x8000000000040000, 8), Fault::Truncated); // where the file ends
    row(3 << 16, big(0x8000000000020000, 8), Fault::None);
}

void TstImageSniffQcow2::findsFaults()
{
    QFETCH(qsizetype, at);
    QFETCH(QByteArray, bytes);
    QFETCH(Fault, fault);
    const Findings findings = sniffBytes(changed(qcow2(), at, bytes));
    QCOMPARE(findings.format, Format::Qcow2);
    QCOMPARE(named(findings.fault), named(fault));
}

QTEST_GUILESS_MAIN(TstImageSniffQcow2)
#include "tst_imagesniffqcow2.moc"
