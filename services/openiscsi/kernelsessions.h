// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernellun.h"
#include "kernelportal.h"
#include "services/core/resource.h"

namespace mooring {

// One iSCSI session of the kernel's initiator. What could not be read is empty: only root may read who logged
// in, and a connection that is down has no address.
struct KernelSession
{
    unsigned sid = 0;
    quint64 inode = 0; // of its folder in sysfs: no later session has it
    QByteArray target, alias, initiator, interface, isid;
    QByteArray state; // LOGGED_IN, FAILED, FREE (drivers/scsi/scsi_transport_iscsi.c)
    bool isForBoot = false; // the firmware's
    std::optional<qint64> portalGroup, recoveryTimeout; // timeout: seconds; empty: none
    std::optional<QByteArray> user, targetUser; // of CHAP; empty text: none
    KernelPortal portal; // where it is connected, or was last
    KernelPortal configured; // where it was told to log in
    KernelPortal local;
    std::optional<bool> headerDigest, dataDigest;
    std::optional<qint64> receives, sends, firstBurst, burst; // bytes
    QList<KernelLun> luns; // by number
    std::optional<Error> error; // why the target's name is not known

    QString incarnation() const;
};

// The sessions below /sys/class/iscsi_session. Reading needs no privilege and opens no device.
class KernelSessions
{
public:
    explicit KernelSessions(QByteArray root = "/");

    // Sorted. A host without such a class has none, which is no error.
    QList<unsigned> numbers(std::optional<Error>& error) const;
    QByteArray targetOf(unsigned sid) const; // empty: gone, or it cannot be read
    std::optional<KernelSession> read(unsigned sid) const; // empty: it is gone
    QString incarnationOf(unsigned sid) const; // empty: it is gone
    std::optional<unsigned> sessionOf(const QByteArray& diskName) const; // of a disk, by kernel name

private:
    QByteArray folderOf(unsigned sid) const;
    QByteArray m_root;
    BlockDevices m_devices;
};

} // namespace mooring
