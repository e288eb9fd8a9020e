// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/blockdevices.h"

#include <optional>

namespace mooring {

// One logical unit of a session, as its SCSI device in sysfs shows it.
struct KernelLun
{
    quint64 number = 0;
    quint64 inode = 0; // of its folder: another one after it was removed and found again
    int type = -1; // peripheral device type (SPC-4, 6.4.2); -1: not known
    QByteArray vendor, model, revision, serial, wwn;
    QByteArray state; // of the SCSI device: running, blocked, offline, ...
    QByteArray access; // of its port group (ALUA), in the kernel's words; empty: not known
    QByteArray device; // /dev/...; empty: it has none
    std::optional<BlockDevice> disk;

    // The folder H:C:I:L in the open folder of its target; empty: it is gone.
    static std::optional<KernelLun> read(const QByteArray& name, int targetFolder,
                                         const BlockDevices& devices);
    // The number in "H:C:I:L"; empty: that is no SCSI device.
    static std::optional<quint64> numberIn(const QByteArray& name);
    // Of a unit serial number page (80h) and a device identification page (83h); empty: none in there.
    static QByteArray serialIn(const QByteArray& page);
    static QByteArray wwnIn(const QByteArray& page);
};

} // namespace mooring
