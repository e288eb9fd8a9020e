// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"
#include "wording.h"

namespace mooring {

namespace {

const Step* stepOf(const Plan& plan, int n)
{
    const auto found
        = std::find_if(plan.steps.begin(), plan.steps.end(), [n](const Step& step) { return step.n == n; });
    return found == plan.steps.end() ? nullptr : &*found;
}

} // namespace

QString Wording::logBegunAnew(const QByteArray& keptAs)
{
    return tr("The activity log was damaged. It is kept as %1, and a new one has been begun.")
        .arg(Format::bytes(keptAs));
}

QString Wording::operationTitle(const OperationRecord& record)
{
    const Plan& plan = record.plan;
    if (plan.goals.size() == 1)
        return inProgress(plan.verb, plan.goals.first().name);
    const auto isToTheSame = [&](const Goal& goal) { return goal.name == plan.goals.first().name; };
    if (plan.verb == Verb::LogIn && !plan.goals.isEmpty()
        && std::all_of(plan.goals.begin(), plan.goals.end(), isToTheSame))
        return tr("Opening %n iSCSI session(s) to %1", nullptr, int(plan.goals.size()))
            .arg(plan.goals.first().name);
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
// Swap and checksums are read, and their provider knows the whole; everything else is written out.
QString bytesLeft(const Progress& progress)
{
    const QString left = Format::size(*progress.bytesLeft);
    if (!progress.bytesPerSecond)
        return progress.percent ? Wording::tr("about %1 still to read").arg(left)
                                : Wording::tr("about %1 still to write").arg(left);
    const QString rate = Format::rate(*progress.bytesPerSecond);
    return progress.percent ? Wording::tr("about %1 still to read, %2").arg(left, rate)
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
