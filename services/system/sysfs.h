// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "descriptor.h"

#include <array>
#include <cstdint>
#include <dirent.h>
#include <fcntl.h>
#include <string_view>

namespace mooring {

// An open folder of sysfs or procfs. Everything below it is read relative to it, so that one walk of its path
// serves many small files.
class SysFolder
{
public:
    explicit SysFolder(const char* path, int at = AT_FDCWD)
        : m_fd(openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
    }
    explicit operator bool() const { return static_cast<bool>(m_fd); }
    int fd() const { return m_fd.get(); }

    // Text of a small file into `buffer`, without the last newline; empty and errno set when it cannot be
    // read.
    template <size_t Size> std::string_view read(const char* name, std::array<char, Size>& buffer) const
    {
        const Descriptor file(openat(m_fd.get(), name, O_RDONLY | O_CLOEXEC));
        const ssize_t count = file ? ::read(file.get(), buffer.data(), Size) : -1;
        if (count <= 0)
            return {};
        const auto length = static_cast<size_t>(count);
        return {buffer.data(), buffer[length - 1] == '\n' ? length - 1 : length};
    }

    // Calls `entry(name, d_type)` for everything but "." and "..".
    template <class Entry> void list(Entry entry) const
    {
        alignas(dirent64) std::array<char, 32768> buffer; // NOLINT: filled by the kernel
        for (;;) {
            const ssize_t count = getdents64(m_fd.get(), buffer.data(), buffer.size());
            if (count <= 0)
                return;
            for (ssize_t at = 0; at < count;) {
                const auto* found = reinterpret_cast<const dirent64*>(buffer.data() + at);
                at += found->d_reclen;
                const std::string_view name(found->d_name);
                if (name != "." && name != "..")
                    entry(name, found->d_type);
            }
        }
    }

private:
    Descriptor m_fd;
};

// The number at the start of `text`; 0 when there is none.
inline uint64_t leadingNumber(std::string_view text)
{
    uint64_t result = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9')
            break;
        result = result * 10 + static_cast<uint64_t>(digit - '0');
    }
    return result;
}

} // namespace mooring
