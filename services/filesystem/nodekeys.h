// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/resource.h"
#include "services/system/mounts.h"
#include "services/system/processes.h"

namespace mooring {

inline DeviceNumber deviceOf(const MountEntry& mount) { return {mount.major, mount.minor}; }

inline Key filesystemKey(DeviceNumber number) { return {"fs:" + number.text()}; }

inline QByteArray mountIdentity(quint64 inNamespace, quint64 mountId)
{
    return QByteArray::number(inNamespace) + '/' + QByteArray::number(mountId);
}

inline Key mountKey(quint64 inNamespace, quint64 mountId)
{
    return {"mount:" + mountIdentity(inNamespace, mountId)};
}

} // namespace mooring
