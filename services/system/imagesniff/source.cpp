// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "source.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace mooring::imagesniff {

FileSource::FileSource(int fd)
    : m_fd(fd)
{
    struct stat info
    {
    };
    if (fstat(fd, &info) == 0 && info.st_size > 0)
        m_size = static_cast<uint64_t>(info.st_size);
}

std::optional<std::string> FileSource::read(uint64_t offset, size_t length) const
{
    if (offset >= m_size)
        return std::string();
    std::string content(static_cast<size_t>(std::min<uint64_t>(length, m_size - offset)), '\0');
    size_t filled = 0;
    while (filled < content.size()) {
        const ssize_t count = pread(m_fd, content.data() + filled, content.size() - filled,
                                    static_cast<off_t>(offset + filled));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return std::nullopt;
        if (count == 0)
            break;
        filled += static_cast<size_t>(count);
    }
    content.resize(filled);
    return content;
}

std::optional<std::string> MemorySource::read(uint64_t offset, size_t length) const
{
    if (offset >= m_content.size())
        return std::string();
    return std::string(m_content.substr(static_cast<size_t>(offset), length));
}

} // namespace mooring::imagesniff
