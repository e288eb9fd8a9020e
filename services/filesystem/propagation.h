// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/mounts.h"

#include <QHash>

namespace mooring {

// Which mounts of other namespaces go by themselves when ours goes: unmounting propagates from the mount that
// carries it to that one's peers and slaves (mount_namespaces(7)). Services with a namespace of their own are
// mostly such slaves, and would otherwise all seem to be in the way.
class Propagation
{
public:
    explicit Propagation(const QList<MountNamespace>& namespaces);
    // The mount of our namespace that this foreign one goes with; null: it stays.
    const MountEntry* leaderOf(const MountNamespace& space, const MountEntry& entry) const;

private:
    bool reaches(quint64 group, const MountEntry& carrier) const;
    const MountNamespace& m_own;
    QHash<quint64, quint64> m_masters; // group -> group it receives from
    QHash<QByteArray, QList<const MountEntry*>> m_ownByDevice;
};

} // namespace mooring
