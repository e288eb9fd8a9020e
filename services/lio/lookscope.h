// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lookcontext.h"
#include "portalgroup.h"
#include "services/core/inventory.h"

namespace mooring::lio {

// What a look has to read. A node that is told is told whole, whatever the look was asked for.
class LookScope
{
public:
    LookScope(const LookRequest& request, const TargetTree& tree, LookContext& context);

    bool isAll() const { return m_isAll; }
    QList<GroupId> groups(std::optional<Error>& error) const;
    GroupScope of(const GroupId& group) const;

private:
    void addId(const ResourceId& id);
    void addKey(const Key& key);
    void addNexus(const QByteArray& text);
    void addBacked(const LookRequest& request);
    QSet<QByteArray> storesFor(const LookRequest& request) const;

    const TargetTree& m_tree;
    LookContext& m_context;
    bool m_isAll = false;
    bool m_isByBacking = false; // asked for by what backs it
    QMap<GroupId, GroupScope> m_groups;
};

} // namespace mooring::lio
