// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lock.h"

#include <fcntl.h>
#include <optional>

namespace mooring::imagesniff {
namespace {

// Empty: the file system has no such locks.
std::optional<bool> isLocked(int fd, uint64_t first, uint64_t end)
{
    // a write lock would be in the way of every other
    struct flock wanted = {};
    wanted.l_type = F_WRLCK;
    wanted.l_whence = SEEK_SET;
    wanted.l_start = static_cast<off_t>(first);
    wanted.l_len = static_cast<off_t>(end - first);
    if (fcntl(fd, F_OFD_GETLK, &wanted) != 0)
        return std::nullopt;
    return wanted.l_type != F_UNLCK;
}

} // namespace

Lock lockedElsewhere(int fd)
{
    const std::optional<bool> any = isLocked(fd, kFirstLockByte, kEndOfLockBytes);
    if (!any)
        return Lock::Unknown;
    if (!*any)
        return Lock::None;
    const bool isWritten = isLocked(fd, kFirstWritersByte, kEndOfWritersBytes).value_or(false);
    return isWritten ? Lock::Writer : Lock::Readers;
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
