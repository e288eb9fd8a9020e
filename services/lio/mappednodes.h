// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lookcontext.h"
#include "portalgroup.h"

#include <QJsonArray>

namespace mooring::lio {

// What one initiator sees of a portal group, as nodes. There may be ten thousands of them: what they have in
// common is made once.
class MappedNodes
{
public:
    MappedNodes(const PortalGroup& group, const NodeAcl& acl, LookContext& context);

    ResourceId idOf(quint64 number) const { return {m_id + QString::number(number)}; }
    Resource node(const MappedUnit& mapped) const;

private:
    Release releaseOf(const MappedUnit& mapped, const Resource& node) const;
    QJsonObject recipeOf(const MappedUnit& mapped, const Resource& node) const;

    const PortalGroup& m_group;
    const NodeAcl& m_acl;
    LookContext& m_context;
    QString m_id; // of each, without its number at the end
    QString m_initiator, m_name;
    QByteArray m_unitKey; // without its number
    QByteArray m_shell;
    QJsonArray m_command; // both of what brings one back, as far as they are alike
    QJsonObject m_recipe;
    Need m_needsAcl;
};

} // namespace mooring::lio
