// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/filesystemworld.h"

#include <QJsonArray>
#include <QTest>

using namespace mooring;

namespace {

// A loop device with something on it, and a mount on request.
struct Evidence : World
{
    explicit Evidence(const QByteArray& type, bool isReadOnly = true)
    {
        root.mountinfo(rootLines);
        root.disk("loop0", "7:0", 100);
        root.write("sys/devices/virtual/block/loop0/ro", isReadOnly ? "1\n" : "0\n");
        child->answers["identify"] = type + '\0' + "1234" + '\0';
    }
    StepResult mount(bool isForensic = true) const
    {
        Step step;
        step.verb = Verb::Mount;
        step.arguments = {{QStringLiteral("source"), QStringLiteral("/dev/loop0")},
                          {QStringLiteral("target"), QStringLiteral("/mnt")},
                          {QStringLiteral("root"), QStringLiteral("/")},
                          {QStringLiteral("device"), QStringLiteral("-")},
                          {QStringLiteral("options"), QStringLiteral("nosuid")},
                          {QStringLiteral("forensic"), isForensic}};
        FilesystemBody body({root.path(), {}, child, "mooring-child", 0, SurfaceFolders("/run")});
        return body.run(step, {}, [](const Progress&) {});
    }
    QByteArray mounted() const // how; empty: nothing was mounted
    {
        const QList<QByteArray> last = child->calls.value(child->calls.size() - 1);
        return last.value(0) == "mount" ? last[1] + ' ' + last.mid(8).join(',') : QByteArray();
    }
};

} // namespace

class TstForensicMount : public QObject
{
    Q_OBJECT
private slots:
    void writesNothingToWhatItKnows_data();
    void writesNothingToWhatItKnows();
    void refusesWhatNobodyKnows_data();
    void refusesWhatNobodyKnows();
    void refusesWhatCanBeWrittenTo();
    void isOnlyWhatWasAskedFor();
};

void TstForensicMount::writesNothingToWhatItKnows_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("how");
    const auto row = [](const char* type, const char* how) {
        QTest::newRow(type) << QByteArray(type) << QByteArray(how);
    };
    row("ext2", "ext2 ro");
    row("ext3", "ext3 ro,noload");
    row("ext4", "ext4 ro,noload");
    row("xfs", "xfs ro,norecovery,nouuid");
    row("btrfs", "btrfs ro,rescue=nologreplay");
    row("f2fs", "f2fs ro,norecovery");
    row("ntfs", "ntfs3 ro");
    row("vfat", "vfat ro");
    row("iso9660", "iso9660 ro");
}

void TstForensicMount::writesNothingToWhatItKnows()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, how);
    const Evidence evidence(type);
    QVERIFY(!evidence.mount().error);
    QCOMPARE(evidence.mounted(), how);
}

void TstForensicMount::refusesWhatNobodyKnows_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("subject");
    QTest::newRow("jfs") << QByteArray("jfs") << QStringLiteral("jfs");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("/dev/loop0");
}

void TstForensicMount::refusesWhatNobodyKnows()
{
    QFETCH(QByteArray, type);
    QFETCH(QString, subject);
    const Evidence evidence(type);
    const StepResult result = evidence.mount();
    QVERIFY(result.error);
    QCOMPARE(result.error->code, ErrorCode::NotSupportedHere);
    QCOMPARE(result.error->subject, subject);
    QCOMPARE(evidence.mounted(), QByteArray());
}

void TstForensicMount::refusesWhatCanBeWrittenTo()
{
    const Evidence evidence("ext4", false);
    const StepResult result = evidence.mount();
    QVERIFY(result.error);
    QCOMPARE(result.error->code, ErrorCode::WrongState);
    QCOMPARE(result.error->subject, QStringLiteral("/dev/loop0"));
    QCOMPARE(evidence.mounted(), QByteArray());
}

void TstForensicMount::isOnlyWhatWasAskedFor()
{
    const Evidence evidence("jfs", false);
    QVERIFY(!evidence.mount(false).error);
    QCOMPARE(evidence.mounted(), QByteArray("jfs "));
}

QTEST_GUILESS_MAIN(TstForensicMount)
#include "tst_forensicmount.moc"
