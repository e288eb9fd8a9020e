// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keptmounts.h"
#include "lookfilter.h"

namespace mooring {

// Makes the nodes of kind filesystem: one for each superblock that a mount of any visible namespace shows, or
// that sysfs lists although no mount shows it (lazily unmounted, or in a namespace nobody shows us).
class FilesystemNodes
{
public:
    FilesystemNodes(const HostView& view, const KeptMounts& mounts);
    QList<Resource> nodes(const LookFilter& filter) const;
    // Of a superblock that only an open file gives away.
    Resource hidden(DeviceNumber device, const QByteArray& type) const;

private:
    Resource mounted(DeviceNumber device) const;
    void complete(Resource& node, DeviceNumber device) const;
    void standOnDevices(Resource& node, QList<DeviceNumber> devices) const;
    void standOnLayers(Resource& node, const KeptMount& mount) const;
    QList<Resource> hiddenOnes(const LookFilter& filter) const;
    const HostView& m_view;
    const KeptMounts& m_mounts;
    QList<DeviceNumber> m_devices; // each once, in the order of the mounts
};

} // namespace mooring
