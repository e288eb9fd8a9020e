// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/loopharness.h"

#include <QFile>
#include <QTest>

#include <sys/stat.h>

using namespace mooring;
using testsupport::LoopHarness;

namespace {

QByteArray at(qsizetype offset, const QByteArray& bytes, qsizetype size = 1 << 20)
{
    QByteArray result(size, '\0');
    return result.replace(offset, bytes.size(), bytes);
}

QByteArray contents(const QByteArray& path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

// What a file is, before anything is attached: every format, every bad input.
class TstImageInspection : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void refusesWhatIsNoImage_data();
    void refusesWhatIsNoImage();
    void knowsContainers_data();
    void knowsContainers();
    void takesAnythingAsRawWhenAsked();
    void knowsRawContent_data();
    void knowsRawContent();
    void knowsIsos();
    void refusesIsosOfAWrongSize();
    void keepsAHybridIsoAnIso();
};

void TstImageInspection::initTestCase()
{
    if (const QString why = lab::Lab::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstImageInspection::refusesWhatIsNoImage_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("missing") << QByteArray("missing") << ErrorCode::ImageMissing;
    QTest::newRow("in a missing folder") << QByteArray("a/b/c") << ErrorCode::ImageMissing;
    QTest::newRow("below a file") << QByteArray("text/x") << ErrorCode::ImageMissing;
    QTest::newRow("folder") << QByteArray("folder") << ErrorCode::ImageIsDirectory;
    QTest::newRow("fifo") << QByteArray("fifo") << ErrorCode::ImageNotAFile;
    QTest::newRow("device") << QByteArray("../../dev/null") << ErrorCode::ImageNotAFile;
    QTest::newRow("empty") << QByteArray("empty") << ErrorCode::ImageEmpty;
    QTest::newRow("text") << QByteArray("text") << ErrorCode::ImageContentUnknown;
    QTest::newRow("zeros") << QByteArray("zeros") << ErrorCode::ImageContentUnknown;
}

void TstImageInspection::refusesWhatIsNoImage()
{
    QFETCH(QByteArray, name);
    QFETCH(ErrorCode, code);
    LoopHarness harness;
    harness.lab.makeFolder("folder");
    harness.lab.writeFile("empty", {});
    harness.lab.writeFile("text", "hello, this is no image\n");
    harness.lab.writeFile("zeros", QByteArray(1 << 20, '\0'));
    QCOMPARE(mkfifo(harness.lab.path("fifo").constData(), 0600), 0);
    const QByteArray path = name.endsWith("null") ? QByteArray("/dev/null") : harness.lab.path(name);
    const ImageReport report = harness.inspect(path);
    QVERIFY(report.error);
    QCOMPARE(report.error->code, code);
    QCOMPARE(report.error->subject, encodeBytes(path));
    const StepResult attached = harness.attach(path);
    QVERIFY(attached.error);
    QCOMPARE(attached.error->code, code);
    QTRY_VERIFY(lab::Oracle::devicesOf(path).isEmpty());
}

void TstImageInspection::knowsContainers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("format");
    const qsizetype size = 1 << 20;
    QTest::newRow("dynamic vhd") << at(0, "conectix") << QStringLiteral("vhd");
    QTest::newRow("fixed vhd") << at(size - 512, "conectix") << QStringLiteral("vhd");
    QTest::newRow("first vhd") << at(size - 511, "conectix") << QStringLiteral("vhd");
    QTest::newRow("vhdx") << at(0, "vhdxfile") << QStringLiteral("vhdx");
    QTest::newRow("sparse vmdk") << at(0, "KDMV") << QStringLiteral("vmdk");
    QTest::newRow("old vmdk") << at(0, "COWD") << QStringLiteral("vmdk");
    QTest::newRow("vmdk text") << QByteArray("# Disk DescriptorFile\nversion=1\n") << QStringLiteral("vmdk");
    QTest::newRow("vdi") << at(64, "\x7f\x10\xda\xbe") << QStringLiteral("vdi");
    QTest::newRow("qcow") << at(0, QByteArray("QFI\xfb\0\0\0\1", 8)) << QStringLiteral("qcow");
    QTest::newRow("qcow2") << at(0, QByteArray("QFI\xfb\0\0\0\3", 8)) << QStringLiteral("qcow2");
}

void TstImageInspection::knowsContainers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, format);
    LoopHarness harness;
    const QByteArray path = harness.lab.writeFile("container", bytes);
    const ImageReport report = harness.inspect(path);
    QVERIFY(report.error);
    QCOMPARE(report.error->code, ErrorCode::ImageFormatNoProvider);
    QCOMPARE(report.error->text, format);
    QCOMPARE(report.facts.value(Fact::Format).toString(), format);
    QCOMPARE(harness.attach(path).error->code, ErrorCode::ImageFormatNoProvider);
    QTRY_VERIFY(lab::Oracle::devicesOf(path).isEmpty());
}

