// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resource.h"

#include <algorithm>

namespace mooring {

// Which file is to be looked into, and how.
struct ImageRequest
{
    QByteArray path;
    QString format; // empty: as recognised; "raw": whatever it holds
    bool outside = false; // files that it needs may be opened outside of its own folder
    bool operator==(const ImageRequest&) const = default;
};

// What an image file is, told before anything happens to it. Facts: Path, Size, OnDisk, Format,
// Subformat, Condition, Parts, PartitionTable, FilesystemType, Label, ReadOnly (can only be attached
// read-only), HostFolder, Device (when it is attached already).
struct ImageReport
{
    Facts facts;
    std::optional<Error> error; // it cannot be attached, and why
    // Who attaches it as it is, and who with an overlay; empty: nobody.
    QString provider, overlayProvider;
    QList<Error> warnings; // it can, but: compressed or encrypted host folder, cut short
    bool operator==(const ImageReport&) const = default;
};

// A part of what is on it is missing. It is attached read-only unless somebody asks for more: a repair, or a
// system that takes the rest for unused, would make it worse.
inline bool isCutShort(const ImageReport& report)
{
    return std::any_of(report.warnings.begin(), report.warnings.end(),
                       [](const Error& warning) { return warning.code == ErrorCode::ImageCutShort; });
}

// An image that another program has open and nobody has attached: it is seen, and nothing here lets go of it.
inline bool isOnlyOpen(const Resource& resource)
{
    return resource.kind == Kind::Image && resource.goes == Goes::ByRelease && !resource.release
        && resource.facts.contains(Fact::LockedBy);
}

} // namespace mooring
