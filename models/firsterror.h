// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/operation.h"

namespace mooring {

// What an operation is to be blamed on: its own error, else the first of its goals', else of its steps'.
inline std::optional<Error> firstError(const OperationRecord& record)
{
    if (record.error)
        return record.error;
    for (const GoalRecord& goal : record.goals)
        if (goal.error)
            return goal.error;
    for (const StepRecord& step : record.steps)
        if (step.error)
            return step.error;
    return {};
}

} // namespace mooring
