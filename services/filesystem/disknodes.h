// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lookfilter.h"
#include "services/system/blockdevices.h"

namespace mooring {

// Makes the nodes of kind disk and partition of every block device but the loop devices. They have no
// release: nothing here can make a disk go.
class DiskNodes
{
public:
    explicit DiskNodes(const HostView& view);
    QList<Resource> nodes(const LookFilter& filter, QList<SourceError>& errors) const;

private:
    QList<BlockDevice> wantedDevices(const LookFilter& filter, QList<SourceError>& errors) const;
    void addAround(QList<BlockDevice>& devices, const QByteArray& name) const;
    Resource node(const BlockDevice& device, const QHash<QByteArray, DeviceNumber>& numbers) const;
    void standOnSlaves(Resource& node, const BlockDevice& device) const;
    const HostView& m_view;
    BlockDevices m_blockDevices;
};

} // namespace mooring
