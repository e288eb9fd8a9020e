// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lookfilter.h"

#include <algorithm>

namespace mooring {

LookFilter::LookFilter(const LookRequest& request, const HostView& view)
    : m_full(request.isFull())
    , m_ids(request.only.begin(), request.only.end())
    , m_keys(request.standingOn.begin(), request.standingOn.end())
{
    for (const Key& key : request.standingOn) {
        if (key.text.startsWith("block:"))
            m_devices += key.text.mid(6, key.text.indexOf('@') - 6);
    }
    for (const ResourceId& id : request.only) {
        const auto kind = id.kind();
        const QByteArray key = id.key();
        if (!kind || !key.startsWith("/dev/"))
            continue;
        if (kind == Kind::Filesystem)
            m_filesystems += view.numberOf(key).text();
        else if (kind == Kind::Disk || kind == Kind::Partition)
            m_names += key.mid(5);
    }
}

bool LookFilter::wants(const Resource& resource) const
{
    if (m_full || m_ids.contains(resource.id))
        return true;
    return std::any_of(resource.needs.begin(), resource.needs.end(), [this](const Need& need) {
        return std::any_of(need.on.begin(), need.on.end(),
                           [this](const Key& key) { return m_keys.contains(key); });
    });
}

bool LookFilter::mayWantOn(DeviceNumber device) const
{
    const QByteArray number = device.text();
    return m_full || m_devices.contains(number) || m_filesystems.contains(number);
}

} // namespace mooring
