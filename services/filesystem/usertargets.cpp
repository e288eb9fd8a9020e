// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "usertargets.h"

#include "nodekeys.h"

namespace mooring {

UserTargets::UserTargets(const HostView& view, const KeptMounts& mounts, const LookFilter& filter)
    : m_named(filter.devices())
    , m_full(filter.isFull())
{
    addMounts(mounts, filter);
    addDevices(view, mounts, filter);
}

void UserTargets::addMounts(const KeptMounts& mounts, const LookFilter& filter)
{
    QSet<QByteArray> guarded; // superblocks that also carry something protected
    for (const KeptMount& mount : mounts.all()) {
        if (mount.protectedBy)
            guarded += deviceOf(*mount.entry).text();
    }
    QSet<QByteArray> done;
    for (const KeptMount& mount : mounts.all()) {
        const DeviceNumber device = deviceOf(*mount.entry);
        const bool whole = m_full || filter.keys().contains(filesystemKey(device))
            || filter.devices().contains(device.text());
        const bool wanted = whole || filter.keys().contains(mountKey(mount.space->inode, mount.entry->id));
        if (!wanted || mount.protectedBy)
            continue;
        m_mounts += &mount;
        m_asked.mounts += ProcessTargets::Mount {mount.entry->id, device, mount.entry->mountPoint};
        if (!guarded.contains(device.text()) && !mounts.isSystemDevice(device)
            && !done.contains(device.text())) {
            done += device.text();
            m_asked.superblocks += device;
        }
    }
}

void UserTargets::addDevices(const HostView& view, const KeptMounts& mounts, const LookFilter& filter)
{
    const BlockDevices blockDevices(view.root());
    QList<BlockDevice> devices;
    if (filter.isFull())
        devices = blockDevices.read();
    for (const QByteArray& number : filter.devices()) {
        QByteArray name = view.device(DeviceNumber::fromText(number)).name;
        const auto device = blockDevices.readOne(name.replace('/', '!'));
        if (!device)
            continue;
        devices += *device;
        if (device->partition == 0)
            devices += blockDevices.partitions(device->name);
    }
    for (const BlockDevice& device : std::as_const(devices)) {
        const DeviceNumber number {device.major, device.minor};
        if (device.size == 0 || m_devices.contains(number))
            continue;
        m_devices.insert(number, device);
        m_asked.nodes += number;
        if (mounts.isSystemDevice(number))
            m_system += device.disk.isEmpty() ? device.name : device.disk;
        else if (!mounts.firstOf(number))
            m_asked.superblocks += number; // of a superblock that no mount shows
    }
}

bool UserTargets::isProbed(const BlockDevice& device) const
{
    const QByteArray& disk = device.disk.isEmpty() ? device.name : device.disk;
    if (m_system.contains(disk))
        return false;
    // A look at everything leaves the host's disks alone: opening one may spin it up.
    return disk.startsWith("loop")
        || (!m_full && m_named.contains(DeviceNumber {device.major, device.minor}.text()));
}

} // namespace mooring
