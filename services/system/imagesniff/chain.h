// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "findings.h"
#include "lock.h"

namespace mooring::imagesniff {

// Which file it is, whatever it is called.
struct Identity
{
    uint64_t device = 0, inode = 0;
    bool operator==(const Identity&) const = default;
};

// Why a file must not be opened as part of an image, or not without asking.
enum class Problem
{
    Missing,
    Unreadable, // no permission, or an error: not known to be missing
    NotAFile, // a device, a FIFO, a folder: never opened
    OutsideFolder, // of the image itself, symbolic links followed: not opened unless told to
    Protocol, // no file for qemu, but something that it would connect to
    Cyclic, // it is among those that stand on it
    TooDeep,
    TooMany, // of this one's files not all were followed
    FormatDiffers, // from what is said of it; an extent that needs other files is none
    SizeDiffers, // an extent's
    ParentUnnamed, // differencing, and does not say from what
    ParentDiffers, // another disk than it was
    ParentChanged, // the same disk, but written since
    ParentTimeDiffers, // the file was written since, or only copied
};
std::string_view word(Problem problem);

// One file of a chain. When nothing was opened there are no findings, and the problems say why.
struct Link
{
    std::string path; // hand this to qemu, not the name: it looks for data files elsewhere
    unsigned depth = 0; // 0: the image itself
    size_t namedBy = 0; // index of the link that names it; its own for the image
    Reference reference; // how it is named there
    std::optional<Identity> identity;
    std::optional<Findings> findings;
    uint64_t fileSize = 0;
    Lock lock = Lock::Unknown;
    std::vector<Problem> problems;
};

using Chain = std::vector<Link>;

struct FollowOptions
{
    bool outsideFolder = false; // open files outside the folder of the image
    unsigned mostDeep = 32;
    size_t mostFiles = 1024;
};

// An image and all files that a program opening it would open as well, the image first. Opens regular files
// only, and to read; never fails otherwise than by problems and faults.
Chain follow(const std::string& path, const FollowOptions& options = {});

} // namespace mooring::imagesniff
