// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <sys/stat.h>

// For mooring-child as well: without Qt.
namespace mooring {

// What tells a file from every other that has or had its name, also after a restart of the host: its inode
// and when that was made. Numbers of devices are given anew, and those of inodes are used again.
inline std::string fileMark(const struct statx& state)
{
    return std::to_string(state.stx_ino) + '@' + std::to_string(state.stx_btime.tv_sec) + '.'
        + std::to_string(state.stx_btime.tv_nsec);
}

} // namespace mooring
