// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iscsiunit.h"
#include "services/system/devicerecipe.h"

namespace mooring {

// Everything needed to attach an image as it was attached. The size of the disk; the mark is that of an image
// that nobody served any more.
struct QemuRecipe : DeviceRecipe
{
    std::optional<IscsiUnit> unit; // instead of a file
    quint64 size = 0; // bytes, of the disk
    QString overlayKind; // overlay, copy; empty: what is written goes to the image
    QByteArray overlay; // path of one that is there already; empty: a fresh one
    bool outside = false; // files that it needs may lie outside of its folder

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
