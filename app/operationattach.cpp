// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/attaching.h"
#include "app/exporting.h"
#include "app/iscsioptions.h"
#include "app/operationcommand.h"
#include "app/proposal.h"

#include <cstring>

// What `mooringctl attach` brings in: an image, a logical unit, a reader with its card.
namespace mooring {

void OperationCommand::makeReaderAttach()
{
    // An attachment of this very process would end with it.
    if (m_operations == nullptr)
        return refuse(errorOf(ErrorCode::ServiceNotRunning, QStringLiteral("mooringd")));
    const QByteArray name = m_line.operands.constFirst();
    const Result<ResourceId> id = Naming(m_engine.topology(), m_workingDirectory).resolve(name);
    const ResourceId reader
        = id ? *id : ResourceId::make(Kind::Reader, name.mid(qsizetype(strlen("reader:"))));
    if (const auto error = id ? std::nullopt : cardServiceError(m_engine))
        return refuse(*error, {reader});
    propose(m_engine.plan(Verb::AttachToReader, {reader}, m_line.options));
}

void OperationCommand::makeUnitAttach()
{
    const Result<UnitRequest> request = unitRequestOf(m_line, m_workingDirectory);
    if (!request)
        return refuse(request.error());
    if (const auto device = attachedUnit(m_engine.topology(), *request))
        return refuse(errorOf(ErrorCode::ImageAlreadyAttached, *device));
    propose(m_engine.unitPlan(*request));
}

void OperationCommand::makeExportAttach()
{
    const Result<Plan> plan = exportPlan(m_engine, Naming(m_engine.topology(), m_workingDirectory), m_line);
    if (plan)
        return propose(*plan);
    const QByteArray number = m_line.lun ? '/' + QByteArray::number(*m_line.lun) : QByteArray();
    const QByteArray target = m_line.operands.constFirst();
    refuse(plan.error(), {ResourceId::make(Kind::ExportLun, target.mid(target.indexOf(':') + 1) + number)});
}

void OperationCommand::makeAttach()
{
    if (isExport(m_line.operands.constFirst()))
        return makeExportAttach();
    if (isUnit(m_line.operands.constFirst()))
        return makeUnitAttach();
    if (isReader(m_line.operands.constFirst()))
        return makeReaderAttach();
    const QByteArray path
        = Naming(m_engine.topology(), m_workingDirectory).absolute(m_line.operands.constFirst());
    m_engine.inspectImage({path, m_line.format, m_line.outside}, this,
                          [this, path](const ImageReport& report) {
                              const ResourceId image = ResourceId::make(Kind::Image, path);
                              if (const std::optional<Error> error = attachRefusal(m_line, report))
                                  return refuse(*error, {image});
                              for (const Error& warning : report.warnings)
                                  m_report.error(warning);
                              propose(m_engine.attachPlan(report, attachOptionsOf(m_line, report)));
                          });
}

} // namespace mooring
