// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keptmounts.h"
#include "lookfilter.h"
#include "services/system/blockdevices.h"

#include <QMap>

namespace mooring {

// Whose users a look asks for: never those of what the running system needs, where every process is one.
class UserTargets
{
public:
    UserTargets(const HostView& view, const KeptMounts& mounts, const LookFilter& filter);
    const ProcessTargets& asked() const { return m_asked; }
    const QList<const KeptMount*>& mounts() const { return m_mounts; }
    const QMap<DeviceNumber, BlockDevice>& devices() const
    {
        return m_devices;
    } // whose openers are asked for
    bool isProbed(const BlockDevice& device) const; // may be opened exclusively

private:
    void addMounts(const KeptMounts& mounts, const LookFilter& filter);
    void addDevices(const HostView& view, const KeptMounts& mounts, const LookFilter& filter);
    ProcessTargets m_asked;
    QList<const KeptMount*> m_mounts;
    QMap<DeviceNumber, BlockDevice> m_devices;
    QSet<QByteArray> m_system, m_named;
    bool m_full;
};

} // namespace mooring
