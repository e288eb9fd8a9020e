// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logsample.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTimer>

#include <cstdio>
#include <future>

namespace mooring::logsample {

namespace {
const QDateTime start = QDateTime::fromString(QStringLiteral("2026-03-29T01:30:00.123Z"), Qt::ISODateWithMs);

Step step(int n, Verb verb, const ResourceId& id)
{
    Step step;
    step.n = n;
    step.provider = QStringLiteral("loop");
    step.verb = verb;
    step.resource = id;
    step.kind = id.kind().value_or(Kind::Unknown);
    step.name = QString::fromUtf8(id.key());
    step.incarnation = QStringLiteral("17");
    step.after = n > 1 ? QList<int> {n - 1} : QList<int>();
    step.command = {"umount", "/mnt/\xff odd"};
    step.expects = {{Proof::Gone, id, step.incarnation, step.provider, {}}};
    return step;
}

template <class T> T answerOf(const std::function<void(std::function<void(T)>)>& ask)
{
    const auto promise = std::make_shared<std::promise<T>>();
    ask([promise](T answer) { promise->set_value(std::move(answer)); });
    return promise->get_future().get();
}

void sayReady()
{
    std::puts("ready");
    std::fflush(stdout);
}

int write(const QByteArray& path, int count)
{
    ActivityLog log(path);
    for (int i = 0; i < count; ++i) {
        OperationRecord record = detach();
        const Result<qint64> number = begin(log, record);
        if (!number || beginStep(log, *number, 1))
            return 1;
        record.number = *number;
        finish(record);
        log.stepEnded(*number, record.steps[0]);
        if (end(log, record))
            return 2;
    }
    return 0;
}

int hang(const QByteArray& path)
{
    ActivityLog log(path);
    OperationRecord record = detach();
    record.number = begin(log, record).value_or(0);
    OperationRecord later = record;
    finish(later);
    if (beginStep(log, record.number, 1))
        return 1;
    log.stepEnded(record.number, later.steps[0]);
    if (beginStep(log, record.number, 2))
        return 1;
    sayReady();
    return QCoreApplication::exec();
}

int lock(const QByteArray& path)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"));
    database.setDatabaseName(QFile::decodeName(path));
    if (!database.open() || !QSqlQuery(database).exec(QStringLiteral("BEGIN IMMEDIATE")))
        return 1;
    sayReady();
    return QCoreApplication::exec();
}
} // namespace

OperationRecord detach()
{
    OperationRecord record;
    record.plan.verb = Verb::Detach;
    record.plan.host = record.host = QStringLiteral("srv");
    record.user = QStringLiteral("alice");
    const ResourceId disk = ResourceId::make(Kind::VirtualDisk, "/dev/loop0");
    record.plan.steps
        = {step(1, Verb::Unmount, ResourceId::make(Kind::Mount, "/mnt/\xff odd")),
           step(2, Verb::Unmount, ResourceId::make(Kind::Mount, "/mnt")), step(3, Verb::Detach, disk)};
    Goal goal;
    goal.resource = disk;
    goal.kind = Kind::VirtualDisk;
    goal.name = QStringLiteral("disk.img");
    record.plan.goals = {goal};
    record.plan.closure = {disk};
    record.plan.fingerprint = "print";
    record.startedAt = start;
    for (const Step& each : std::as_const(record.plan.steps)) {
        StepRecord waiting;
        waiting.n = each.n;
        record.steps.append(waiting);
    }
    return record;
}

void finish(OperationRecord& record)
{
    for (StepRecord& step : record.steps) {
        step.phase = StepPhase::Ended;
        step.endedAt = start.addMSecs(step.n);
    }
    StepRecord& done = record.steps[0];
    done.started = true;
    done.startedAt = start;
    done.outcome = Outcome::Done;
    done.restore = {{QStringLiteral("verb"), QStringLiteral("mount")}};
    StepRecord& failed = record.steps[1];
    failed.started = true;
    failed.startedAt = start;
    failed.outcome = Outcome::Busy;
    failed.error = errnoError(EBUSY, QStringLiteral("/mnt"));
    record.steps[2].error = errorOf(ErrorCode::PredecessorFailed, QStringLiteral("/mnt"));
    record.goals = judgeGoals(record);
    record.outcome = overallOutcome(record);
    record.endedAt = start.addSecs(1);
}

Result<qint64> begin(ActivityLog& log, const OperationRecord& record)
{
    return answerOf<Result<qint64>>([&](auto answer) { log.operationBegins(record, answer); });
}

std::optional<Error> beginStep(ActivityLog& log, qint64 operation, int step)
{
    return answerOf<std::optional<Error>>(
        [&](auto answer) { log.stepBegins(operation, step, start, answer); });
}

std::optional<Error> end(ActivityLog& log, const OperationRecord& record)
{
    return answerOf<std::optional<Error>>([&](auto answer) { log.operationEnded(record, answer); });
}

Result<QList<OperationRecord>> listed(const ActivityLog& log, int limit)
{
    QObject context; // the answer comes through the event loop
    QEventLoop loop;
    Result<QList<OperationRecord>> listed = fail(errorOf(ErrorCode::DeadlinePassed));
    log.list(limit, &context, [&](const Result<QList<OperationRecord>>& records) {
        listed = records;
        loop.quit();
    });
    QTimer::singleShot(30000, &loop, &QEventLoop::quit);
    loop.exec();
    return listed;
}

bool execute(const QByteArray& path, const char* statement)
{
    QDir().mkpath(QFileInfo(QFile::decodeName(path)).path());
    bool isOk = false;
    {
        QSqlDatabase database
            = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("beside"));
        database.setDatabaseName(QFile::decodeName(path));
        isOk = database.open() && QSqlQuery(database).exec(QString::fromLatin1(statement));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("beside"));
    return isOk;
}

int asOtherProcess(const QStringList& arguments)
{
    const QByteArray path = QFile::encodeName(arguments[2]);
    if (arguments[1] == QLatin1String("--write"))
        return write(path, arguments.value(3).toInt());
    return arguments[1] == QLatin1String("--hang") ? hang(path) : lock(path);
}

} // namespace mooring::logsample
