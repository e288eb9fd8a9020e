// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace mooring::imagesniff {

// The bytes of a file that qemu's programs lock while they have it open (block/file-posix.c): 100 + n by who
// has permission n, 200 + n by who lets nobody else have it (include/block/block-common.h: BLK_PERM_*).
inline constexpr uint64_t kFirstLockByte = 100, kEndOfLockBytes = 204;
inline constexpr uint64_t kFirstWritersByte = 101, kEndOfWritersBytes = 104; // write, write-unchanged, resize

// Who else has an image open, by the locks that qemu's programs take. A loop device takes none.
enum class Lock
{
    Unknown,
    None,
    Readers,
    Writer
};

Lock lockedElsewhere(int fd); // takes none itself
std::string_view word(Lock lock);

} // namespace mooring::imagesniff
