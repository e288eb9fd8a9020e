// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalnodes.h"

#include "services/core/alike.h"

namespace mooring {
namespace {

ResourceId idOf(const QString& portal) { return ResourceId::make(Kind::Portal, decodeBytes(portal)); }

} // namespace

Need PortalNodes::needOf(const QString& portal)
{
    return Need {{Key {idOf(portal).text.toUtf8()}}, 1, How::StandsOn, {}};
}

void PortalNodes::add(const Resource& session)
{
    const QString portal = session.facts.value(Fact::Portal).toString();
    if (portal.isEmpty())
        return;
    Resource node;
    node.kind = Kind::Portal;
    node.id = idOf(portal);
    node.name = portal;
    node.keys = needOf(portal).on;
    node.state = session.state;
    node.verbs = {Verb::LogOut};
    node.facts = {{Fact::Portal, portal}};
    const auto known = m_portals.constFind(portal);
    m_portals.insert(portal, known == m_portals.cend() ? node : merged(*known, node));
}

QList<Resource> PortalNodes::all() const { return m_portals.values(); }

} // namespace mooring
