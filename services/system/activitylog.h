// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/operationlog.h"

#include <QObject>

#include <memory>

namespace mooring {

// The record of what was done: one SQLite file (WAL, synced at each commit) that several processes write side
// by side. Rows are only ever added, as codes, never as sentences. Everything happens on a thread of its own;
// no call waits for it, except flush() and the destructor, and those not for long.
class ActivityLog final : public OperationLog
{
public:
    explicit ActivityLog(QByteArray path); // its directory is made when it is missing, for its owner only
    ~ActivityLog() override; // what was handed over is written, if that takes no more than a few seconds
    ActivityLog(const ActivityLog&) = delete;
    ActivityLog& operator=(const ActivityLog&) = delete;

    // As root /var/lib/mooring/activity.db, else below $XDG_STATE_HOME or ~/.local/state.
    static QByteArray defaultPath();
    QByteArray path() const;

    void operationBegins(OperationRecord record, Begun begun) override;
    void stepBegins(qint64 operation, int step, QDateTime at, Written written) override;
    void stepEnded(qint64 operation, StepRecord record) override;
    void operationEnded(OperationRecord record, Written written) override;
    void settled(qint64 operation, ResourceId resource, QDateTime at) override;

    // Newest first; limit 0: all. Other processes' operations included: without an outcome while their
    // process lives; Outcome::Unknown with ErrorCode::Interrupted when it died before the end. `listed` is
    // called on the thread of `context`, and not after that is gone.
    using Listed = std::function<void(Result<QList<OperationRecord>>)>;
    void list(int limit, QObject* context, Listed listed) const;
    using Found = std::function<void(Result<OperationRecord>)>; // NoSuchOperation when there is none
    void find(qint64 number, QObject* context, Found found) const;

    // Called on the thread of `context`. Changed: this object wrote something. Damaged: the file was not
    // readable as a database; it was kept aside under the path given, and a new one begun.
    void whenChanged(QObject* context, std::function<void()> changed);
    void whenDamaged(QObject* context, std::function<void(QByteArray keptAs)> damaged);

    bool flush(int milliseconds); // false: not everything handed over is written yet

private:
    struct Work;
    std::shared_ptr<Work> m_work;
};

} // namespace mooring
