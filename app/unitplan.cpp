// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/unitplan.h"

#include "services/core/planner.h"

namespace mooring {

namespace {

// The CHAP name of the session by which the unit is known; the keyring may have its secret.
std::optional<ChapAccess> accessOf(const Topology& topology, Topology::Node unit)
{
    for (const Topology::ResolvedNeed& need : topology.needs(unit)) {
        for (const Topology::Node base : need.on) {
            const Resource& session = topology.at(base);
            const QString user = session.facts.value(Fact::User).toString();
            if (session.kind == Kind::IscsiSession && !user.isEmpty())
                return ChapAccess {decodeBytes(user), {}};
        }
    }
    return {};
}

// By the key that every backend gives a unit: iscsi:TARGET/LUN@PORTAL.
std::optional<UnitRequest> requestOf(const Resource& unit)
{
    for (const Key& key : unit.keys) {
        const qsizetype at = key.text.lastIndexOf('@'), slash = key.text.lastIndexOf('/', at);
        const QByteArray prefix = "iscsi:";
        if (!key.text.startsWith(prefix) || slash < 0)
            continue;
        UnitRequest request;
        request.target = key.text.mid(prefix.size(), slash - prefix.size());
        request.portal = key.text.mid(at + 1);
        request.lun = key.text.mid(slash + 1, at - slash - 1).toULongLong();
        return request;
    }
    return {};
}

} // namespace

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
        command << "--chap-user" << request.chap->user;
        if (!request.chap->secret.isEmpty()) { // else the keyring is to have it
            arguments.insert(secretArguments,
                             QJsonObject {{QStringLiteral("chap"), encodeBytes(request.chap->secret)}});
            command << "--chap-secret-file"
                    << "FILE";
        }
    }
    arguments.insert(QStringLiteral("unit"), unit);
    return makeAttachPlan(QStringLiteral("qemustorage"), Verb::Attach, ResourceId::make(Kind::IscsiLun, url),
                          encodeBytes(url), arguments, command << url);
}

std::optional<Plan> makeUnitPlan(const Topology& topology, const QList<ResourceId>& units,
                                 const QByteArray& initiatorName)
{
    Plan plan;
    for (const ResourceId& id : units) {
        const auto node = topology.find(id);
        if (!node || topology.at(*node).kind != Kind::IscsiLun
            || !topology.at(*node).verbs.contains(Verb::Attach))
            return {};
        auto request = requestOf(topology.at(*node));
        if (!request)
            return {};
        request->chap = accessOf(topology, *node);
        Plan one = makeUnitPlan(*request, initiatorName);
        one.steps.first().n = static_cast<int>(plan.steps.size()) + 1;
        plan.verb = one.verb;
        plan.goals += one.goals;
        plan.steps += one.steps;
        plan.closure += one.closure;
    }
    return plan.steps.isEmpty() ? std::nullopt : std::optional(plan);
}

} // namespace mooring
