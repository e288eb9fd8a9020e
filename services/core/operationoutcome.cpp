// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "leftout.h"
#include "operation.h"

#include <QHash>
#include <QSet>

#include <algorithm>

// From the account of the steps to how each goal, and the whole, ended.
namespace mooring {

namespace {
struct Ending
{
    Outcome outcome = Outcome::Unknown;
    std::optional<Error> error;
};

bool isReached(Outcome outcome) { return outcome == Outcome::Done || outcome == Outcome::NothingToDo; }

class Account
{
public:
    explicit Account(const OperationRecord& record)
        : m_record(record)
    {
        for (int i = 0; i < record.plan.steps.size(); ++i) {
            const Step& step = record.plan.steps[i];
            m_byNumber.insert(step.n, i);
            for (const Expect& expect : step.expects)
                m_proving.insert(expect.resource, i);
        }
        for (int i = 0; i < record.plan.steps.size(); ++i)
            m_proving.insert(record.plan.steps[i].resource, i);
    }

    std::optional<int> provingStep(const ResourceId& resource) const
    {
        const auto found = m_proving.constFind(resource);
        return found == m_proving.cend() ? std::nullopt : std::optional<int>(*found);
    }

    // A step that was not started ended for the reason of the one it waited for.
    Ending endingOf(int index) const
    {
        QSet<int> seen;
        while (!seen.contains(index)) {
            seen.insert(index);
            const StepRecord& step = m_record.steps[index];
            if (step.outcome)
                return {*step.outcome, step.error};
            const auto culprit = unmetPredecessor(index);
            if (!culprit)
                return unstarted(step);
            index = *culprit;
        }
        return unstarted(m_record.steps[index]);
    }

private:
    std::optional<int> unmetPredecessor(int index) const
    {
        for (const int n : m_record.plan.steps[index].after) {
            const int before = m_byNumber.value(n, -1);
            if (before >= 0 && !isReached(m_record.steps[before].outcome.value_or(Outcome::Unknown)))
                return before;
        }
        return {};
    }
    Ending unstarted(const StepRecord& step) const
    {
        const std::optional<Error> why = step.error ? step.error : m_record.error;
        return {why ? outcomeOf(*why) : Outcome::Unknown, why};
    }

