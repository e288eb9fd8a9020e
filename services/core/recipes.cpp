// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipes.h"

#include <algorithm>

namespace mooring {

namespace {
// Nobody saw how it ended, or that it went later; what the plan would have kept is known all the same.
const Step* interruptedStep(const OperationRecord& record, const StepRecord& account)
{
    const bool isOpen = account.outcome == Outcome::Unknown || account.outcome == Outcome::Deferred;
    if (!account.started || !isOpen || !account.restore.isEmpty())
        return nullptr;
    const auto step = std::find_if(record.plan.steps.begin(), record.plan.steps.end(),
                                   [&](const Step& each) { return each.n == account.n; });
    const bool canBePutBack = step != record.plan.steps.end() && step->reversible && !step->restore.isEmpty()
        && !step->expects.isEmpty() && step->expects.first().proof == Proof::Gone;
    return canBePutBack ? &*step : nullptr;
}

bool isStillAwaited(const OperationRecord& record, const StepRecord& account, const Step& step)
{
    return account.outcome == Outcome::Deferred
        && std::none_of(record.goals.begin(), record.goals.end(), [&step](const GoalRecord& goal) {
               return goal.resource == step.resource && goal.settledAt.isValid();
           });
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
        const Step* interrupted = interruptedStep(record, account);
        return !account.restore.isEmpty() || (interrupted && !isStillAwaited(record, account, *interrupted));
    });
}

} // namespace mooring
