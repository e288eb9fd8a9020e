// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "activitylog.h"

#include "activitydatabase.h"
#include "services/core/lane.h"
#include "services/core/postbox.h"
#include "services/core/serialize.h"

#include <chrono>
#include <future>
#include <unistd.h>
#include <vector>

namespace mooring {

namespace {
constexpr int lastWritesMs = 5000;

// A step that never started ends without a time of its own.
QDateTime endOf(const StepRecord& record)
{
    return record.endedAt.isValid() ? record.endedAt : QDateTime::currentDateTimeUtc();
}

struct Write
{
    std::function<Result<qint64>(ActivityDatabase&)> apply;
    std::function<void(Result<qint64>)> done; // may be empty
};

Result<qint64> asResult(std::optional<Error> error)
{
    return error ? Result<qint64>(fail(std::move(*error))) : Result<qint64>(0);
}

// The account without its plan, which the first row has.
QJsonObject endingOf(const OperationRecord& record)
{
    QJsonObject json = toJson(record);
    json.remove(QStringLiteral("plan"));
    json.remove(QStringLiteral("steps"));
    return json;
}
} // namespace

// Shared with the log's thread, which may outlive the log when the disk hangs.
struct ActivityLog::Work
{
    explicit Work(QByteArray to)
        : path(std::move(to))
        , lane(Lane::make(1))
    {
    }
    void drain();
    std::optional<Error> writeTogether(std::vector<Write>& writes, std::vector<Result<qint64>>& results);
    void tellOfDamage();

    const QByteArray path;
    const std::shared_ptr<Lane> lane;
    std::unique_ptr<ActivityDatabase> database; // only the lane's thread touches it
    std::mutex mutex;
    std::vector<Write> pending;
    std::function<void()> changed;
    std::function<void(QByteArray)> damaged;

