// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/resource.h"
#include "services/system/blockdevices.h"

namespace mooring {

// Everything needed to attach an image as it was attached. Keys as in the recipes of loop devices.
struct QemuRecipe
{
    struct Partition
    {
        int number = 0;
        quint64 start = 0, size = 0;
        bool operator==(const Partition&) const = default;
    };
    QByteArray path, device;
    QByteArray identity; // MAJ:MIN:INO
    QByteArray mark; // SIZE:MTIME of the image after it was let go; empty: being served may have changed it
    QString format;
    QString overlayKind; // overlay, copy; empty: what is written goes to the image
    QByteArray overlay; // path of one that is there already; empty: a fresh one
    bool outside = false; // files that it needs may lie outside of its folder
    quint64 size = 0; // of the disk
    bool readOnly = false, partScan = false;
    unsigned sectorSize = 0;
    QList<Partition> partitions;

    static QemuRecipe of(const LoopDevice& loop, const QList<BlockDevice>& partitions);
    QJsonObject data() const;
    static std::optional<QemuRecipe> fromData(const QJsonObject& data); // empty: this is no put back
    // Whether the file is still the one it was; the numbers of disks may be others after a restart.
    bool isSameFile(const QByteArray& identityNow) const;
    // Of `mooring-child loop-attach`, for the surface.
    QList<QByteArray> bindArguments(const QByteArray& surface) const;
    QList<QByteArray> shellCommand() const;
    bool operator==(const QemuRecipe&) const = default;
};

} // namespace mooring
