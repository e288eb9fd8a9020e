// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/imageworkshop.h"

#include <QJsonArray>
#include <QTest>

using namespace mooring;
using namespace mooring::imagesniff;
using testsupport::ImageWorkshop;
using testsupport::Kind;
using testsupport::named;
using testsupport::text;

namespace {

QString qemuName(Format format)
{
    return format == Format::Vhd ? QStringLiteral("vpc") : QString::fromUtf8(named(format));
}

QJsonObject specific(const QJsonObject& info)
{
    return info[QLatin1String("format-specific")].toObject()[QLatin1String("data")].toObject();
}

quint64 number(const QJsonObject& object, const char* key)
{
    return quint64(object[QLatin1String(key)].toDouble());
}

// qemu shows a content identifier as a number.
QByteArray mark(const QJsonObject& object, const char* key)
{
    return QByteArray::number(number(object, key), 16).rightJustified(8, '0');
}

} // namespace

// Real images of every kind, and what qemu-img says of them.
class TstImageSniff : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void agreesWithQemu_data();
    void agreesWithQemu();
    void tellsAFixedVhdFromARawDisk();
    void findsBackingFiles_data();
    void findsBackingFiles();
    void findsDataFiles();
    void findsParentsOfVmdks();
    void findsExtents_data();
    void findsExtents();
    void seesWhatWasWritten_data();
    void seesWhatWasWritten();
};

void TstImageSniff::initTestCase()
{
    if (const QString why = ImageWorkshop::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstImageSniff::agreesWithQemu_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("size");
    for (const Kind& kind : testsupport::kindsOfImages()) {
        for (const QByteArray size : {"8M", "1000000K"}) {
            const bool big = size != "8M";
            if (big && QByteArray(kind.name).contains("fixed"))
                continue;
            QTest::addRow("%s, %s", kind.name, size.constData()) << kind << size;
        }
    }
}

void TstImageSniff::agreesWithQemu()
{
    QFETCH(Kind, kind);
    QFETCH(QByteArray, size);
    const ImageWorkshop workshop;
    workshop.create("image", kind.options, size);
    const Findings findings = workshop.sniff("image");
    const QJsonObject info = workshop.info("image", kind.qemuFormat);
    QVERIFY(!info.isEmpty());
    QCOMPARE(named(findings.fault), named(Fault::None));
    QCOMPARE(findings.format, kind.format);
    QCOMPARE(text(findings.subformat), QByteArray(kind.subformat));
    QCOMPARE(qemuName(findings.format), info[QLatin1String("format")].toString());
    QCOMPARE(quint64(findings.virtualSize.value_or(0)), number(info, "virtual-size"));
    QCOMPARE(findings.unclean, info[QLatin1String("dirty-flag")].toBool());
    QCOMPARE(findings.encrypted, info[QLatin1String("encrypted")].toBool());
    QCOMPARE(findings.sectorSize, 512U);
    QVERIFY(!findings.corrupt);
    QVERIFY(!findings.differencing);
    if (findings.format != Format::Vmdk)
        return;
    QCOMPARE(text(findings.changeMark), mark(specific(info), "cid"));
    QCOMPARE(text(findings.subformat), specific(info)[QLatin1String("create-type")].toString().toUtf8());
}

void TstImageSniff::tellsAFixedVhdFromARawDisk()
{
    const ImageWorkshop workshop;
    workshop.create("image", {"-f", "vpc", "-o", "subformat=fixed,force_size=on"}, "8M");
    // as qemu guesses it: a raw disk, a sector too long
    QCOMPARE(workshop.info("image")[QLatin1String("format")].toString(), QStringLiteral("raw"));
    QCOMPARE(number(workshop.info("image"), "virtual-size"), quint64((8 << 20) + 512));
    const Findings findings = workshop.sniff("image");
    QCOMPARE(findings.format, Format::Vhd);
    QCOMPARE(text(findings.subformat), QByteArray("fixed"));
    QCOMPARE(quint64(*findings.virtualSize), quint64(8 << 20));
    QCOMPARE(findings.identifier.size(), size_t(36));
    // without its footer it is a raw disk, and nothing says otherwise
    const QByteArray content = workshop.read("image");
    const Findings cut = testsupport::sniffBytes(content.chopped(512));
    QCOMPARE(cut, (Findings {.virtualSize = 8 << 20}));
}

void TstImageSniff::findsBackingFiles_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("backingFormat");
    const QByteArray longName(1000, 'n');
    for (const QByteArray format : {"qcow2", "qed", "qcow"}) {
        QTest::addRow("%s", format.constData()) << format << QByteArray("base.img") << QByteArray("raw");
        QTest::addRow("%s nbd", format.constData())
            << format << QByteArray("nbd:unix:/nowhere") << QByteArray("raw");
        QTest::addRow("%s long", format.constData()) << format << longName << QByteArray("qcow2");
        QTest::addRow("%s bytes", format.constData())
            << format << QByteArray("../b ä%\xff.img") << QByteArray("qcow2"); // not UTF-8
    }
}

