// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionname.h"

#include "wording.h"

namespace mooring {

namespace {

constexpr qsizetype qualifierDigits = 4;

// The kernel numbers its sessions; of the others the qualifier in their ISID counts (RFC 7143, 11.12.5).
std::optional<qint64> numberOf(const Resource& session)
{
    if (session.facts.contains(Fact::SessionNumber))
        return session.facts.value(Fact::SessionNumber).toLongLong();
    bool isNumber = false;
    const QString isid = session.facts.value(Fact::Isid).toString();
    const uint qualifier = isid.right(qualifierDigits).toUInt(&isNumber, 16);
    return isNumber ? std::optional<qint64>(qualifier) : std::nullopt;
}

bool standsOn(const Topology& topology, Topology::Node node, Kind kind)
{
    const auto base = topology.parent(node);
    return base && topology.at(*base).kind == kind;
}

} // namespace

QString shownName(const Topology& topology, Topology::Node node)
{
    const Resource& resource = topology.at(node);
    const Facts& facts = resource.facts;
    if (resource.kind == Kind::IscsiSession && facts.contains(Fact::Portal)
        && standsOn(topology, node, Kind::IscsiTarget)) {
        if (const auto number = numberOf(resource))
            return Wording::sessionName(*number, facts.value(Fact::Portal).toString());
    }
    if (resource.kind == Kind::IscsiLun && facts.contains(Fact::LunNumber)
        && standsOn(topology, node, Kind::IscsiSession))
        return Wording::lunName(facts.value(Fact::LunNumber).toLongLong());
    const bool isIn = resource.kind == Kind::Card && standsOn(topology, node, Kind::Reader);
    const bool isOn = resource.kind == Kind::CardAttachment
        && (standsOn(topology, node, Kind::Card) || standsOn(topology, node, Kind::Reader));
    return isIn || isOn ? Wording::kind(resource.kind) : resource.name;
}

} // namespace mooring
