// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalnodes.h"

#include "services/core/alike.h"
#include "tcpconnections.h"

namespace mooring {
namespace {

ResourceId idOf(const QString& address) { return ResourceId::make(Kind::Portal, decodeBytes(address)); }

} // namespace

QString PortalNodes::addressOf(const QByteArray& portal)
{
    const TcpEnd end = TcpEnd::parse(portal);
    return encodeBytes(end.port == 0 ? portal : end.text());
}

Key PortalNodes::keyOf(const QString& address) { return {idOf(address).text.toUtf8()}; }

Need PortalNodes::needOf(const QString& address) { return Need {{keyOf(address)}, 1, How::StandsOn, {}}; }

void PortalNodes::add(const Resource& session, const QString& address)
{
    if (address.isEmpty())
        return;
    Resource node;
    node.kind = Kind::Portal;
    node.id = idOf(address);
    node.name = address;
    node.keys = {keyOf(address)};
    node.state = session.state;
    node.verbs = {Verb::LogOut};
    node.facts = {{Fact::Portal, address}};
    if (const QString called = session.facts.value(Fact::Portal).toString(); called != address)
        node.facts.insert(Fact::Portals, called);
    const auto known = m_portals.constFind(address);
    m_portals.insert(address, known == m_portals.cend() ? node : merged(*known, node));
}

QList<Resource> PortalNodes::all() const { return m_portals.values(); }

} // namespace mooring
