// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordinglog.h"

namespace mooring {

namespace {
// As a real log does: answers come from another thread.
void elsewhere(std::function<void()> call) { std::thread(std::move(call)).join(); }
} // namespace

void RecordingLog::operationBegins(OperationRecord record, Begun begins)
{
    lines.append(QStringLiteral("begins"));
    begun.append(record);
    const Result<qint64> answer
        = beginRefused ? Result<qint64>(fail(*beginRefused)) : Result<qint64>(++m_last);
    elsewhere([begins = std::move(begins), answer] { begins(answer); });
}

void RecordingLog::stepBegins(qint64 operation, int step, QDateTime at, Written written)
{
    Q_UNUSED(operation)
    Q_UNUSED(at)
    lines.append(QStringLiteral("step-begins %1").arg(step));
    if (isMute)
        return;
    std::optional<Error> refused;
    if (stepRefused.contains(step))
        refused = stepRefused.value(step);
    elsewhere([written = std::move(written), refused] { written(refused); });
}

void RecordingLog::stepEnded(qint64 operation, StepRecord record)
{
    Q_UNUSED(operation)
    lines.append(QStringLiteral("step-ended %1 %2")
                     .arg(record.n)
                     .arg(record.outcome ? token(*record.outcome) : QStringLiteral("not started")));
    stepRecords.append(record);
}

void RecordingLog::operationEnded(OperationRecord record, Written written)
{
    lines.append(QStringLiteral("ended ") + token(record.outcome.value_or(Outcome::Unknown)));
    ended.append(record);
    elsewhere([written = std::move(written), refused = endRefused] { written(refused); });
}

void RecordingLog::settled(qint64 operation, ResourceId resource, QDateTime at)
{
    Q_UNUSED(operation)
    Q_UNUSED(at)
    settledResources.append(resource);
}

} // namespace mooring
