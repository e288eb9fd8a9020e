// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/usersof.h"

#include "services/core/serialize.h"

namespace mooring {

namespace {

bool isUser(const Resource& resource)
{
    return resource.kind == Kind::Process || resource.kind == Kind::Unknown;
}

// Everything above `node`, nearest first.
QList<Topology::Node> above(const Topology& topology, Topology::Node node)
{
    QList<Topology::Node> found {node};
    for (qsizetype at = 0; at < found.size(); ++at)
        for (const Topology::Node user : topology.users(found[at]))
            if (!found.contains(user))
                found << user;
    found.removeFirst();
    return found;
}

Blocker useOf(const Resource& user, const Need& need, const Resource& used)
{
    Blocker blocker;
    blocker.reason = user.kind == Kind::Process ? BlockReason::Process : BlockReason::CauseNotFound;
    blocker.resource = user.id;
    blocker.kind = user.kind;
    blocker.name = user.name;
    blocker.usedResource = used.id;
    blocker.usedName = used.name;
    blocker.how = need.how;
    blocker.path = need.evidence;
    blocker.facts = user.facts;
    return blocker;
}

} // namespace

QList<Blocker> usesBelow(const Topology& topology, Topology::Node node)
{
    QList<Topology::Node> concerned = above(topology, node);
    QList<Blocker> uses;
    for (const Topology::Node user : std::as_const(concerned)) {
        const Resource& resource = topology.at(user);
        if (!isUser(resource))
            continue;
        for (const Topology::ResolvedNeed& need : topology.needs(user)) {
            const Topology::Node used = need.on.front();
            if (used == node || concerned.contains(used))
                uses << useOf(resource, resource.needs[need.need], topology.at(used));
        }
    }
    return uses;
}

QList<Topology::Node> standingOn(const Topology& topology, Topology::Node node)
{
    QList<Topology::Node> found = above(topology, node);
    found.removeIf([&](Topology::Node one) { return isUser(topology.at(one)); });
    return found;
}

QJsonArray blockersToJson(const QList<Blocker>& blockers)
{
    Plan plan;
    plan.blockers = blockers;
    return toJson(plan)[QStringLiteral("blockers")].toArray();
}

} // namespace mooring
