// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/child.h"
#include "services/system/surfacefolder.h"

#include <memory>
#include <unistd.h>

namespace mooring {

// What the provider `filesystem` works on; tests give other roots and children.
struct FilesystemOptions
{
    QByteArray root = "/"; // procfs, sysfs, /etc/fstab, udev's database and the NFS tables lie below it
    QByteArray activityLog; // path of the log: what holds it is protected
    std::shared_ptr<Child> child = std::make_shared<Child>();
    QByteArray kernelChild = kernelChildPath();
    qint64 caller = getpid(); // whose session is the own one
    SurfaceFolders surfaces; // mounts in there are parts of attachments
};

} // namespace mooring
