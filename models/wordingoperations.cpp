// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"
#include "wording.h"

namespace mooring {

namespace {

QString deviceOf(const ResourceId& id)
{
    const QByteArray key = id.key();
    return key.isEmpty() ? id.text : Format::bytes(key);
}

bool isReached(Outcome outcome) { return outcome == Outcome::Done || outcome == Outcome::NothingToDo; }

int reached(const OperationRecord& record)
{
    return int(std::count_if(record.goals.begin(), record.goals.end(),
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
    if (goal.outcome == Outcome::Done)
        return goalDone(verb, goal.name) + u' ' + checked(verb, goal.kind);
    if (goal.outcome == Outcome::Deferred)
        return deferred(deviceOf(goal.resource), goal.name);
    if (!goal.error)
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

QString Wording::operationTitle(const OperationRecord& record)
{
    const Plan& plan = record.plan;
    if (plan.goals.size() == 1)
        return inProgress(plan.verb, plan.goals.first().name);
    return tr("%1: %n item(s)", "verb, count", int(plan.goals.size())).arg(verb(plan.verb));
}

QString Wording::operationProgress(const OperationRecord& record, int currentStep)
{
    const int count = int(record.plan.steps.size());
    const Step* step = stepOf(record.plan, currentStep);
    if (!step)
        return tr("%n step(s)", nullptr, count);
    const auto account
        = std::find_if(record.steps.begin(), record.steps.end(),
                       [currentStep](const StepRecord& each) { return each.n == currentStep; });
    if (account != record.steps.end() && account->phase == StepPhase::Proving)
        return tr("Step %1 of %2 – checking: %3").arg(currentStep).arg(count).arg(step->name);
    const QString words
        = tr("Step %1 of %2 – %3").arg(currentStep).arg(count).arg(inProgress(step->verb, step->name));
    const QString detail = account == record.steps.end() ? QString() : progress(account->progress);
    return detail.isEmpty() ? words : tr("%1 (%2)", "what runs, how far").arg(words, detail);
}

namespace {
// Swap is read back into memory, and its provider knows the whole; everything else is written out.
QString bytesLeft(const Progress& progress)
{
    const QString left = Format::size(*progress.bytesLeft);
    if (!progress.bytesPerSecond)
        return progress.percent ? Wording::tr("about %1 still to read back").arg(left)
                                : Wording::tr("about %1 still to write").arg(left);
    const QString rate = Format::rate(*progress.bytesPerSecond);
    return progress.percent ? Wording::tr("about %1 still to read back, %2").arg(left, rate)
                            : Wording::tr("about %1 still to write, %2").arg(left, rate);
}
} // namespace

// How much is left says more than that the kernel is waited for.
QString Wording::progress(const Progress& progress)
{
    if (!progress.waitingFor.isEmpty())
        return tr("waiting for %1").arg(progress.waitingFor);
    if (progress.bytesLeft.value_or(0) > 0)
        return bytesLeft(progress);
    if (progress.waitingPid > 0)
        return tr("still waiting in the kernel, pid %1").arg(QString::number(progress.waitingPid));
    return {};
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

QString Wording::operationResult(const OperationRecord& record)
{
    QStringList sentences;
    if (record.error)
        sentences.append(wholeError(record));
    const int total = int(record.goals.size());
    if (total > 1 && record.plan.verb == Verb::PutBack)
        sentences.append(tr("Put back: %1 of %2.").arg(reached(record)).arg(total));
    else if (total > 1)
        sentences.append(tr("%1 of %2 are done.").arg(reached(record)).arg(total));
    for (const GoalRecord& goal : record.goals) {
        const bool told = record.error && goal.error && goal.error->code == record.error->code;
        if (told && !isReached(goal.outcome))
            sentences.append(goalNotDone(goal, isToldByItsError(goal.outcome)));
        else if (total == 1 || !isReached(goal.outcome))
            sentences.append(goalResult(record.plan.verb, goal));
    }
    const int waiting = notStarted(record);
    if (waiting > 0 && waiting < record.steps.size())
        sentences.append(tr("%n step(s) were not started; what was done stays done.", nullptr, waiting));
    return sentences.join(u' ');
}

QString Wording::stopAnswer(StopAnswer answer)
{
    switch (answer) {
    case StopAnswer::Stopping:
        return tr("Stopping: what is running is finished or given up, nothing further starts.");
    case StopAnswer::TooLate:
        return tr("It is too late to stop: only the check is left.");
    case StopAnswer::AlreadyEnded:
        return tr("It has already ended.");
    }
    return {};
}

QString Wording::quitWhileBusy(const QList<OperationRecord>& running)
{
    QStringList lines;
    for (const OperationRecord& record : running) {
        int current = 0;
        QStringList waiting;
        for (const StepRecord& step : record.steps) {
            if (step.phase == StepPhase::Waiting)
                waiting.append(QString::number(step.n));
            else if (step.phase != StepPhase::Ended && current == 0)
                current = step.n;
        }
        QStringList sentences {tr("%1: step %2 of %3 is running.")
                                   .arg(operationTitle(record), QString::number(current),
                                        QString::number(record.plan.steps.size()))};
        if (!waiting.isEmpty())
            sentences.append(
                tr("Step(s) %1 have not started.", nullptr, int(waiting.size())).arg(Format::list(waiting)));
        lines.append(sentences.join(u' '));
    }
    return lines.join(u'\n');
}

QString Wording::inhibitReason(const OperationRecord& record)
{
    return tr("Mooring is working: %1. Stopping now could lose data.").arg(operationTitle(record));
}

QString Wording::putBackWhyNot(const OperationRecord& record)
{
    if (!record.outcome && !record.error)
        return tr("It is still running.");
    if (record.plan.verb == Verb::Attach)
        return tr("What was attached can be detached in the list.");
    return tr("None of its steps that were done can be put back.");
}

QString Wording::putBackQuestion(const Plan& plan, int programsQuit)
{
    QStringList attached, mounted;
    for (const Step& step : plan.steps) {
        if (step.verb == Verb::Attach)
            attached.append(step.name);
        else if (step.verb == Verb::Mount)
            mounted.append(step.name);
    }
    const qsizetype others = plan.steps.size() - attached.size() - mounted.size();
    QStringList sentences;
    if (others == 0 && attached.size() == 1 && mounted.isEmpty())
        sentences.append(tr("Attach %1 again with the same options?").arg(attached.first()));
    else if (others == 0 && attached.size() == 1)
        sentences.append(tr("Attach %1 again and mount it on %2 with the same options?")
                             .arg(attached.first(), Format::list(mounted)));
    else if (others == 0 && attached.isEmpty() && !mounted.isEmpty())
        sentences.append(tr("Mount %1 again with the same options?").arg(Format::list(mounted)));
    else
        sentences.append(tr("Put back as it was, in %n step(s)?", nullptr, int(plan.steps.size())));
    if (programsQuit > 0)
        sentences.append(tr("The %n program(s) that quit are not restarted.", nullptr, programsQuit));
    return sentences.join(u' ');
}

} // namespace mooring
