// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hostview.h"
#include "propagation.h"
#include "services/system/surfacefolder.h"

#include <QHash>

namespace mooring {

// One mount that is worth a node.
struct KeptMount
{
    const MountNamespace* space = nullptr;
    const MountEntry* entry = nullptr;
    bool topmost = true; // its mount point shows it
    bool system = false; // the host's own: /, /usr, /dev, /run ...
    std::optional<ProtectedBy> protectedBy;
    quint64 parent = 0; // id of a kept parent
    quint64 follows = 0; // in another namespace: id of our mount that takes it along when it goes
    QByteArray automount; // path of the autofs mount it lies on; empty: none
    QList<quint64> hides; // mounts below its own mount point that it covers: they can only go after it
};

// Chooses the mounts that matter: pseudo file systems that only hang off the system's root, or off each
// other, are left out; whatever is nested in something that can be let go is kept.
class KeptMounts
{
public:
    KeptMounts(const HostView& view, const QByteArray& activityLog, const SurfaceFolders& surfaces);
    const QList<KeptMount>& all() const { return m_mounts; }
    const KeptMount* find(quint64 space, quint64 id) const;
    // The kept mount that shows this path in that namespace.
    const KeptMount* showing(const MountNamespace& space, const QByteArray& path) const;
    bool isSystemDevice(DeviceNumber device) const; // superblock of /, /usr or /boot
    const KeptMount* firstOf(DeviceNumber device) const; // ours before others

private:
    void keepOwn(const MountNamespace& space, const QByteArray& activityLog);
    void keepForeign(const MountNamespace& space, const Propagation& propagation);
    void resolveOverlaps(const MountNamespace& space);
    void add(KeptMount mount);
    bool isSurface(const MountEntry& entry) const;
    const SurfaceFolders& m_surfaces;
    quint64 m_own = 0; // inode of our namespace
    QList<KeptMount> m_mounts;
    QHash<QByteArray, qsizetype> m_index;
    QHash<QByteArray, qsizetype> m_byDevice;
    QList<DeviceNumber> m_systemDevices;
};

bool isMemoryType(const QByteArray& type); // its content goes with it
bool isPseudoType(const QByteArray& type);

} // namespace mooring
