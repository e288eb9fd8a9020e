// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/resource.h"

#include <QMap>

namespace mooring {

// The iSCSI portals over which a provider's sessions go. Logging out of one closes its sessions; those of the
// same targets over other portals stay.
class PortalNodes
{
public:
    // What each session over it needs, after its target. `portal` as in the session's Fact::Portal.
    static Need needOf(const QString& portal);
    void add(const Resource& session); // every one; nothing where its portal is not known
    QList<Resource> all() const;

private:
    QMap<QString, Resource> m_portals;
};

} // namespace mooring
