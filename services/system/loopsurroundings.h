// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blockdevices.h"
#include "mounts.h"
#include "services/core/resource.h"

#include <QSet>

namespace mooring {

// What stands on loop devices and what their images lie on, read once for a look.
struct LoopSurroundings
{
    QList<MountEntry> mounts; // of our own namespace
    QByteArray mountNamespace; // its inode
    QSet<QByteArray> swaps; // device paths
    bool operator==(const LoopSurroundings&) const = default;

    static LoopSurroundings read(const QByteArray& root, QList<Error>& errors);
    bool isUsed(const BlockDevice& device) const; // mounted, swap or held
    // What the image at `path` needs to be there; `identity` MAJ:MIN:INO, empty: not known.
    std::optional<Need> hostNeed(const QByteArray& path, const QByteArray& identity) const;
};

QString deviceNumber(const BlockDevice& device); // "MAJ:MIN"
Resource partitionNode(const BlockDevice& partition, const BlockDevice& disk); // of a virtual disk

} // namespace mooring
