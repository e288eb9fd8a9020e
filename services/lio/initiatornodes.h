// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mappednodes.h"

namespace mooring::lio {

// Who may log in to a portal group, who is logged in, and what each of them sees, as nodes.
class InitiatorNodes
{
public:
    InitiatorNodes(const PortalGroup& group, LookContext& context);

    template <class Add> void each(Add add) const // all that were read
    {
        for (const NodeAcl& acl : m_group.acls) {
            if (!acl.isRead)
                continue;
            const MappedNodes mapped(m_group, acl, m_context);
            for (const MappedUnit& each : acl.mapped) {
                if (each.isWhole)
                    add(mapped.node(each));
            }
            add(this->acl(acl));
            if (acl.session)
                add(staticSession(acl));
        }
        for (const TargetSession& session : m_group.dynamicSessions)
            add(dynamic(session));
    }

private:
    Resource acl(const NodeAcl& acl) const;
    Release releaseOf(const NodeAcl& acl, const Resource& node) const;
    Resource session(const TargetSession& session) const;
    Resource staticSession(const NodeAcl& acl) const;
    Resource dynamic(const TargetSession& session) const;
    void addSaved(SavedState saved, Resource& node) const;

    const PortalGroup& m_group;
    LookContext& m_context;
    Need m_ofGroup;
};

} // namespace mooring::lio