    ActivityDatabase& opened()
    {
        if (!database)
            database = std::make_unique<ActivityDatabase>(path);
        return *database;
    }
    static void post(const std::shared_ptr<Work>& work, Write write);
};

void ActivityLog::Work::post(const std::shared_ptr<Work>& work, Write write)
{
    {
        const std::lock_guard guard(work->mutex);
        work->pending.push_back(std::move(write));
    }
    work->lane->post([work] { work->drain(); });
}

// All that waits goes into one transaction: a sync of the disk costs as much for one row as for a thousand.
void ActivityLog::Work::drain()
{
    std::vector<Write> writes;
    {
        const std::lock_guard guard(mutex);
        writes.swap(pending);
    }
    if (writes.empty())
        return;
    std::vector<Result<qint64>> results;
    std::optional<Error> failed = writeTogether(writes, results);
    if (failed && opened().isBegunAnew()) // a damaged file has been put aside meanwhile
        failed = writeTogether(writes, results);
    for (size_t i = 0; i < writes.size(); ++i) {
        if (writes[i].done)
            writes[i].done(failed ? Result<qint64>(fail(*failed)) : results[i]);
    }
    tellOfDamage();
    const std::lock_guard guard(mutex);
    if (!failed && changed)
        changed();
}

std::optional<Error> ActivityLog::Work::writeTogether(std::vector<Write>& writes,
                                                      std::vector<Result<qint64>>& results)
{
    results.clear();
    ActivityDatabase& file = opened();
    if (auto failed = file.open())
        return failed;
    if (auto failed = file.begin()) {
        file.rollBack();
        return failed;
    }
    for (Write& write : writes) {
        results.push_back(write.apply(file));
        if (!results.back()) {
            file.rollBack();
            return results.back().error();
        }
    }
    return file.commit();
}

void ActivityLog::Work::tellOfDamage()
{
    const QByteArray keptAs = opened().takeKeptAs();
    const std::lock_guard guard(mutex);
    if (!keptAs.isEmpty() && damaged)
        damaged(keptAs);
}

ActivityLog::ActivityLog(QByteArray path)
    : m_work(std::make_shared<Work>(std::move(path)))
{
}

ActivityLog::~ActivityLog()
{
    {
        const std::lock_guard guard(m_work->mutex);
        m_work->changed = nullptr;
        m_work->damaged = nullptr;
    }
    m_work->lane->post([work = m_work] { work->database.reset(); });
    flush(lastWritesMs);
    m_work->lane->close();
}

QByteArray ActivityLog::path() const { return m_work->path; }

QByteArray ActivityLog::defaultPath()
{
    if (geteuid() == 0)
        return "/var/lib/mooring/activity.db";
    const QByteArray state = qgetenv("XDG_STATE_HOME");
    return (state.startsWith('/') ? state : qgetenv("HOME") + "/.local/state") + "/mooring/activity.db";
}

bool ActivityLog::flush(int milliseconds)
{
    const auto reached = std::make_shared<std::promise<void>>();
    std::future<void> future = reached->get_future();
    m_work->lane->post([reached] { reached->set_value(); });
    return future.wait_for(std::chrono::milliseconds(milliseconds)) == std::future_status::ready;
}

void ActivityLog::operationBegins(OperationRecord record, Begun begun)
{
    Work::post(m_work,
               {[record = std::move(record)](ActivityDatabase& file) { return file.addOperation(record); },
                std::move(begun)});
}

void ActivityLog::stepBegins(qint64 operation, int step, QDateTime at, Written written)
{
    const auto apply = [operation, step, at = std::move(at)](ActivityDatabase& file) {
        return asResult(file.addEvent(operation, QStringLiteral("step-begins"), at, step, {}));
    };
    Work::post(m_work, {apply, [written = std::move(written)](const Result<qint64>& result) {
                            written(result ? std::nullopt : std::optional<Error>(result.error()));
                        }});
}

void ActivityLog::stepEnded(qint64 operation, StepRecord record)
{
    const auto apply = [operation, record = std::move(record)](ActivityDatabase& file) {
        return asResult(
            file.addEvent(operation, QStringLiteral("step-ended"), endOf(record), record.n, toJson(record)));
    };
    Work::post(m_work, {apply, {}});
}

void ActivityLog::operationEnded(OperationRecord record, Written written)
{
    const auto apply = [record = std::move(record)](ActivityDatabase& file) {
        return asResult(
            file.addEvent(record.number, QStringLiteral("ended"), record.endedAt, 0, endingOf(record)));
    };
    Work::post(m_work, {apply, [written = std::move(written)](const Result<qint64>& result) {
                            written(result ? std::nullopt : std::optional<Error>(result.error()));
                        }});
}

void ActivityLog::settled(qint64 operation, ResourceId resource, QDateTime at)
{
    const auto apply
        = [operation, resource = std::move(resource), at = std::move(at)](ActivityDatabase& file) {
              return asResult(file.addEvent(operation, QStringLiteral("settled"), at, 0,
                                            {{QStringLiteral("resource"), resource.text}}));
          };
    Work::post(m_work, {apply, {}});
}

void ActivityLog::list(int limit, QObject* context, Listed listed) const
{
    m_work->lane->post([work = m_work, limit, postbox = Postbox::of(context), listed = std::move(listed)] {
        ActivityDatabase& file = work->opened();
        std::optional<Error> failed = file.open();
        auto records = failed ? Result<QList<OperationRecord>>(fail(std::move(*failed))) : file.list(limit);
        work->tellOfDamage();
        postbox->post([listed, records = std::move(records)] { listed(records); });
    });
}

void ActivityLog::find(qint64 number, QObject* context, Found found) const
{
    m_work->lane->post([work = m_work, number, postbox = Postbox::of(context), found = std::move(found)] {
        ActivityDatabase& file = work->opened();
        const std::optional<Error> failed = file.open();
        const auto records = failed ? Result<QList<OperationRecord>>(fail(*failed)) : file.list(1, number);
        Result<OperationRecord> record = fail(errorOf(ErrorCode::NoSuchOperation, QString::number(number)));
        if (!records)
            record = fail(records.error());
        else if (!records->isEmpty())
            record = records->constFirst();
        postbox->post([found, record = std::move(record)] { found(record); });
    });
}

void ActivityLog::whenChanged(QObject* context, std::function<void()> changed)
{
    const std::lock_guard guard(m_work->mutex);
    m_work->changed
        = [postbox = Postbox::of(context), changed = std::move(changed)] { postbox->post(changed); };
}

void ActivityLog::whenDamaged(QObject* context, std::function<void(QByteArray keptAs)> damaged)
{
    const std::lock_guard guard(m_work->mutex);
    m_work->damaged
        = [postbox = Postbox::of(context), damaged = std::move(damaged)](const QByteArray& keptAs) {
              postbox->post([damaged, keptAs] { damaged(keptAs); });
          };
}

} // namespace mooring
