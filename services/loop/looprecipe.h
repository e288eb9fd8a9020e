// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/resource.h"
#include "services/system/blockdevices.h"

namespace mooring {

// Everything needed to bind an image to a loop device as it was bound. Device and image of a put back.
struct LoopRecipe
{
    struct Partition
    {
        int number = 0;
        quint64 start = 0, size = 0;
        bool operator==(const Partition&) const = default;
    };
    QByteArray path, device;
    QByteArray identity; // MAJ:MIN:INO, when known
    QByteArray mark; // SIZE:MTIME of the image after it was let go; empty: not known
    QString format;
    bool readOnly = false, autoclear = false, directIo = false, partScan = false;
    quint64 offset = 0, sizeLimit = 0;
    unsigned sectorSize = 0;
    QList<Partition> partitions;

    QJsonObject data() const;
    static std::optional<LoopRecipe> fromData(const QJsonObject& data); // empty: this is no put back
    QList<QByteArray> attachArguments() const; // of `mooring-child loop-attach`
    QList<QByteArray> shellCommand() const;
    bool operator==(const LoopRecipe&) const = default;
};

} // namespace mooring
