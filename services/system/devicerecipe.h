// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blockdevices.h"
#include "services/core/resource.h"

namespace mooring {

// What every recipe says that puts an image back on a loop device: which file, on which device, cut into
// which partitions.
struct DeviceRecipe
{
    struct Partition
    {
        int number = 0;
        quint64 start = 0, size = 0; // bytes
        bool operator==(const Partition&) const = default;
    };
    QByteArray path, device;
    QByteArray identity; // MAJ:MIN:INO, when known
    QByteArray mark; // SIZE:MTIME of the image after it was let go; empty: not known
    QString format;
    bool readOnly = false, partScan = false;
    unsigned sectorSize = 0; // 0: the usual one
    QList<Partition> partitions;

    void take(const LoopDevice& loop, const QList<BlockDevice>& parts); // device, access and partitions
    QJsonObject data() const;
    static bool isIn(const QJsonObject& data); // else it is no put back
    void read(const QJsonObject& data);
    QByteArray table() const; // of `mooring-child loop-attach`
    bool operator==(const DeviceRecipe&) const = default;
};

} // namespace mooring