    const OperationRecord& m_record;
    QHash<int, int> m_byNumber;
    QHash<ResourceId, int> m_proving; // the step whose proof speaks about a resource
};

Ending endingOf(const OperationRecord& record, const Account& account, const Goal& goal)
{
    if (goal.refused)
        return {outcomeOf(*goal.refused), goal.refused};
    if (goal.leftOut)
        return {Outcome::Busy, leftOutError(goal.name)};
    if (const auto step = account.provingStep(goal.resource))
        return account.endingOf(*step);
    if (record.error)
        return {outcomeOf(*record.error), record.error};
    return {Outcome::NothingToDo, {}};
}

GoalRecord recordOf(const OperationRecord& record, const Account& account, const Goal& goal)
{
    Ending ending = endingOf(record, account, goal);
    GoalRecord judged;
    judged.resource = goal.resource;
    judged.name = goal.name;
    judged.kind = goal.kind;
    judged.outcome = ending.outcome;
    judged.error = std::move(ending.error);
    const auto step = account.provingStep(goal.resource);
    if (step && goal.proof == Proof::There && !record.steps[*step].created.isEmpty())
        judged.resource = record.steps[*step].created.constFirst();
    return judged;
}

Goal memberOf(const OperationRecord& record, const Account& account, const ResourceId& id)
{
    Goal member;
    member.resource = id;
    member.kind = id.kind().value_or(Kind::Unknown);
    member.name = id.text;
    if (const auto step = account.provingStep(id); step && record.plan.steps[*step].resource == id)
        member.name = record.plan.steps[*step].name;
    return member;
}

// Members that stay because a branch was left out: they are not what the plan lets go.
bool isKept(const Plan& plan, const QSet<ResourceId>& going, const ResourceId& member)
{
    return !plan.options.leaveOut.isEmpty() && !going.contains(member);
}

// k of n, from outcomes alone.
Ending summed(const QList<GoalRecord>& parts, bool alsoChanged)
{
    const auto count = [&](auto isSo) { return std::count_if(parts.cbegin(), parts.cend(), isSo); };
    const auto reached = count([](const GoalRecord& part) { return isReached(part.outcome); });
    const auto idle = count([](const GoalRecord& part) { return part.outcome == Outcome::NothingToDo; });
    const auto done = reached - idle;
    const auto deferred = count([](const GoalRecord& part) { return part.outcome == Outcome::Deferred; });
    if (idle == parts.size())
        return {Outcome::NothingToDo, parts.isEmpty() ? std::nullopt : parts.constFirst().error};
    if (reached == parts.size())
        return {Outcome::Done, {}};
    if (reached + deferred == parts.size())
        return {Outcome::Deferred, {}};
    if (done + deferred > 0 || alsoChanged)
        return {Outcome::Partial, {}};
    const auto first = std::find_if(parts.cbegin(), parts.cend(),
                                    [](const GoalRecord& part) { return !isReached(part.outcome); });
    return {first->outcome, first->error};
}

bool someStepChangedSomething(const OperationRecord& record)
{
    return std::any_of(record.steps.cbegin(), record.steps.cend(), [](const StepRecord& step) {
        return step.started && (step.outcome == Outcome::Done || step.outcome == Outcome::Deferred);
    });
}
} // namespace

QList<GoalRecord> judgeGoals(const OperationRecord& record)
{
    const Account account(record);
    const QSet<ResourceId> going(record.plan.closure.cbegin(), record.plan.closure.cend());
    QList<GoalRecord> goals;
    for (const Goal& goal : record.plan.goals) {
        GoalRecord judged = recordOf(record, account, goal);
        QList<GoalRecord> members;
        for (const ResourceId& id : goal.members) {
            Goal member = memberOf(record, account, id);
            member.leftOut = isKept(record.plan, going, id);
            members.append(recordOf(record, account, member));
        }
        if (!members.isEmpty() && !goal.refused && !goal.leftOut) {
            Ending ending = summed(members, false);
            judged.outcome = ending.outcome;
            judged.error = std::move(ending.error);
        }
        goals.append(judged);
        goals.append(members);
    }
    for (GoalRecord& goal : goals)
        goal.code = contractCode(goal.kind, record.plan.verb, goal.outcome, goal.error);
    return goals;
}

namespace {
// What counts: goals, members instead of their container, and left-out ones only when there is nothing else.
struct Counted
{
    QList<GoalRecord> goals, leftOut;
    bool withMembersOnly = true;
};

Counted countedGoals(const OperationRecord& record)
{
    Counted counted;
    if (record.plan.goals.isEmpty())
        return {record.goals, {}, false};
    qsizetype at = 0;
    for (const Goal& goal : record.plan.goals) {
        if (at >= record.goals.size())
            break;
        const GoalRecord& own = record.goals[at];
        QList<GoalRecord> members;
        while (++at < record.goals.size() && goal.members.contains(record.goals[at].resource))
            members.append(record.goals[at]);
        const bool isOne = members.isEmpty() || goal.refused.has_value();
        counted.withMembersOnly = counted.withMembersOnly && !isOne;
        if (goal.leftOut)
            counted.leftOut.append(own);
        else
            counted.goals.append(isOne ? QList<GoalRecord> {own} : members);
    }
    return counted;
}
} // namespace

Outcome overallOutcome(const OperationRecord& record)
{
    const Counted counted = countedGoals(record);
    const QList<GoalRecord>& goals = counted.goals.isEmpty() ? counted.leftOut : counted.goals;
    if (goals.isEmpty() && record.error)
        return outcomeOf(*record.error);
    return summed(goals, !counted.withMembersOnly && someStepChangedSomething(record)).outcome;
}

} // namespace mooring
