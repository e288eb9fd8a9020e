// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/inventory.h"
#include "services/system/mounts.h"
#include "services/system/processes.h"
#include "services/system/sysfs.h"

#include <QHash>

namespace mooring {

// What udev's database knows of a block device. Nothing is probed.
struct ProbedNames
{
    QString label, uuid, model, serial, wwn;
};

// One block device as far as nodes above it need it.
struct DeviceIdentity
{
    QByteArray name; // kernel name with '/' for '!'; empty: no such device
    QByteArray key; // "block:MAJ:MIN@DISKSEQ"
    bool isLoop() const { return name.startsWith("loop"); }
    QByteArray path() const { return "/dev/" + name; }
};

// A superblock that sysfs lists by the name of its device.
struct SysfsSuperblock
{
    QByteArray type;
    QList<DeviceNumber> devices; // one, but for btrfs
    QByteArray uuid; // of btrfs
};

// Everything of the host that one look of this provider is made from: mounts of all visible namespaces and
// swaps at once, sysfs and udev's database only where somebody asks, each file once. Lives for one look.
class HostView
{
public:
    explicit HostView(QByteArray root);

    const QList<MountNamespace>& namespaces() const { return m_namespaces; }
    const MountNamespace& own() const { return m_namespaces.first(); }
    const QList<SwapEntry>& swaps() const { return m_swaps; }
    const QList<SourceError>& errors() const { return m_errors; }
    const QByteArray& root() const { return m_root; }
    const MountEntry* rootMount() const; // of our namespace

    const DeviceIdentity& device(DeviceNumber number) const;
    DeviceNumber numberOf(const QByteArray& devicePath) const; // by kernel name; 0:0: none
    ProbedNames probed(DeviceNumber number) const;
    const QList<SysfsSuperblock>& superblocks() const;
    QList<DeviceNumber> btrfsDevices(const QByteArray& source) const; // of the file system with this member
    QByteArray bootId() const; // changes with every start of the host
    quint64 memoryForSwap() const; // bytes of MemAvailable

private:
    void readBtrfs(const QByteArray& folder, SysfsSuperblock block) const;
    QByteArray m_root;
    QList<MountNamespace> m_namespaces;
    QList<SwapEntry> m_swaps;
    QList<SourceError> m_errors;
    mutable QHash<QByteArray, DeviceIdentity> m_devices;
    mutable std::optional<QList<SysfsSuperblock>> m_superblocks;
    mutable std::optional<SysFolder> m_udev;
    mutable std::optional<QByteArray> m_bootId;
};

} // namespace mooring
