// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/serialize.h"
#include "services/system/activitylog.h"
#include "testsupport/logsample.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace mooring;

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
    void destroyingFlushes();

private:
    QByteArray path() const { return QFile::encodeName(m_dir->path()) + "/state/mooring/activity.db"; }
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
    const auto records = logsample::listed(log);
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
    const auto records = logsample::listed(log, 2);
    QCOMPARE(records->size(), 2);
    QCOMPARE(records->first().number, 5);
    QCOMPARE(records->last().number, 4);
    QCOMPARE(logsample::listed(log)->size(), 5);
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
    QCOMPARE(*missing, ErrorCode::NoSuchOperation);
}

void TestActivityLog::aRunningOperationHasNoOutcome()
{
    ActivityLog log(path());
    const qint64 number = logsample::begin(log, logsample::detach()).value_or(0);
    QVERIFY(!logsample::beginStep(log, number, 1));
    const auto records = logsample::listed(log);
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
    QCOMPARE(logsample::listed(log)->first().goals[0].settledAt, at);
    QCOMPARE(logsample::listed(log)->first().outcome, record.outcome);
}

void TestActivityLog::aKilledProcessIsInterrupted()
{
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--hang"), QFile::decodeName(path())});
    QTRY_VERIFY(other.canReadLine());
    ActivityLog log(path());
    QVERIFY(!logsample::listed(log)->first().outcome); // it lives
    other.kill();
    QVERIFY(other.waitForFinished());
    const OperationRecord record = logsample::listed(log)->first();
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
    const auto records = logsample::listed(log);
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

void TestActivityLog::destroyingFlushes()
{
    {
        ActivityLog log(path());
        for (int i = 0; i < 50; ++i)
            log.operationBegins(logsample::detach(), [](const Result<qint64>&) {});
    }
    ActivityLog log(path());
    QCOMPARE(logsample::listed(log)->size(), 50);
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
