// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "noderecords.h"
#include "services/core/resource.h"

namespace mooring {

// What several sessions have in common; grows with each of them.
class TargetNode
{
public:
    void add(const KernelSession& session, const std::optional<NodeRecord>& record);
    Resource resource() const;
    static State stateOf(const QByteArray& kernelState); // of a session

private:
    QByteArray m_name, m_alias;
    QStringList m_portals;
    QList<NodeRecord> m_records;
    QList<State> m_states;
};

} // namespace mooring
