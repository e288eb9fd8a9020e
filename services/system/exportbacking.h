// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blockdevices.h"
#include "loopsurroundings.h"

namespace mooring {

// What exported logical units are backed by, read once for a look: sysfs, mountinfo and links in /dev, no
// path beside these is touched. Not safe to use from several threads.
class ExportBacking
{
public:
    struct Found
    {
        std::optional<Need> need; // of the logical unit; empty: nothing of this host (a null store)
        std::optional<Resource> image; // a file: its node, which needs the mount that it lies on
        std::optional<quint64> size; // bytes, of a block device
    };
    explicit ExportBacking(const QByteArray& root, QList<Error>& errors);
    // An absolute path, of a file or of a block device in /dev.
    Found of(const QByteArray& path) const;
    static bool isDevice(const QByteArray& path); // by its name
    // The block device that a name in /dev stands for, each read once; empty: none.
    const std::optional<BlockDevice>& device(const QByteArray& path) const;
    // Whether files lie on the same; devices are not compared.
    bool operator==(const ExportBacking& other) const
    {
        return m_root == other.m_root && m_around == other.m_around;
    }

private:
    QByteArray m_root;
    LoopSurroundings m_around;
    BlockDevices m_blockDevices;
    mutable QHash<QByteArray, std::optional<BlockDevice>> m_devices; // by name in sysfs
};

// What a logical unit of a target offers beside its id, so that this host's own sessions find it:
// exported:IQN/LUN@PORTAL for each reachable portal (OwnAddresses).
QList<Key> exportedKeys(const QByteArray& target, quint64 lun, const QList<QByteArray>& reachable);

// What a session of this host to that unit needs. Nobody exports it here: the need does not count.
Need exportedNeed(const QByteArray& target, quint64 lun, const QByteArray& portal);

// What a session of this host offers, and what the server's view of it needs: it is the same thing, seen from
// both ends.
Key nexusKey(const QByteArray& initiator, const QByteArray& target);
Need nexusNeed(const QByteArray& initiator, const QByteArray& target);

// Completes a session of this host, so that it is told with what the server here may know of it. `portal`:
// ADDRESS:PORT that it is connected to.
void joinWithServer(Resource& session, const QByteArray& initiator, const QByteArray& target,
                    const QList<quint64>& luns, const QByteArray& portal);

} // namespace mooring
