// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operation.h"

namespace mooring {

Operation::Operation(OperationRecord record, QObject* parent)
    : QObject(parent)
    , m_record(std::move(record))
{
}

int Operation::currentStep() const
{
    for (const StepRecord& step : m_record.steps) {
        if (step.phase == StepPhase::Running || step.phase == StepPhase::Proving)
            return step.n;
    }
    return 0;
}

StopAnswer Operation::stop()
{
    if (isFinished() || !m_stop)
        return StopAnswer::AlreadyEnded;
    return m_stop();
}

} // namespace mooring
