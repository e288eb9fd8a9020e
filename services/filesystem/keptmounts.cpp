// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "keptmounts.h"

#include "nodekeys.h"

#include <QSet>

#include <algorithm>

namespace mooring {

namespace {

bool isSystemPath(const QByteArray& path)
{
    static const QList<QByteArray> exact {"/dev", "/dev/shm", "/run", "/run/lock", "/run/credentials"};
    return exact.contains(path) || isPathBelow(path, "/sys") || isPathBelow(path, "/proc")
        || isPathBelow(path, "/run/credentials") || (path.startsWith("/run/user/") && path.count('/') == 3);
}

// Memory that only carries other pseudo file systems: no image can lie there.
bool isScaffold(const MountEntry& entry)
{
    return isMemoryType(entry.filesystemType)
        && (isPathBelow(entry.mountPoint, "/sys") || isPathBelow(entry.mountPoint, "/proc")
            || isPathBelow(entry.mountPoint, "/run/credentials"));
}

std::optional<ProtectedBy> protectionOf(const MountEntry& entry)
{
    static const QHash<QByteArray, ProtectedBy> known {{"/", ProtectedBy::RootFilesystem},
                                                       {"/usr", ProtectedBy::SystemDirectory},
                                                       {"/boot", ProtectedBy::BootFilesystem},
                                                       {"/boot/efi", ProtectedBy::BootFilesystem},
                                                       {"/efi", ProtectedBy::BootFilesystem}};
    const auto found = known.constFind(entry.mountPoint);
    if (found != known.constEnd())
        return *found;
    const bool system = (isMemoryType(entry.filesystemType) || isPseudoType(entry.filesystemType))
        && isSystemPath(entry.mountPoint);
    return system ? std::optional(ProtectedBy::SystemDirectory) : std::nullopt;
}

} // namespace

bool isMemoryType(const QByteArray& type) { return type == "tmpfs" || type == "ramfs"; }

bool isPseudoType(const QByteArray& type)
{
    static const QSet<QByteArray> types {
        "proc",       "sysfs",   "cgroup",     "cgroup2",     "devpts", "devtmpfs",   "mqueue",
        "securityfs", "debugfs", "tracefs",    "pstore",      "bpf",    "configfs",   "hugetlbfs",
        "fusectl",    "autofs",  "efivarfs",   "binfmt_misc", "nsfs",   "rpc_pipefs", "selinuxfs",
        "nfsd",       "smackfs", "functionfs", "resctrl",     "usbfs",  "sockfs",     "fuse.lxcfs"};
    return types.contains(type);
}

KeptMounts::KeptMounts(const HostView& view, const QByteArray& activityLog, const SurfaceFolders& surfaces)
    : m_surfaces(surfaces)
{
    m_own = view.own().inode;
    keepOwn(view.own(), activityLog);
    const Propagation propagation(view.namespaces());
    for (const MountNamespace& space : view.namespaces()) {
        if (!space.own)
            keepForeign(space, propagation);
        resolveOverlaps(space);
    }
}

void KeptMounts::add(KeptMount mount)
{
    const qsizetype at = m_mounts.size();
    m_index.insert(mountIdentity(mount.space->inode, mount.entry->id), at);
    const QByteArray device = deviceOf(*mount.entry).text();
    if (!m_byDevice.contains(device))
        m_byDevice.insert(device, at);
    m_mounts += std::move(mount);
}

void KeptMounts::keepOwn(const MountNamespace& space, const QByteArray& activityLog)
{
    const MountEntry* log = activityLog.isEmpty() ? nullptr : mountOf(space.mounts, activityLog);
    QHash<quint64, const MountEntry*> byId;
    for (const MountEntry& entry : space.mounts)
        byId.insert(entry.id, &entry);
    const auto hangsOffSystem = [&byId](const MountEntry& entry) {
        const MountEntry* at = byId.value(entry.parent);
        for (int depth = 0; at && depth < 64; ++depth, at = byId.value(at->parent)) {
            if (!isPseudoType(at->filesystemType) && !protectionOf(*at))
                return false;
        }
        return true;
    };
    for (const MountEntry& entry : space.mounts) {
        const bool hanging = hangsOffSystem(entry);
        if ((hanging && (isPseudoType(entry.filesystemType) || isScaffold(entry))) || isSurface(entry))
            continue;
        KeptMount mount;
        mount.space = &space;
        mount.entry = &entry;
        mount.protectedBy = hanging ? protectionOf(entry) : std::nullopt;
        mount.system = mount.protectedBy.has_value();
        if (mount.system && !isMemoryType(entry.filesystemType))
            m_systemDevices += deviceOf(entry);
        if (&entry == log && !mount.protectedBy)
            mount.protectedBy = ProtectedBy::ActivityLog;
        const MountEntry* parent = byId.value(entry.parent);
        if (parent && parent->filesystemType == "autofs" && isPathBelow(entry.mountPoint, parent->mountPoint))
            mount.automount = parent->mountPoint;
        add(std::move(mount));
    }
}

void KeptMounts::keepForeign(const MountNamespace& space, const Propagation& propagation)
{
    for (const MountEntry& entry : space.mounts) {
        const bool memory = isMemoryType(entry.filesystemType);
        if (isPseudoType(entry.filesystemType) || isSystemDevice(deviceOf(entry))
            || (memory && isSystemPath(entry.mountPoint)) || isSurface(entry))
            continue;
        KeptMount mount;
        mount.space = &space;
        mount.entry = &entry;
        const MountEntry* leader = propagation.leaderOf(space, entry);
        mount.follows = leader && find(m_own, leader->id) ? leader->id : 0;
        add(std::move(mount));
    }
}

// Parents, and who covers whom.
void KeptMounts::resolveOverlaps(const MountNamespace& space)
{
    QHash<quint64, QList<const MountEntry*>> children;
    for (const MountEntry& entry : space.mounts)
        children[entry.parent] += &entry;
    for (KeptMount& mount : m_mounts) {
        if (mount.space != &space)
            continue;
        const QByteArray& path = mount.entry->mountPoint;
        if (find(space.inode, mount.entry->parent))
            mount.parent = mount.entry->parent;
        const auto above = children.value(mount.entry->id);
        mount.topmost = std::none_of(above.begin(), above.end(),
                                     [&path](const auto* entry) { return entry->mountPoint == path; });
        const KeptMount* below = find(space.inode, mount.entry->parent);
        if (!below || below->entry->mountPoint != path)
            continue;
        const auto beside = children.value(below->entry->id);
        for (const MountEntry* entry : beside) {
            if (entry != mount.entry && isPathBelow(entry->mountPoint, path) && find(space.inode, entry->id))
                mount.hides += entry->id;
        }
    }
}

const KeptMount* KeptMounts::find(quint64 space, quint64 id) const
{
    const auto found = m_index.constFind(mountIdentity(space, id));
    return found == m_index.constEnd() ? nullptr : &m_mounts[*found];
}

const KeptMount* KeptMounts::showing(const MountNamespace& space, const QByteArray& path) const
{
    const MountEntry* entry = mountOf(space.mounts, path);
    return entry ? find(space.inode, entry->id) : nullptr;
}

bool KeptMounts::isSurface(const MountEntry& entry) const
{
    return entry.filesystemType.startsWith("fuse") && m_surfaces.holds(entry.mountPoint);
}

bool KeptMounts::isSystemDevice(DeviceNumber device) const { return m_systemDevices.contains(device); }

const KeptMount* KeptMounts::firstOf(DeviceNumber device) const
{
    const auto found = m_byDevice.constFind(device.text());
    return found == m_byDevice.constEnd() ? nullptr : &m_mounts[*found];
}

} // namespace mooring
