// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operationcommand.h"

#include "app/attaching.h"
#include "app/iscsioptions.h"
#include "app/proposal.h"
#include "models/wording.h"
#include "services/core/inplaceplan.h"
#include "services/core/serialize.h"

#include <algorithm>

namespace mooring {

namespace {

constexpr int mostAttempts = 3; // plans made anew because the world moved in between

} // namespace

void OperationCommand::start()
{
    if (m_line.command == Command::Attach) {
        if (const std::optional<Error> error = attachRefusal(m_line))
            return refuse(*error);
    }
    if (m_line.command == Command::LogIn && !m_line.portal.isEmpty()) // needs no look
        return makeLogin(m_line);
    make();
}

void OperationCommand::propose(const Plan& made)
{
    Plan plan = made;
    if (m_line.options.deadline > 0)
        for (Step& step : plan.steps)
            step.deadline = m_line.options.deadline;
    const bool letsGo = m_line.command == Command::Release && !isInPlace(m_line.verb);
    const bool shows = letsGo || m_line.command == Command::Undo;
    const OperationRecord refused = recordOfRefusal(plan);
    const bool isNothing = refused.error && refused.error->code == ErrorCode::NothingToPutBack;
    const bool isRefusal = plan.goals.size() == 1 && plan.goals.constFirst().refused; // told by itself
    if (shows && !isNothing && !isRefusal)
        m_report.text(Wording::planText(plan));
    m_report.event("plan", {{QStringLiteral("plan"), toJson(plan)}});
    if (const std::optional<Error> failure = m_report.failure()) // not shown, so not touched
        return refuse(*failure);
    if (isNothing)
        return finish(refused, Wording::error(*refused.error).what);
    if (refused.outcome)
        return finish(refused, plan.isBlocked() ? wayOut(plan) : QString());
    if (plan.needsAcceptance() && !m_line.acceptCollateral) {
        QList<ResourceId> goals;
        for (const Goal& goal : std::as_const(plan.goals))
            goals << goal.resource;
        QStringList names;
        for (const Collateral& affected : std::as_const(plan.collateral))
            if (affected.mustAccept)
                names << affected.name;
        names.removeDuplicates();
        return refuse(errorOf(ErrorCode::NeedsAcceptance, names.join(QStringLiteral(", "))), goals);
    }
    if (m_line.yes || !shows)
        begin(plan);
    else
        ask(plan);
}

void OperationCommand::ask(const Plan& plan)
{
    if (!m_terminal.isThere())
        return refuse(errorOf(ErrorCode::NeedsConfirmation));
    //: asked on a terminal; the answer's letters stand in brackets
    m_report.question(QCoreApplication::translate("mooringctl", "%1? [y/N]").arg(Wording::verb(plan.verb))
                      + u' ');
    m_terminal.listen([this, plan](bool yes) {
        if (hasEnded())
            return;
        if (yes)
            begin(plan);
        else
            stopBefore(QCoreApplication::translate("mooringctl", "You answered no. Nothing was changed."));
    });
}

void OperationCommand::begin(const Plan& plan)
{
    const Result<Operation*> operation = m_engine.start(plan, m_line.acceptCollateral);
    if (!operation) {
        if (operation.error().code != ErrorCode::PlanStale || m_attempts >= mostAttempts)
            return refuse(operation.error());
        m_report.aside(Wording::stale());
        return make();
    }
    m_operation = *operation;
    m_told = m_operation->record().steps;
    connect(m_operation, &Operation::changed, this, &OperationCommand::follow);
    connect(m_operation, &Operation::finished, this, &OperationCommand::conclude);
    m_report.event("started", {{QStringLiteral("verb"), token(plan.verb)}});
}

void OperationCommand::follow()
{
    const QList<StepRecord>& steps = m_operation->record().steps;
    for (qsizetype at = 0; at < steps.size(); ++at) {
        if (at < m_told.size() && steps[at] == m_told[at])
            continue;
        m_report.event("step", stepObject(steps[at]));
        const QString waitsFor = steps[at].progress.waitingFor;
        if (!waitsFor.isEmpty() && (at >= m_told.size() || m_told[at].progress.waitingFor != waitsFor))
            m_report.aside(Wording::progress(steps[at].progress));
        const bool endedBefore = at < m_told.size() && m_told[at].phase == StepPhase::Ended;
        if (steps[at].phase == StepPhase::Ended && !endedBefore)
            tell(steps[at]);
    }
    m_told = steps;
}

// What does not answer may have shown that only while a step waited for it: then there are rungs that the
// plan did not name.
void OperationCommand::conclude()
{
    follow();
    const OperationRecord record = m_operation->record();
    m_rungs = rungsLeft(record);
    const bool hasWaited = std::any_of(record.steps.cbegin(), record.steps.cend(),
                                       [](const auto& step) { return step.outcome == Outcome::TimedOut; });
    if (!hasWaited || m_line.command != Command::Release || !record.plan.options.force.isEmpty())
        return finish(record);
    m_engine.lookForUsers(this, [this, record] {
        QList<ResourceId> goals;
        for (const Goal& goal : record.plan.goals)
            goals << goal.resource;
        const QList<Rung> now = rungsOf(m_engine.plan(record.plan.verb, goals, record.plan.options));
        if (!now.isEmpty())
            m_rungs = now;
        finish(record);
    });
}

void OperationCommand::tell(const StepRecord& record) const
{
    const OperationRecord& operation = m_operation->record();
    for (const Step& step : operation.plan.steps)
        if (step.n == record.n)
            m_report.aside(Wording::numbered(step.n, Wording::step(step)) + QStringLiteral(" … ")
                           + Wording::stepResult(record));
    for (const QString& sentence : Wording::stepFacts(operation, record))
        m_report.aside(QStringLiteral("   ") + sentence);
}

void OperationCommand::interrupt()
{
    if (!m_operation)
        return stopBefore(QCoreApplication::translate("mooringctl", "Stopped. Nothing was changed."));
    const bool second = std::exchange(m_interrupted, true);
    if (second)
        return end(exitCode(Outcome::Stopped));
    const StopAnswer answer = m_operation->stop();
    m_report.aside(Wording::stopAnswer(answer));
}

void OperationCommand::refuse(const Error& error, const QList<ResourceId>& goals)
{
    finish(recordOfRefusal(error, m_line.verb, goals));
}

void OperationCommand::stopBefore(const QString& words)
{
    finish(recordOfRefusal(errorOf(ErrorCode::StoppedByUser), m_line.verb, {}), words);
}

void OperationCommand::tellResult(const OperationRecord& record)
{
    m_report.text(Wording::operationResult(record));
    for (const StepRecord& step : record.steps) {
        if (step.error && !step.error->text.isEmpty()) // in the words of who refused it
            m_report.aside(Wording::errorDetails(*step.error));
    }
    for (const QString& line : Wording::rungLines(m_rungs))
        m_report.aside(line);
}

void OperationCommand::finish(const OperationRecord& record, const QString& words)
{
    if (hasEnded())
        return;
    const bool attached = m_line.command == Command::Attach && record.outcome == Outcome::Done;
    m_report.object(finishedObject(record, m_operation ? m_rungs : rungsLeft(record)));
    if (attached)
        m_report.text(deviceOf(m_engine.topology(), record));
    else if (m_operation)
        tellResult(record);
    else if (!words.isEmpty())
        m_report.aside(words);
    else if (record.error)
        m_report.error(*record.error);
    end(exitCode(record.outcome.value_or(Outcome::Unknown)));
}

} // namespace mooring
