// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/attaching.h"
#include "app/exporting.h"
#include "app/iscsioptions.h"
#include "app/operationcommand.h"
#include "app/proposal.h"

#include <QCoreApplication>

// How the plan of each command is made.
namespace mooring {

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
    const auto missing = plan.error().code == ErrorCode::NoSuchResource
        ? missingExport(m_engine, decodeBytes(plan.error().subject))
        : std::nullopt;
    if (missing)
        return refuse(*missing, {{plan.error().subject}});
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

} // namespace mooring
