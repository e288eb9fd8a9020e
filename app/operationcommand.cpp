// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operationcommand.h"

#include "app/attaching.h"
#include "app/iscsioptions.h"
#include "app/proposal.h"
#include "models/wording.h"
#include "services/core/inplaceplan.h"
#include "services/core/serialize.h"

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

void OperationCommand::make()
{
    ++m_attempts;
    m_engine.lookForUsers(this, [this] {
        if (hasEnded())
            return;
        switch (m_line.command) {
        case Command::Attach:
            return makeAttach();
        case Command::LogIn:
            return makeLogin(withWhatIsKnown(m_line, m_engine.topology()));
        case Command::Mount:
            return makeMount();
        case Command::Undo:
            return makeUndo();
        default:
            return makeRelease();
        }
    });
}

void OperationCommand::makeRelease()
{
    const Result<Plan> plan = planOf(m_engine, Naming(m_engine.topology(), m_workingDirectory), m_line);
    if (plan)
        return propose(*plan);
    if (plan.error().code == ErrorCode::NoSuchResource && m_line.verb == Verb::Detach)
        return explainMissing(plan.error());
    finish(recordOfUnknown(unresolved(m_engine, plan.error()), m_line.verb));
}

// An image that is there but not attached is told apart from one that is not there.
void OperationCommand::explainMissing(const Error& error)
{
    const QByteArray path
        = Naming(m_engine.topology(), m_workingDirectory).absolute(decodeBytes(error.subject));
    m_engine.inspectImage({path, {}, false}, this, [this, error](const ImageReport& report) {
        static const QList<ErrorCode> noImage {ErrorCode::ImageMissing, ErrorCode::ImageIsDirectory,
                                               ErrorCode::ImageNotAFile, ErrorCode::ImageUnreadable};
        const bool there = !report.error || !noImage.contains(report.error->code);
        if (!there)
            return refuse(error, {{error.subject}});
        const bool isAlone = m_line.operands.size() == 1 && m_line.leaveOut.isEmpty();
        if (const auto id = isAlone ? attachedAs(m_engine.topology(), report) : std::nullopt)
            return propose(m_engine.plan(m_line.verb, {*id}, m_line.options));
        Error unattached = errorOf(ErrorCode::ImageNotAttached, error.subject);
        if (report.error && report.error->code == ErrorCode::ImageInUse
            && report.error->domain == ErrorDomain::None)
            unattached.text = report.error->text; // who has it open
        refuse(unattached, {{error.subject}});
    });
}

void OperationCommand::makeLogin(const CommandLine& line)
{
    const Result<LoginRequest> request = loginRequestOf(line, m_workingDirectory);
    if (!request)
        return refuse(request.error());
    // A session of this very process would end with it.
    if (m_operations == nullptr)
        return refuse(errorOf(ErrorCode::ServiceNotRunning, QStringLiteral("mooringd")));
    propose(m_engine.loginPlan(*request));
}

void OperationCommand::makeMount()
{
    const Naming naming(m_engine.topology(), m_workingDirectory);
    const Result<ResourceId> id = naming.resolve(m_line.operands.constFirst());
    if (!id)
        return refuse(id.error(), {{id.error().subject}});
    const Result<Plan> plan = mountPlan(m_engine, *id, naming, m_line);
    if (!plan && m_line.forensic && plan.error().code == ErrorCode::WrongState)
        m_report.aside(QCoreApplication::translate(
            "mooringctl", "--forensic mounts only what nobody can write to: attach it with --read-only."));
    if (!plan)
        return refuse(plan.error(), {*id});
    propose(*plan);
}

void OperationCommand::makeUndo()
{
    bool ok = false;
    const qint64 number = m_line.operands.constFirst().toLongLong(&ok);
    if (!ok || number < 1)
        return refuse(errorOf(ErrorCode::InvalidArgument, encodeBytes(m_line.operands.constFirst())));
    m_engine.restorePlan(number, this, [this](const Result<Plan>& plan) {
        if (plan)
            propose(*plan);
        else
            refuse(plan.error());
    });
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
    if (shows && !isNothing)
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
    connect(m_operation, &Operation::finished, this, [this] {
        follow();
        finish(m_operation->record());
    });
    m_report.event("started", {{QStringLiteral("verb"), token(plan.verb)}});
}

void OperationCommand::follow()
{
    const QList<StepRecord>& steps = m_operation->record().steps;
    for (qsizetype at = 0; at < steps.size(); ++at) {
        if (at < m_told.size() && steps[at] == m_told[at])
            continue;
        m_report.event("step", stepObject(steps[at]));
        const bool endedBefore = at < m_told.size() && m_told[at].phase == StepPhase::Ended;
        if (steps[at].phase == StepPhase::Ended && !endedBefore)
            tell(steps[at]);
    }
    m_told = steps;
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
    if (record.outcome != Outcome::Done && record.outcome != Outcome::NothingToDo
        && record.plan.options.force.isEmpty()) {
        for (const QString& line : Wording::rungLines(rungsOf(record.plan)))
            m_report.aside(line);
    }
}

void OperationCommand::finish(const OperationRecord& record, const QString& words)
{
    if (hasEnded())
        return;
    const bool attached = m_line.command == Command::Attach && record.outcome == Outcome::Done;
    m_report.object(finishedObject(record));
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
