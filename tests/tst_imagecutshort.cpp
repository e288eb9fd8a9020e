// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/loopharness.h"

#include <QTest>

using namespace mooring;
using testsupport::LoopHarness;

namespace {

std::optional<quint64> missing(const ImageReport& report)
{
    for (const Error& warning : report.warnings) {
        if (warning.code == ErrorCode::ImageCutShort)
            return warning.text.toULongLong();
    }
    return {};
}

} // namespace

// Raw images of real tools that lost their end.
class TstImageCutShort : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void warnsOfWhatIsMissing_data();
    void warnsOfWhatIsMissing();
    void saysNothingOfWhatIsWhole_data();
    void saysNothingOfWhatIsWhole();
    void isAttachedAsAsked();

private:
    static void make(const QByteArray& script, const QByteArray& path)
    {
        lab::Lab::must({"sh", "-ec",
                        "PATH=$PATH:/usr/sbin:/sbin; " + QByteArray(script).replace("$1", "\"$1\""), "make",
                        path});
    }
};

void TstImageCutShort::initTestCase()
{
    if (const QString why = lab::Lab::unavailable(); !why.isEmpty())
        QSKIP(qPrintable(why));
}

void TstImageCutShort::warnsOfWhatIsMissing_data()
{
    QTest::addColumn<QByteArray>("script"); // makes $1
    QTest::addColumn<int>("size"); // MiB, to the end of what it holds
    QTest::addColumn<QString>("what"); // table or type
    const auto row = [](const char* what, int size, const QByteArray& script) {
        QTest::newRow(what) << QByteArray("truncate -s %M $1; ").replace('%', QByteArray::number(size))
                + script << size
                            << QString::fromLatin1(what);
    };
    row("ext2", 8, "mkfs.ext2 -q $1");
    row("ext4", 40, "mkfs.ext4 -q $1");
    row("xfs", 320, "mkfs.xfs -q $1");
    row("btrfs", 120, "mkfs.btrfs -q $1");
    row("vfat", 40, "mkfs.vfat $1");
    row("swap", 8, "mkswap -q $1");
    row("gpt", 40, "printf 'label: gpt\n,30M\n' | sfdisk -q $1");
    row("dos", 40, "printf 'label: dos\n,30M\n,\n' | sfdisk -q $1");
}

void TstImageCutShort::warnsOfWhatIsMissing()
{
    QFETCH(const QByteArray, script);
    QFETCH(const int, size);
    QFETCH(const QString, what);
    const quint64 whole = quint64(size) << 20;
    LoopHarness harness;
    const QByteArray path = harness.lab.path("raw image");
    make(script, path);
    QCOMPARE(missing(harness.inspect(path)), std::nullopt);
    lab::Lab::must({"truncate", "-s", "+1000000", path}); // more than there has to be
    QCOMPARE(missing(harness.inspect(path)), std::nullopt);
    for (const quint64 left : {whole - 512, whole - 700, whole - 4096, whole / 2, quint64(1) << 20}) {
        lab::Lab::must({"truncate", "-s", QByteArray::number(left), path});
        const ImageReport report = harness.inspect(path);
        QVERIFY2(!report.error, report.error ? qPrintable(token(report.error->code)) : "");
        QCOMPARE(missing(report), std::optional(whole - left));
        QCOMPARE(report.facts.value(Fact::Format).toString(), QStringLiteral("raw"));
        const Fact fact = what == u"gpt" || what == u"dos" ? Fact::PartitionTable : Fact::FilesystemType;
        QCOMPARE(report.facts.value(fact).toString(), what);
        QVERIFY(!report.facts.value(Fact::ReadOnly).toBool()); // it can be written to
    }
}

void TstImageCutShort::saysNothingOfWhatIsWhole_data()
{
    QTest::addColumn<QByteArray>("script");
    // the kernel makes the device a part of a sector shorter, and file systems leave out parts of a block
    QTest::newRow("odd ext4") << QByteArray("truncate -s 9000300 $1; mkfs.ext4 -q $1");
    QTest::newRow("odd vfat") << QByteArray("truncate -s 9000300 $1; mkfs.vfat $1");
    QTest::newRow("odd xfs") << QByteArray("truncate -s 335544900 $1; mkfs.xfs -q $1");
    QTest::newRow("odd btrfs") << QByteArray("truncate -s 125829600 $1; mkfs.btrfs -q $1");
    QTest::newRow("odd gpt") << QByteArray("truncate -s 9000300 $1; printf 'label: gpt\n,\n' | sfdisk -q $1");
    QTest::newRow("odd dos") << QByteArray("truncate -s 9000300 $1; printf 'label: dos\n,\n' | sfdisk -q $1");
    QTest::newRow("ext4 in a table") << QByteArray("truncate -s 40M $1; printf 'label: gpt\n1M,\n' | sfdisk "
                                                   "-q $1; mkfs.ext4 -q -E offset=1048576 $1 38M");
    QTest::newRow("made smaller") << QByteArray(
        "truncate -s 40M $1; mkfs.ext4 -q $1; resize2fs $1 20M 2>/dev/null; truncate -s 20M $1");
}

void TstImageCutShort::saysNothingOfWhatIsWhole()
{
    QFETCH(const QByteArray, script);
    LoopHarness harness;
    const QByteArray path = harness.lab.path("raw image");
    make(script, path);
    const ImageReport report = harness.inspect(path);
    QVERIFY2(!report.error, report.error ? qPrintable(token(report.error->code)) : "");
    QCOMPARE(missing(report), std::nullopt);
}

void TstImageCutShort::isAttachedAsAsked()
{
    LoopHarness harness;
    const QByteArray path = harness.lab.path("raw image");
    make("truncate -s 40M $1; printf 'label: gpt\n,\n' | sfdisk -q $1; truncate -s 20M $1", path);
    const StepResult attached = harness.attach(path, {{QStringLiteral("readOnly"), true}});
    QVERIFY2(!attached.error, attached.error ? qPrintable(token(attached.error->code)) : "");
    const QByteArray device = attached.created.constFirst().key();
    QCOMPARE(lab::Lab::must({"blockdev", "--getro", device}).trimmed(), QByteArray("1"));
    QCOMPARE(lab::Lab::must({"blockdev", "--getsize64", device}).trimmed(), QByteArray("20971520"));
}

QTEST_GUILESS_MAIN(TstImageCutShort)
#include "tst_imagecutshort.moc"
