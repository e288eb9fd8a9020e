// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/serialize.h"
#include "services/system/activitylog.h"
#include "testsupport/logsample.h"
#include "testsupport/tinydisk.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace mooring;

namespace {
struct Listing
{
    bool came = false;
    Result<QList<OperationRecord>> records = QList<OperationRecord>();
};
} // namespace

class TestActivityLog : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void keepsAWholeAccount();
    void newestFirstAndLimited();
    void findsOneByItsNumber();
    void aRunningOperationHasNoOutcome();
    void settledIsAddedToItsGoal();
    void aKilledProcessIsInterrupted();
    void severalProcessesWriteSideBySide();
    void thousandsOfRecordsAreWrittenTogether();
    void theDirectoryIsForItsOwnerOnly();
    void anUnusableDirectoryIsToldInWords();
    void aFullDiskIsToldInWords();
    void aReadOnlyDiskIsToldInWords();
    void aLockedFileIsToldAndCallersDoNotWait();
    void aDamagedFileIsKeptAside();
    void aFileThatWasTakenAwayIsBegunAnew();
    void aNewerSchemaIsLeftAlone();
    void rowsCannotBeChanged();
    void destroyingFlushes();

private:
    QByteArray path() const { return QFile::encodeName(m_dir->path()) + "/state/mooring/activity.db"; }
    Result<QList<OperationRecord>> listed(const ActivityLog& log, int limit = 0)
    {
        auto listing = std::make_shared<Listing>();
        log.list(limit, this, [listing](const Result<QList<OperationRecord>>& records) {
            listing->records = records;
            listing->came = true;
        });
        return QTest::qWaitFor([&] { return listing->came; }, 30000)
            ? listing->records
            : fail(errorOf(ErrorCode::DeadlinePassed));
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestActivityLog::keepsAWholeAccount()
{
    ActivityLog log(path());
    OperationRecord record = logsample::detach();
    const Result<qint64> number = logsample::begin(log, record);
    QVERIFY(number);
    record.number = *number;
    QVERIFY(!logsample::beginStep(log, *number, 1));
    logsample::finish(record);
    for (const StepRecord& step : std::as_const(record.steps))
        log.stepEnded(*number, step);
    QVERIFY(!logsample::end(log, record));
    const auto records = listed(log);
    QVERIFY(records);
    QCOMPARE(records->size(), 1);
    QCOMPARE(toJson(records->first()), toJson(record));
    QCOMPARE(records->first(), record);
}

void TestActivityLog::newestFirstAndLimited()
{
    ActivityLog log(path());
    for (int i = 1; i <= 5; ++i)
        QCOMPARE(logsample::begin(log, logsample::detach()).value_or(0), i);
    const auto records = listed(log, 2);
    QCOMPARE(records->size(), 2);
    QCOMPARE(records->first().number, 5);
    QCOMPARE(records->last().number, 4);
    QCOMPARE(listed(log)->size(), 5);
}

void TestActivityLog::findsOneByItsNumber()
{
    ActivityLog log(path());
    logsample::begin(log, logsample::detach());
    logsample::begin(log, logsample::detach());
    std::optional<qint64> found;
    std::optional<ErrorCode> missing;
    log.find(2, this, [&](const Result<OperationRecord>& record) { found = record ? record->number : -1; });
    log.find(9, this, [&](const Result<OperationRecord>& record) { missing = record.error().code; });
    QTRY_VERIFY(found && missing);
    QCOMPARE(*found, 2);
    QCOMPARE(*missing, ErrorCode::NoSuchResource);
}

void TestActivityLog::aRunningOperationHasNoOutcome()
{
    ActivityLog log(path());
    const qint64 number = logsample::begin(log, logsample::detach()).value_or(0);
    QVERIFY(!logsample::beginStep(log, number, 1));
    const auto records = listed(log);
    QVERIFY(!records->first().outcome);
    QCOMPARE(records->first().steps[0].phase, StepPhase::Running);
    QVERIFY(records->first().steps[0].startedAt.isValid());
    QCOMPARE(records->first().steps[1].phase, StepPhase::Waiting);
}

void TestActivityLog::settledIsAddedToItsGoal()
{
    ActivityLog log(path());
    OperationRecord record = logsample::detach();
    record.number = logsample::begin(log, record).value_or(0);
    logsample::finish(record);
    QVERIFY(!logsample::end(log, record));
    const QDateTime at = record.endedAt.addSecs(60);
    log.settled(record.number, record.goals[0].resource, at);
    QCOMPARE(listed(log)->first().goals[0].settledAt, at);
    QCOMPARE(listed(log)->first().outcome, record.outcome);
}

void TestActivityLog::aKilledProcessIsInterrupted()
{
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--hang"), QFile::decodeName(path())});
    QTRY_VERIFY(other.canReadLine());
    ActivityLog log(path());
    QVERIFY(!listed(log)->first().outcome); // it lives
    other.kill();
    QVERIFY(other.waitForFinished());
    const OperationRecord record = listed(log)->first();
    QCOMPARE(record.outcome, Outcome::Unknown);
    QCOMPARE(record.error->code, ErrorCode::Interrupted);
    QCOMPARE(record.steps[0].outcome, Outcome::Done); // known before
    QCOMPARE(record.steps[1].outcome, Outcome::Unknown); // begun, nobody knows
    QVERIFY(!record.steps[2].outcome); // never begun
    QVERIFY(!record.steps[2].started);
    QCOMPARE(record.goals.first().outcome, Outcome::Unknown);
}

void TestActivityLog::severalProcessesWriteSideBySide()
{
    constexpr int writers = 4, each = 25;
    std::vector<std::unique_ptr<QProcess>> processes;
    for (int i = 0; i < writers; ++i) {
        processes.push_back(std::make_unique<QProcess>());
        processes.back()->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        processes.back()->start(
            QCoreApplication::applicationFilePath(),
            {QStringLiteral("--write"), QFile::decodeName(path()), QString::number(each)});
    }
    for (const auto& process : processes) {
        QVERIFY(process->waitForFinished(60000));
        QCOMPARE(process->exitCode(), 0);
    }
    ActivityLog log(path());
    const auto records = listed(log);
    QCOMPARE(records->size(), writers * each);
    for (const OperationRecord& record : *records)
        QCOMPARE(record.outcome, Outcome::Partial);
}

void TestActivityLog::thousandsOfRecordsAreWrittenTogether()
{
    ActivityLog log(path());
    const qint64 number = logsample::begin(log, logsample::detach()).value_or(0);
    constexpr int count = 5000;
    std::atomic<int> written = 0;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < count; ++i)
        log.stepBegins(number, i, QDateTime::currentDateTimeUtc(),
                       [&](const std::optional<Error>& error) { written += error ? 0 : 1; });
    QVERIFY(timer.elapsed() < 1000); // no call waits for the disk
    QTRY_COMPARE_WITH_TIMEOUT(written.load(), count, 20000);
}

