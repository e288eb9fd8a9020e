// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace mooring::imagesniff {

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
