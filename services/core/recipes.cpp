// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipes.h"

#include <algorithm>

namespace mooring {

namespace {
// Nobody saw how it ended; what the plan would have kept is known all the same.
const Step* interruptedStep(const OperationRecord& record, const StepRecord& account)
{
    if (!account.started || account.outcome != Outcome::Unknown || !account.restore.isEmpty())
        return nullptr;
    const auto step = std::find_if(record.plan.steps.begin(), record.plan.steps.end(),
                                   [&](const Step& each) { return each.n == account.n; });
    const bool canBePutBack = step != record.plan.steps.end() && step->reversible && !step->restore.isEmpty()
        && !step->expects.isEmpty() && step->expects.first().proof == Proof::Gone;
    return canBePutBack ? &*step : nullptr;
}

bool isThere(const Step& step, const Topology& now)
{
    const auto node = now.find(step.resource);
    return node && (step.incarnation.isEmpty() || now.at(*node).incarnation == step.incarnation);
}
} // namespace

QList<QJsonObject> recipesOf(const OperationRecord& record, const Topology& now)
{
    QList<StepRecord> accounts = record.steps;
    // one without an end was the last
    std::stable_sort(accounts.begin(), accounts.end(), [](const StepRecord& left, const StepRecord& right) {
        if (left.endedAt.isValid() != right.endedAt.isValid())
            return left.endedAt.isValid();
        return left.endedAt.isValid() && left.endedAt < right.endedAt;
    });
    QList<QJsonObject> recipes;
    for (const StepRecord& account : std::as_const(accounts)) {
        const Step* interrupted = interruptedStep(record, account);
        if (!account.restore.isEmpty())
            recipes.append(account.restore);
        else if (interrupted && !isThere(*interrupted, now))
            recipes.append(interrupted->restore);
    }
    return recipes;
}

bool mayPutBack(const OperationRecord& record)
{
    return std::any_of(record.steps.begin(), record.steps.end(), [&](const StepRecord& account) {
        return !account.restore.isEmpty() || interruptedStep(record, account);
    });
}

} // namespace mooring
