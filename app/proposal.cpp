// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/proposal.h"

namespace mooring {

namespace {

ErrorCode codeOf(BlockReason reason)
{
    switch (reason) {
    case BlockReason::Process:
    case BlockReason::ProcessOfOtherUser:
    case BlockReason::LeftOut:
    case BlockReason::NoCascade:
    case BlockReason::NotReleasable:
        return ErrorCode::InTheWay;
    case BlockReason::NoRelease:
        return ErrorCode::NothingCanRelease;
    case BlockReason::CauseNotFound:
        return ErrorCode::CauseNotFound;
    case BlockReason::ProtectedBySystem:
        return ErrorCode::IsProtected;
    case BlockReason::Ring:
        return ErrorCode::Ring;
    }
    return ErrorCode::InTheWay;
}

Error errorOf(const Blocker& blocker)
{
    if (blocker.error)
        return *blocker.error;
    return errorOf(codeOf(blocker.reason), blocker.usedName.isEmpty() ? blocker.name : blocker.usedName);
}

GoalRecord notReached(const Goal& goal, Verb verb, Outcome outcome, const std::optional<Error>& error)
{
    GoalRecord record;
    record.resource = goal.resource;
    record.name = goal.name;
    record.kind = goal.kind;
    record.outcome = outcome;
    record.error = error;
    record.code = contractCode(goal.kind, verb, outcome, error);
    return record;
}

} // namespace

Result<Plan> planOf(const Engine& engine, const Naming& naming, const CommandLine& line)
{
    QList<ResourceId> goals;
    for (const QByteArray& word : line.operands) {
        const Result<ResourceId> id = naming.resolve(word, line.verb);
        if (!id)
            return fail(id.error());
        if (!goals.contains(*id))
            goals << *id;
    }
    PlanOptions options = line.options;
    for (const QByteArray& word : line.leaveOut) {
        const Result<ResourceId> id = naming.resolve(word);
        if (!id)
            return fail(id.error());
        options.leaveOut << *id;
    }
    return engine.plan(line.verb, goals, options);
}

OperationRecord recordOfRefusal(const Plan& plan)
{
    OperationRecord record;
    record.plan = plan;
    bool reachable = false;
    for (const Goal& goal : plan.goals) {
        if (goal.refused)
            record.goals << notReached(goal, plan.verb, outcomeOf(*goal.refused), goal.refused);
        else if (plan.isBlocked())
            record.goals << notReached(goal, plan.verb, Outcome::Busy, errorOf(plan.blockers.constFirst()));
        else
            reachable = true;
    }
    if (plan.isBlocked()) {
        record.outcome = Outcome::Busy;
        record.error = errorOf(plan.blockers.constFirst());
    } else if (!reachable && !record.goals.isEmpty()) {
        record.outcome = record.goals.constFirst().outcome;
        record.error = record.goals.constFirst().error;
    }
    return record;
}

OperationRecord recordOfRefusal(const Error& error, Verb verb, const QList<ResourceId>& goals)
{
    OperationRecord record;
    record.plan.verb = verb;
    record.error = error;
    record.outcome = outcomeOf(error);
    for (const ResourceId& id : goals) {
        Goal goal;
        goal.resource = id;
        goal.kind = id.kind().value_or(Kind::Unknown);
        goal.name = encodeBytes(id.key());
        record.goals << notReached(goal, verb, *record.outcome, error);
    }
    return record;
}

// A target without a session has no row; the documents have a number for that.
OperationRecord recordOfUnknown(Error error, Verb verb)
{
    if (verb != Verb::LogOut || error.code != ErrorCode::NoSuchResource)
        return recordOfRefusal(error, verb, {{error.subject}});
    error.code = ErrorCode::NoSessionToTarget;
    return recordOfRefusal(error, verb, {ResourceId::make(Kind::IscsiTarget, decodeBytes(error.subject))});
}

} // namespace mooring
