// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resource.h"

namespace mooring {

// What an image file is, told before anything happens to it. Facts: Path, Size, OnDisk, Format,
// PartitionTable, FilesystemType, Label, ReadOnly (can only be attached read-only), HostFolder, Device (when
// it is attached already).
struct ImageReport
{
    Facts facts;
    std::optional<Error> error; // it cannot be attached, and why
    QList<Error> warnings; // it can, but: compressed or encrypted host folder
    bool operator==(const ImageReport&) const = default;
};

} // namespace mooring
