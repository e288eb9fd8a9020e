// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/operationlog.h"

#include <QHash>
#include <QStringList>

#include <thread>

namespace mooring {

// A log in memory that answers from a thread of its own, or refuses, or keeps its answers back.
class RecordingLog final : public OperationLog
{
public:
    std::optional<Error> beginRefused, endRefused;
    QHash<int, Error> stepRefused; // by n
    bool isMute = false; // steps' records are never answered

    QStringList lines; // what was written, in order: "begins", "step-begins 1", "step-ended 1 done", ...
    QList<StepRecord> stepRecords;
    QList<OperationRecord> begun, ended;
    QList<ResourceId> settledResources;

    void operationBegins(OperationRecord record, Begun begun) override;
    void stepBegins(qint64 operation, int step, QDateTime at, Written written) override;
    void stepEnded(qint64 operation, StepRecord record) override;
    void operationEnded(OperationRecord record, Written written) override;
    void settled(qint64 operation, ResourceId resource, QDateTime at) override;

private:
    qint64 m_last = 0;
};

} // namespace mooring
