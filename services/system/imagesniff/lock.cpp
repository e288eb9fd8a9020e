// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lock.h"

#include <fcntl.h>
#include <optional>

namespace mooring::imagesniff {
namespace {

// qemu block/file-posix.c: RAW_LOCK_PERM_BASE + n is locked by who has permission n, RAW_LOCK_SHARED_BASE + n
// by who lets nobody else have it; include/block/block-common.h: BLK_PERM_*.
constexpr off_t kPermissions = 100, kEnd = 204;
enum Permission : off_t
{
    Write = 1,
    WriteUnchanged = 2,
    Resize = 3
};

// Empty: the file system has no such locks.
std::optional<bool> isLocked(int fd, off_t first, off_t length)
{
    // a write lock would be in the way of every other
    struct flock wanted = {};
    wanted.l_type = F_WRLCK;
    wanted.l_whence = SEEK_SET;
    wanted.l_start = first;
    wanted.l_len = length;
    if (fcntl(fd, F_OFD_GETLK, &wanted) != 0)
        return std::nullopt;
    return wanted.l_type != F_UNLCK;
}

} // namespace

Lock lockedElsewhere(int fd)
{
    const std::optional<bool> any = isLocked(fd, kPermissions, kEnd - kPermissions);
    if (!any)
        return Lock::Unknown;
    if (!*any)
        return Lock::None;
    for (const off_t permission : {Write, WriteUnchanged, Resize}) {
        if (isLocked(fd, kPermissions + permission, 1).value_or(false))
            return Lock::Writer;
    }
    return Lock::Readers;
}

std::string_view word(Lock lock)
{
    switch (lock) {
    case Lock::Unknown:
        return "unknown";
    case Lock::None:
        return "none";
    case Lock::Readers:
        return "readers";
    case Lock::Writer:
        return "writer";
    }
    return {};
}

} // namespace mooring::imagesniff