void TstImageInspection::takesAnythingAsRawWhenAsked()
{
    LoopHarness harness;
    const QString raw = QStringLiteral("raw");
    const QByteArray zeros = harness.lab.writeFile("zeros", QByteArray(4096, '\0'));
    const QByteArray tiny = harness.lab.writeFile("tiny", "tiny");
    QVERIFY(!harness.inspect(zeros, raw).error);
    QCOMPARE(harness.inspect(tiny, raw).error->code, ErrorCode::DeviceSizeWrong);
    QCOMPARE(harness.inspect(zeros, QStringLiteral("iso")).error->code, ErrorCode::ImageContentUnknown);
    QCOMPARE(harness.inspect(zeros, QStringLiteral("vhdx")).error->code, ErrorCode::ImageFormatNoProvider);
}

void TstImageInspection::knowsRawContent_data()
{
    QTest::addColumn<QByteArray>("make"); // shell, $1 is the file
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("type");
    QTest::newRow("gpt") << QByteArray("truncate -s 8M $1; printf 'label: gpt\n,1M\n' | sfdisk -q $1")
                         << QStringLiteral("gpt") << QString();
    QTest::newRow("dos") << QByteArray("truncate -s 8M $1; printf 'label: dos\n,1M\n' | sfdisk -q $1")
                         << QStringLiteral("dos") << QString();
    QTest::newRow("ext4") << QByteArray("truncate -s 8M $1; mkfs.ext4 -q -L Müll $1") << QString()
                          << QStringLiteral("ext4");
    QTest::newRow("swap") << QByteArray("truncate -s 8M $1; mkswap -q $1") << QString()
                          << QStringLiteral("swap");
    QTest::newRow("luks") << QByteArray("truncate -s 8M $1; printf 'LUKS\\272\\276\\000\\001' | "
                                        "dd of=$1 conv=notrunc status=none")
                          << QString() << QStringLiteral("crypto_LUKS");
}

void TstImageInspection::knowsRawContent()
{
    QFETCH(QByteArray, make);
    QFETCH(QString, table);
    QFETCH(QString, type);
    LoopHarness harness;
    const QByteArray path = harness.lab.path("raw image");
    lab::Lab::must({"sh", "-ec", QByteArray(make).replace("$1", "\"$1\""), "make", path});
    const ImageReport report = harness.inspect(path);
    QVERIFY2(!report.error, report.error ? qPrintable(token(report.error->code)) : "");
    QCOMPARE(report.facts.value(Fact::Format).toString(), QStringLiteral("raw"));
    QCOMPARE(report.facts.value(Fact::PartitionTable).toString(), table);
    QCOMPARE(report.facts.value(Fact::FilesystemType).toString(), type);
    QCOMPARE(report.facts.value(Fact::Size).toULongLong(), 8ULL << 20);
    QCOMPARE(report.facts.value(Fact::ReadOnly).toBool(), false);
    if (type == QLatin1String("ext4"))
        QCOMPARE(report.facts.value(Fact::Label).toString(), QStringLiteral("Müll"));
    QVERIFY(report.warnings.isEmpty());
}

void TstImageInspection::knowsIsos()
{
    LoopHarness harness;
    const ImageReport report = harness.inspect(harness.lab.isoImage("cd.iso", {{"a", "b"}}));
    QVERIFY(!report.error);
    QCOMPARE(report.facts.value(Fact::Format).toString(), QStringLiteral("iso"));
    QCOMPARE(report.facts.value(Fact::FilesystemType).toString(), QStringLiteral("iso9660"));
    QCOMPARE(report.facts.value(Fact::ReadOnly).toBool(), true);
    const QByteArray udf = harness.lab.writeFile("dvd.iso", at(32769, "BEA01").replace(34817, 5, "NSR02"));
    QCOMPARE(harness.inspect(udf).facts.value(Fact::Format).toString(), QStringLiteral("iso"));
}

void TstImageInspection::refusesIsosOfAWrongSize()
{
    LoopHarness harness;
    const QByteArray iso = contents(harness.lab.isoImage("cd.iso"));
    for (const qsizetype size : {iso.size() - 1, iso.size() + 512, qsizetype(34815), qsizetype(33000)}) {
        const QByteArray path = harness.lab.writeFile("wrong.iso", iso.left(size).leftJustified(size, '\0'));
        const ImageReport report = harness.inspect(path);
        QVERIFY(report.error);
        QCOMPARE(report.error->code, ErrorCode::IsoSizeWrong);
        QCOMPARE(report.error->domain, ErrorDomain::Win32);
        QCOMPARE(report.error->number, 1392U);
        QCOMPARE(harness.attach(path).error->code, ErrorCode::IsoSizeWrong);
    }
    const QByteArray least = harness.lab.writeFile("least.iso", at(32769, "CD001", 34816));
    QVERIFY(!harness.inspect(least).error);
}

void TstImageInspection::keepsAHybridIsoAnIso()
{
    LoopHarness harness;
    const QByteArray path = harness.lab.isoImage("hybrid.iso");
    lab::Lab::must({"sh", "-ec", "printf 'label: dos\n4,100\n' | sfdisk -q --force \"$1\"", "make", path});
    const ImageReport report = harness.inspect(path);
    QVERIFY(!report.error);
    QCOMPARE(report.facts.value(Fact::Format).toString(), QStringLiteral("iso"));
}

QTEST_GUILESS_MAIN(TstImageInspection)
#include "tst_imageinspection.moc"
