// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hostview.h"

#include <QSet>

namespace mooring {

// Which nodes a look is asked for, so that a look of a few does not read the sysfs files of all.
class LookFilter
{
public:
    LookFilter(const LookRequest& request, const HostView& view);
    bool isFull() const { return m_full; }
    bool wants(const Resource& resource) const;
    bool asksFor(const ResourceId& id) const { return m_ids.contains(id); }
    // A file system on this block device may be wanted: by its own key or id, or as something on the device.
    bool mayWantOn(DeviceNumber device) const;
    const QSet<ResourceId>& ids() const { return m_ids; }
    const QSet<Key>& keys() const { return m_keys; }
    const QSet<QByteArray>& devices() const { return m_devices; } // MAJ:MIN named by block keys
    const QSet<QByteArray>& deviceNames() const { return m_names; } // kernel names in ids of devices

private:
    bool m_full;
    QSet<ResourceId> m_ids;
    QSet<Key> m_keys;
    QSet<QByteArray> m_devices, m_filesystems, m_names;
};

} // namespace mooring
