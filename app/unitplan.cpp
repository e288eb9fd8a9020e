// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/unitplan.h"

#include "services/core/planner.h"

namespace mooring {

Plan makeUnitPlan(const UnitRequest& request, const QByteArray& initiatorName)
{
    const QByteArray url
        = "iscsi://" + request.portal + '/' + request.target + '/' + QByteArray::number(request.lun);
    QJsonObject unit {{QStringLiteral("target"), encodeBytes(request.target)},
                      {QStringLiteral("portal"), encodeBytes(request.portal)},
                      {QStringLiteral("lun"), static_cast<qint64>(request.lun)},
                      {QStringLiteral("initiator"), encodeBytes(initiatorName)}};
    QJsonObject arguments {{QStringLiteral("readOnly"), request.readOnly}};
    QList<QByteArray> command {"mooringctl", "attach"};
    if (request.readOnly)
        command << "--read-only";
    if (request.chap) {
        unit.insert(QStringLiteral("chapUser"), encodeBytes(request.chap->user));
        arguments.insert(secretArguments,
                         QJsonObject {{QStringLiteral("chap"), encodeBytes(request.chap->secret)}});
        command << "--chap-user" << request.chap->user << "--chap-secret-file"
                << "FILE";
    }
    arguments.insert(QStringLiteral("unit"), unit);
    return makeAttachPlan(QStringLiteral("qemustorage"), Verb::Attach, ResourceId::make(Kind::IscsiLun, url),
                          encodeBytes(url), arguments, command << url);
}

} // namespace mooring
