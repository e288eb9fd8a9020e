// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/resource.h"

#include <QMap>

namespace mooring {

// The iSCSI portals over which a provider's sessions go, each by the address that their connections have,
// whatever name it was asked for by. Logging out of one closes its sessions; those of the same targets over
// other portals stay.
class PortalNodes
{
public:
    // The text of one address, the same in all providers. `portal`: ADDRESS:PORT; a name stays as it is.
    static QString addressOf(const QByteArray& portal);
    static Key keyOf(const QString& address);
    // What each session over it needs, after its target.
    static Need needOf(const QString& address);
    // Every session; nothing where the address is not known. Fact::Portals of the portal tells how else its
    // sessions call it (their Fact::Portal).
    void add(const Resource& session, const QString& address);
    QList<Resource> all() const;

private:
    QMap<QString, Resource> m_portals;
};

} // namespace mooring
