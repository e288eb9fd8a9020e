// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lookcontext.h"
#include "portalgroup.h"

namespace mooring::lio {

// A portal group and its logical units as nodes.
class ExportNodes
{
public:
    ExportNodes(const PortalGroup& group, LookContext& context);

    Resource group() const;
    QList<Resource> units() const; // those that were read

private:
    Resource unit(const TargetUnit& unit) const;
    Release releaseOf(const TargetUnit& unit, const Resource& node) const;
    Facts groupFacts() const;
    void addStore(const TargetUnit& unit, Resource& node) const;
    void addCounters(const TargetUnit& unit, Resource& node) const;
    QList<Key> exportedBy(const TargetUnit& unit) const;

    struct Seen
    {
        QStringList as; // "INITIATOR: 3"
        bool inSession = false;
    };
    const PortalGroup& m_group;
    LookContext& m_context;
    QHash<quint64, Seen> m_seen; // by unit
    QHash<quint64, QList<quint64>> m_numbersSeen; // by unit
    QList<QByteArray> m_portals; // where it can be reached
};

} // namespace mooring::lio
