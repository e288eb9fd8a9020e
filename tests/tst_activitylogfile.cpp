// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/activitylog.h"
#include "testsupport/logsample.h"
#include "testsupport/tinydisk.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace mooring;

// What can be wrong with the file: each is told, and nobody waits for it.
class TestActivityLogFile : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void theDirectoryIsForItsOwnerOnly();
    void anUnusableDirectoryIsToldInWords();
    void aFullDiskIsToldInWords();
    void aReadOnlyDiskIsToldInWords();
    void aLockedFileIsToldAndCallersDoNotWait();
    void aDamagedFileIsKeptAside();
    void aFileThatWasTakenAwayIsBegunAnew();
    void aNewerSchemaIsLeftAlone();
    void rowsCannotBeChanged();

private:
    QByteArray path() const { return QFile::encodeName(m_dir->path()) + "/state/mooring/activity.db"; }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestActivityLogFile::theDirectoryIsForItsOwnerOnly()
{
    ActivityLog log(path());
    QVERIFY(logsample::begin(log, logsample::detach()));
    struct stat status = {};
    QCOMPARE(::stat((QFile::encodeName(m_dir->path()) + "/state").constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0700U);
    QCOMPARE(::stat((QFile::encodeName(m_dir->path()) + "/state/mooring").constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0700U);
    QCOMPARE(::stat(path().constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0600U);
}

void TestActivityLogFile::anUnusableDirectoryIsToldInWords()
{
    QFile file(m_dir->filePath(QStringLiteral("state"))); // in the way of the directory
    QVERIFY(file.open(QIODevice::WriteOnly));
    ActivityLog log(path());
    const auto number = logsample::begin(log, logsample::detach());
    QVERIFY(!number);
    QCOMPARE(number.error().code, ErrorCode::LogNotWritable);
    QCOMPARE(number.error().subject, QFile::decodeName(path()));
    QVERIFY(!number.error().text.isEmpty());
}

void TestActivityLogFile::aFullDiskIsToldInWords()
{
    TinyDisk disk;
    if (!disk.isMounted())
        QSKIP("needs root, to mount a small tmpfs");
    ActivityLog log(disk.path() + "/activity.db");
    const qint64 number = logsample::begin(log, logsample::detach()).value_or(0);
    QVERIFY(number > 0);
    QVERIFY(disk.fill());
    std::optional<Error> error;
    for (int i = 0; i < 2000 && !error; ++i) // the last pages of the log's own file
        error = logsample::beginStep(log, number, 1);
    QVERIFY(error);
    QCOMPARE(error->code, ErrorCode::LogNotWritable);
    QVERIFY2(error->text.contains(QLatin1String("full")), qPrintable(error->text));
    QVERIFY(disk.makeRoom());
    QVERIFY(!logsample::beginStep(log, number, 2)); // it works again by itself
}

void TestActivityLogFile::aReadOnlyDiskIsToldInWords()
{
    TinyDisk disk;
    if (!disk.isMounted())
        QSKIP("needs root, to mount a small tmpfs");
    disk.remountReadOnly();
    ActivityLog log(disk.path() + "/activity.db");
    const auto number = logsample::begin(log, logsample::detach());
    QVERIFY(!number);
    QCOMPARE(number.error().code, ErrorCode::LogNotWritable);
    QVERIFY(!number.error().text.isEmpty());
}

void TestActivityLogFile::aLockedFileIsToldAndCallersDoNotWait()
{
    ActivityLog log(path());
    QVERIFY(logsample::begin(log, logsample::detach()));
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--lock"), QFile::decodeName(path())});
    QTRY_VERIFY(other.canReadLine());
    std::atomic<bool> answered = false;
    std::optional<Error> error;
    QElapsedTimer timer;
    timer.start();
    log.stepBegins(1, 1, QDateTime::currentDateTimeUtc(), [&](const std::optional<Error>& why) {
        error = why;
        answered = true;
    });
    QVERIFY(timer.elapsed() < 1000);
    QTRY_VERIFY_WITH_TIMEOUT(answered, 20000);
    QVERIFY(error);
    QVERIFY2(error->text.contains(QLatin1String("locked")), qPrintable(error->text));
    other.kill();
    QVERIFY(other.waitForFinished());
    QVERIFY(!logsample::beginStep(log, 1, 1));
}

void TestActivityLogFile::aDamagedFileIsKeptAside()
{
    QVERIFY(QDir().mkpath(QFileInfo(QFile::decodeName(path())).path()));
    QFile file(QFile::decodeName(path()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    ActivityLog log(path());
    QByteArray keptAs;
    log.whenDamaged(this, [&](const QByteArray& aside) { keptAs = aside; });
    QVERIFY(logsample::begin(log, logsample::detach()));
    QTRY_VERIFY(!keptAs.isEmpty());
    QVERIFY(keptAs.startsWith(path() + ".damaged-"));
    QCOMPARE(QFileInfo(QFile::decodeName(keptAs)).size(), 8192);
    QCOMPARE(logsample::listed(log)->size(), 1);
}

void TestActivityLogFile::aFileThatWasTakenAwayIsBegunAnew()
{
    ActivityLog log(path());
    QVERIFY(logsample::begin(log, logsample::detach()));
    QVERIFY(QFile::remove(QFile::decodeName(path())));
    QVERIFY(logsample::begin(log, logsample::detach())); // durable in a file somebody can find
    QVERIFY(QFile::exists(QFile::decodeName(path())));
    ActivityLog other(path());
    QCOMPARE(logsample::listed(other)->size(), 1);
}

void TestActivityLogFile::aNewerSchemaIsLeftAlone()
{
    QVERIFY(logsample::execute(path(), "PRAGMA user_version=99"));
    ActivityLog log(path());
    const auto number = logsample::begin(log, logsample::detach());
    QVERIFY(!number);
    QVERIFY(number.error().text.contains(QLatin1String("99")));
}

void TestActivityLogFile::rowsCannotBeChanged()
{
    {
        ActivityLog log(path());
        const qint64 number = logsample::begin(log, logsample::detach()).value_or(0);
        QVERIFY(!logsample::beginStep(log, number, 1));
    }
    QVERIFY(!logsample::execute(path(), "DELETE FROM operation"));
    QVERIFY(!logsample::execute(path(), "UPDATE event SET what='ended'"));
    QVERIFY(logsample::execute(path(), "SELECT count(*) FROM event"));
}

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() > 2 && arguments[1].startsWith(QLatin1String("--")))
        return logsample::asOtherProcess(arguments);
    TestActivityLogFile test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_activitylogfile.moc"
