// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"
#include "services/core/leftout.h"
#include "wording.h"

#include <QSet>

// How things ended, in words.
namespace mooring {

namespace {

QString deviceOf(const ResourceId& id)
{
    const QByteArray key = id.key();
    return key.isEmpty() ? id.text : Format::bytes(key);
}

bool isReached(Outcome outcome) { return outcome == Outcome::Done || outcome == Outcome::NothingToDo; }

// What is not asked for any more, with what is in it.
QSet<ResourceId> leftOutGoals(const Plan& plan)
{
    QSet<ResourceId> out, in;
    for (const Goal& goal : plan.goals)
        (goal.leftOut ? out : in)
            .unite(QSet<ResourceId>(goal.members.begin(), goal.members.end())
                   + QSet<ResourceId> {goal.resource});
    return in.isEmpty() ? in : out - in;
}

// The goals that count: of a container what it let go of, and not the container as well.
QList<GoalRecord> countedGoals(const OperationRecord& record)
{
    QSet<ResourceId> others = leftOutGoals(record.plan);
    for (const Goal& goal : record.plan.goals)
        if (!goal.members.isEmpty() && !goal.refused && !goal.leftOut)
            others.insert(goal.resource);
    QList<GoalRecord> counted;
    for (const GoalRecord& goal : record.goals)
        if (!others.contains(goal.resource))
            counted.append(goal);
    return counted.isEmpty() ? record.goals : counted;
}

int reached(const QList<GoalRecord>& goals)
{
    return int(std::count_if(goals.begin(), goals.end(),
                             [](const GoalRecord& goal) { return isReached(goal.outcome); }));
}

int notStarted(const OperationRecord& record)
{
    return int(std::count_if(record.steps.begin(), record.steps.end(),
                             [](const StepRecord& step) { return !step.started; }));
}

// Outcomes whose reason an error tells in a sentence of its own.
bool isToldByItsError(Outcome outcome)
{
    static const QList<Outcome> told {
        Outcome::Busy,          Outcome::NotAssociated,  Outcome::NotFound,    Outcome::Denied,
        Outcome::AuthDismissed, Outcome::InvalidRequest, Outcome::Unsupported, Outcome::NoProvider,
        Outcome::BadImage,      Outcome::OutOfMemory,    Outcome::Stopped,     Outcome::ServiceUnavailable};
    return told.contains(outcome);
}

// The error of the whole, in words that fit what was done before it came.
QString wholeError(const OperationRecord& record)
{
    ErrorText words = Wording::error(*record.error);
    const bool begun = std::any_of(record.steps.begin(), record.steps.end(),
                                   [](const StepRecord& step) { return step.started; });
    if (begun && record.error->code == ErrorCode::LogNotWritable)
        words.data.clear();
    return words.sentence();
}

// A container of one, that says nothing else than what it holds.
bool isToldByItsMember(const OperationRecord& record, const GoalRecord& container)
{
    const auto goal = std::find_if(record.plan.goals.begin(), record.plan.goals.end(), [&](const Goal& each) {
        return each.resource == container.resource && each.members.size() == 1;
    });
    return goal != record.plan.goals.end()
        && std::any_of(record.goals.begin(), record.goals.end(), [&](const GoalRecord& each) {
               return each.resource == goal->members.constFirst() && each.outcome == container.outcome
                   && each.error == container.error;
           });
}

const Step* stepOf(const Plan& plan, int n)
{
    const auto found
        = std::find_if(plan.steps.begin(), plan.steps.end(), [n](const Step& step) { return step.n == n; });
    return found == plan.steps.end() ? nullptr : &*found;
}

} // namespace

// clang-format off
QString Wording::goalNotDone(const GoalRecord& goal, bool isReasonTold)
{
    const QString name = goal.name;
    if (isLeftOut(goal.error))
        return tr("%1 stays: it was left out.").arg(name);
    if (isReasonTold)
        return tr("%1: not done.").arg(name);
    switch (goal.outcome) {
    case Outcome::Done: return {};
    case Outcome::NothingToDo: return tr("%1: nothing to do, it is already so.").arg(name);
    case Outcome::Partial: return tr("%1: only partly done. What was done stays done.").arg(name);
    case Outcome::Deferred: return tr("%1: not gone yet.").arg(name);
    case Outcome::Busy: return tr("%1: not done, it is in use.").arg(name);
    case Outcome::NotAssociated: return tr("%1: not done, it is not associated with the target.").arg(name);
    case Outcome::NotFound: return tr("%1: not done, it was not found.").arg(name);
    case Outcome::TimedOut: return tr("%1: no answer in time. Whether it was done is not known.").arg(name);
    case Outcome::Denied: return tr("%1: not done, you are not authorised.").arg(name);
    case Outcome::AuthDismissed: return tr("%1: not done, authentication was dismissed.").arg(name);
    case Outcome::InvalidRequest: return tr("%1: not done, the request is not valid.").arg(name);
    case Outcome::Unsupported: return tr("%1: not done, it is not supported here.").arg(name);
    case Outcome::NoProvider: return tr("%1: not done, nothing here can do it.").arg(name);
    case Outcome::BadImage: return tr("%1: not done, the image cannot be used.").arg(name);
    case Outcome::OutOfMemory: return tr("%1: not done, there is not enough memory.").arg(name);
    case Outcome::Stopped: return tr("%1: stopped at your request.").arg(name);
    case Outcome::TooLateToStop: return tr("%1: it was too late to stop.").arg(name);
    case Outcome::ServiceUnavailable: return tr("%1: not done, a service is not running.").arg(name);
    case Outcome::Failed: return tr("%1: failed.").arg(name);
    case Outcome::Unknown: return tr("%1: whether it was done could not be seen.").arg(name);
    }
    return {};
}
// clang-format on

QString Wording::goalResult(Verb verb, const GoalRecord& goal)
{
    constexpr quint32 onlyTheLogin = 0x00042800; // VDS_S_ISCSI_SESSION_NOT_FOUND_PERSISTENT_LOGIN_REMOVED
    if (goal.code.domain == ErrorDomain::Vds && goal.code.number == onlyTheLogin)
        return tr("%1: no session was open. It is no longer opened by itself.").arg(goal.name);
    if (goal.outcome == Outcome::Done)
        return goalDone(verb, goal.name) + u' ' + checked(verb, goal.kind);
    if (goal.outcome == Outcome::Deferred)
        return deferred(deviceOf(goal.resource), goal.name);
    if (!goal.error || isLeftOut(goal.error))
        return goalNotDone(goal);
    const ErrorText words = error(*goal.error);
    if (goal.outcome == Outcome::TimedOut || goal.outcome == Outcome::Unknown)
        return goalNotDone(goal) + u' ' + words.next; // the rest is what the outcome says
    return goalNotDone(goal, isToldByItsError(goal.outcome)) + u' ' + words.sentence();
}

QString Wording::deferred(const QString& device, const QString& image, const QString& holder)
{
    if (holder.isEmpty())
        return tr("Not gone yet: %1 disappears when its last user closes it. Do not move or delete %2 until "
                  "then. "
                  "You will be told.")
            .arg(device, image);
    return tr("Not gone yet: %1 disappears when %2 closes it. Do not move or delete %3 until then. You will "
              "be told.")
        .arg(device, holder, image);
}

QString Wording::settled(const QString& name)
{
    return tr("%1 is gone now. Its image file may be moved or deleted again.").arg(name);
}

QString Wording::stepResult(const StepRecord& record)
{
    switch (record.phase) {
    case StepPhase::Waiting:
        return tr("not started");
    case StepPhase::Running:
        return tr("running");
    case StepPhase::Proving:
        return tr("being checked");
    case StepPhase::Ended:
        break;
    }
    if (!record.started)
        return tr("not started");
    if (record.asTold)
        return tr("done, without proof: as told");
    return outcome(record.outcome.value_or(Outcome::Unknown));
}

namespace {
QString checksumsTold(bool isDetached, const QString& before, const QString& now)
{
    if (!isDetached)
        return Wording::tr("SHA-256 before: %1").arg(before);
    if (now.isEmpty())
        return Wording::tr("Whether the image file has changed could not be read (SHA-256 before: %1).")
            .arg(before);
    return now == before
        ? Wording::tr("The image file is unchanged (SHA-256 %1).").arg(now)
        : Wording::tr("The image file has changed: SHA-256 before %1, now %2.").arg(before, now);
}
} // namespace

QStringList Wording::stepFacts(const OperationRecord& record, const StepRecord& account)
{
    QStringList sentences;
    const Step* step = stepOf(record.plan, account.n);
    const bool isDetached = step && step->verb != Verb::Attach;
    const QString before = account.facts.value(Fact::ChecksumBefore).toString();
    if (!before.isEmpty())
        sentences.append(checksumsTold(isDetached, before, account.facts.value(Fact::Checksum).toString()));
    const QByteArray overlay = account.facts.value(Fact::Overlay).toByteArray();
    const bool isCopy = account.facts.value(Fact::OverlayKind) == QStringLiteral("copy");
    if (isDetached && !overlay.isEmpty())
        sentences.append((isCopy ? tr("The copy is kept: %1") : tr("The overlay is kept: %1"))
                             .arg(Format::bytes(overlay)));
    return sentences;
}

namespace {
bool isBegun(const OperationRecord& record, const ResourceId& goal)
{
    const auto speaksOfIt = [&goal](const Expect& expect) { return expect.resource == goal; };
    return std::any_of(record.steps.begin(), record.steps.end(), [&](const StepRecord& account) {
        const Step* step = stepOf(record.plan, account.n);
        return account.started && step
            && (step->resource == goal
                || std::any_of(step->expects.begin(), step->expects.end(), speaksOfIt));
    });
}

// Under which names things came back, where it is not the one they had.
QStringList newNames(const OperationRecord& record)
{
    QStringList names;
    for (const StepRecord& account : record.steps) {
        const Step* step = stepOf(record.plan, account.n);
        if (!step || account.created.isEmpty() || account.created.first() == step->resource)
            continue;
        names.append(Wording::tr("%1 is %2 now.").arg(step->name, deviceOf(account.created.first())));
    }
    return names;
}
} // namespace

QString Wording::operationResult(const OperationRecord& record)
{
    QStringList sentences;
    if (record.error)
        sentences.append(wholeError(record));
    const int total = int(record.goals.size() - leftOutGoals(record.plan).size());
    const QList<GoalRecord> counted = countedGoals(record);
    if (total > 1 && record.plan.verb == Verb::PutBack)
        sentences.append(tr("Put back: %1 of %2.").arg(reached(counted)).arg(counted.size()));
    else if (total > 1)
        sentences.append(tr("%1 of %2 are done.").arg(reached(counted)).arg(counted.size()));
    for (const GoalRecord& goal : record.goals) {
        if (!isReached(goal.outcome) && isToldByItsMember(record, goal))
            continue;
        const bool told = record.error && goal.error && goal.error->code == record.error->code;
        if (goal.outcome == Outcome::TimedOut && goal.error && !isBegun(record, goal.resource))
            sentences.append(
                tr("%1: not done, because %2 did not answer in time.").arg(goal.name, goal.error->subject));
        else if (told && !isReached(goal.outcome))
            sentences.append(goalNotDone(goal, isToldByItsError(goal.outcome)));
        else if (total == 1 || !isReached(goal.outcome))
            sentences.append(goalResult(record.plan.verb, goal));
        // It is closed, but not by an answer, or not all that was asked for is gone.
        if (record.plan.verb == Verb::LogOut && isReached(goal.outcome) && goal.error
            && goal.kind == Kind::IscsiSession)
            sentences.append(error(*goal.error).sentence());
    }
    if (record.plan.verb == Verb::PutBack)
        sentences.append(newNames(record));
    const int waiting = notStarted(record);
    const bool isSomethingDone = std::any_of(record.steps.begin(), record.steps.end(), [](const auto& step) {
        return step.outcome == Outcome::Done || step.outcome == Outcome::Deferred;
    });
    if (waiting > 0 && waiting < record.steps.size() && isSomethingDone)
        sentences.append(tr("%n step(s) were not started; what was done stays done.", nullptr, waiting));
    else if (waiting > 0 && waiting < record.steps.size())
        sentences.append(tr("%n step(s) were not started.", nullptr, waiting));
    return sentences.join(u' ');
}

QString Wording::result(const OperationRecord& record)
{
    const bool isAwaited = std::any_of(record.goals.begin(), record.goals.end(), [](const GoalRecord& goal) {
        return goal.outcome == Outcome::Deferred && !goal.settledAt.isValid();
    });
    if (record.outcome == Outcome::Deferred && !isAwaited)
        return tr("gone later");
    return record.outcome ? outcome(*record.outcome) : QString();
}

} // namespace mooring