void TstImageSniff::findsBackingFiles()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, backingFormat);
    const ImageWorkshop workshop;
    workshop.create("image", {"-f", format, "-u", "-b", name, "-F", backingFormat});
    const Findings findings = workshop.sniff("image");
    QCOMPARE(named(findings.fault), named(Fault::None));
    QVERIFY(findings.differencing);
    QCOMPARE(findings.references.size(), size_t(1));
    const Reference& backing = findings.references[0];
    QCOMPARE(backing.role, Role::Backing);
    QCOMPARE(text(backing.name), name);
    const QJsonObject info = workshop.info("image");
    if (!name.contains('\xff')) // JSON cannot have it
        QCOMPARE(text(backing.name), info[QLatin1String("backing-filename")].toString().toUtf8());
    // qcow has no place for it, qed only for one
    const bool told = format == "qcow2" || (format == "qed" && backingFormat == "raw");
    QCOMPARE(text(backing.format), told ? backingFormat : QByteArray());
    QCOMPARE(text(backing.format), info[QLatin1String("backing-filename-format")].toString().toUtf8());
}

void TstImageSniff::findsDataFiles()
{
    const ImageWorkshop workshop;
    workshop.create("image", {"-f", "qcow2", "-o", "data_file=data.raw,data_file_raw=on"});
    const Findings findings = workshop.sniff("image");
    QCOMPARE(named(findings.fault), named(Fault::None));
    QVERIFY(!findings.differencing);
    const Reference expected {.role = Role::DataFile, .name = "data.raw", .format = "raw"};
    QCOMPARE(findings.references, std::vector {expected});
    QCOMPARE(text(expected.name),
             specific(workshop.info("image"))[QLatin1String("data-file")].toString().toUtf8());
}

void TstImageSniff::findsParentsOfVmdks()
{
    const ImageWorkshop workshop;
    workshop.create("parent.vmdk", {"-f", "vmdk"});
    for (const QByteArray subformat : {"monolithicSparse", "twoGbMaxExtentSparse"}) {
        workshop.create("child",
                        {"-f", "vmdk", "-b", "parent.vmdk", "-F", "vmdk", "-o", "subformat=" + subformat});
        const Findings findings = workshop.sniff("child");
        const QJsonObject info = workshop.info("child");
        QCOMPARE(named(findings.fault), named(Fault::None));
        QVERIFY(findings.differencing);
        const Reference expected {.role = Role::Parent, .name = "parent.vmdk", .format = "vmdk"};
        QCOMPARE(findings.references.at(0), expected);
        QCOMPARE(text(expected.name), info[QLatin1String("backing-filename")].toString().toUtf8());
        QCOMPARE(findings.parentChangeMarks, std::vector {workshop.sniff("parent.vmdk").changeMark});
        QCOMPARE(text(findings.parentChangeMarks.at(0)), mark(specific(info), "parent-cid"));
    }
}

void TstImageSniff::findsExtents_data()
{
    QTest::addColumn<QByteArray>("subformat");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("suffix");
    QTest::newRow("flat") << QByteArray("twoGbMaxExtentFlat") << QByteArray("FLAT") << QByteArray("-f00");
    QTest::newRow("sparse") << QByteArray("twoGbMaxExtentSparse") << QByteArray("SPARSE")
                            << QByteArray("-s00");
}

void TstImageSniff::findsExtents()
{
    QFETCH(QByteArray, subformat);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, suffix);
    const ImageWorkshop workshop;
    workshop.create("disk.vmdk", {"-f", "vmdk", "-o", "subformat=" + subformat}, "5G");
    const Findings findings = workshop.sniff("disk.vmdk");
    QCOMPARE(quint64(*findings.virtualSize), 5ULL << 30);
    const QJsonArray extents = specific(workshop.info("disk.vmdk"))[QLatin1String("extents")].toArray();
    QCOMPARE(qsizetype(findings.references.size()), extents.size());
    for (qsizetype i = 0; i < extents.size(); ++i) {
        const Reference& extent = findings.references[size_t(i)];
        const QJsonObject told = extents[i].toObject();
        QCOMPARE(text(extent.name), "disk" + suffix + QByteArray::number(i + 1) + ".vmdk");
        QCOMPARE(text(extent.name), told[QLatin1String("filename")].toString().toUtf8());
        QCOMPARE(quint64(extent.sectors) * 512, number(told, "virtual-size"));
        QCOMPARE(text(extent.type), type);
        QCOMPARE(text(extent.access), QByteArray("RW"));
        QCOMPARE(extent.role, Role::Extent);
        QCOMPARE(named(workshop.sniff(text(extent.name)).fault), named(Fault::None));
    }
}

void TstImageSniff::seesWhatWasWritten_data()
{
    QTest::addColumn<Kind>("kind");
    for (const Kind& kind : testsupport::kindsOfImages())
        if (!kind.options.contains("--object")) // needs a password
            QTest::addRow("%s", kind.name) << kind;
}

// Tables are full of blocks then.
void TstImageSniff::seesWhatWasWritten()
{
    QFETCH(Kind, kind);
    const ImageWorkshop workshop;
    workshop.write("content", QByteArray(6 << 20, 'x') + QByteArray(2 << 20, '\0'));
    workshop.convert("content", "image", kind.options);
    const Findings findings = workshop.sniff("image");
    QCOMPARE(named(findings.fault), named(Fault::None));
    QCOMPARE(quint64(findings.virtualSize.value_or(0)),
             number(workshop.info("image", kind.qemuFormat), "virtual-size"));
}

QTEST_GUILESS_MAIN(TstImageSniff)
#include "tst_imagesniff.moc"
