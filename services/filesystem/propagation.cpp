// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "propagation.h"

#include "nodekeys.h"

namespace mooring {

namespace {

quint64 groupOf(const MountEntry& entry, const QByteArray& tag)
{
    const QList<QByteArray> fields = entry.propagation.split(' ');
    for (const QByteArray& field : fields) {
        if (field.startsWith(tag))
            return field.mid(tag.size()).toULongLong();
    }
    return 0;
}

const MountEntry* carrierOf(const MountNamespace& space, const MountEntry& entry)
{
    for (const MountEntry& other : space.mounts) {
        if (other.id == entry.parent)
            return &other;
    }
    return nullptr;
}

// Where in the carrying file system it is mounted, whatever that file system's own mount point is.
QByteArray placeIn(const MountEntry& carrier, const MountEntry& entry)
{
    const QByteArray below
        = carrier.mountPoint == "/" ? entry.mountPoint : entry.mountPoint.mid(carrier.mountPoint.size());
    return carrier.root == "/" ? below : carrier.root + below;
}

} // namespace

Propagation::Propagation(const QList<MountNamespace>& namespaces)
    : m_own(namespaces.first())
{
    for (const MountNamespace& space : namespaces) {
        for (const MountEntry& entry : space.mounts) {
            const quint64 group = groupOf(entry, "shared:"), master = groupOf(entry, "master:");
            if (group && master)
                m_masters.insert(group, master);
        }
    }
    for (const MountEntry& entry : m_own.mounts)
        m_ownByDevice[deviceOf(entry).text()] += &entry;
}

bool Propagation::reaches(quint64 group, const MountEntry& carrier) const
{
    quint64 at = groupOf(carrier, "shared:");
    if (at && at == group)
        return true;
    at = at ? m_masters.value(at) : groupOf(carrier, "master:");
    for (int depth = 0; at && depth < 64; ++depth, at = m_masters.value(at)) {
        if (at == group)
            return true;
    }
    return false;
}

const MountEntry* Propagation::leaderOf(const MountNamespace& space, const MountEntry& entry) const
{
    const QList<const MountEntry*> same = m_ownByDevice.value(deviceOf(entry).text());
    const MountEntry* carrier = same.isEmpty() ? nullptr : carrierOf(space, entry);
    if (!carrier)
        return nullptr;
    for (const MountEntry* ours : same) {
        const MountEntry* ourCarrier = carrierOf(m_own, *ours);
        const quint64 group = ourCarrier ? groupOf(*ourCarrier, "shared:") : 0;
        if (group && ours->root == entry.root && deviceOf(*carrier) == deviceOf(*ourCarrier)
            && placeIn(*carrier, entry) == placeIn(*ourCarrier, *ours) && reaches(group, *carrier))
            return ours;
    }
    return nullptr;
}

} // namespace mooring
