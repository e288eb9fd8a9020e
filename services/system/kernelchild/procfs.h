// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/descriptor.h"

#include <cstdint>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

// Small readers of procfs for mooring-child, without Qt.
namespace mooring::kernelchild {

// The whole of a file that says nothing about its size; empty when it cannot be read.
std::string readAll(int at, const char* name);
std::string readAll(int file);
std::string linkTarget(int at, const char* name);
uint64_t startTicks(std::string_view stat); // field 22 of /proc/PID/stat
std::string octalDecoded(std::string_view text); // "\040" -> " "

// The fields of stat behind the command's closing bracket, from "state" (index 0) on.
std::vector<std::string_view> statFields(std::string_view stat);
std::vector<std::string_view> statFields(std::string&& stat) = delete; // the fields look into it

// Calls `entry(const char* name)` for each name that begins with a digit.
template <class Entry> void numberedEntries(int folder, Entry entry)
{
    alignas(dirent64) char buffer[32768]; // NOLINT: filled by the kernel
    for (;;) {
        const ssize_t count = getdents64(folder, buffer, sizeof buffer);
        if (count <= 0)
            return;
        for (ssize_t at = 0; at < count;) {
            const auto* found = reinterpret_cast<const dirent64*>(buffer + at);
            at += found->d_reclen;
            if (found->d_name[0] >= '0' && found->d_name[0] <= '9')
                entry(found->d_name);
        }
    }
}

} // namespace mooring::kernelchild