void TestActivityLog::theDirectoryIsForItsOwnerOnly()
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

void TestActivityLog::anUnusableDirectoryIsToldInWords()
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

void TestActivityLog::aFullDiskIsToldInWords()
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

void TestActivityLog::aReadOnlyDiskIsToldInWords()
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

void TestActivityLog::aLockedFileIsToldAndCallersDoNotWait()
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

void TestActivityLog::aDamagedFileIsKeptAside()
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
    QCOMPARE(listed(log)->size(), 1);
}

void TestActivityLog::aFileThatWasTakenAwayIsBegunAnew()
{
    ActivityLog log(path());
    QVERIFY(logsample::begin(log, logsample::detach()));
    QVERIFY(QFile::remove(QFile::decodeName(path())));
    QVERIFY(logsample::begin(log, logsample::detach())); // durable in a file somebody can find
    QVERIFY(QFile::exists(QFile::decodeName(path())));
    ActivityLog other(path());
    QCOMPARE(listed(other)->size(), 1);
}

void TestActivityLog::aNewerSchemaIsLeftAlone()
{
    QVERIFY(logsample::execute(path(), "PRAGMA user_version=99"));
    ActivityLog log(path());
    const auto number = logsample::begin(log, logsample::detach());
    QVERIFY(!number);
    QVERIFY(number.error().text.contains(QLatin1String("99")));
}

void TestActivityLog::rowsCannotBeChanged()
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

void TestActivityLog::destroyingFlushes()
{
    {
        ActivityLog log(path());
        for (int i = 0; i < 50; ++i)
            log.operationBegins(logsample::detach(), [](const Result<qint64>&) {});
    }
    ActivityLog log(path());
    QCOMPARE(listed(log)->size(), 50);
}

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() > 2 && arguments[1].startsWith(QLatin1String("--")))
        return logsample::asOtherProcess(arguments);
    TestActivityLog test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_activitylog.moc"
