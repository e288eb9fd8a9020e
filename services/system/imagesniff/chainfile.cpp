// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chainfile.h"

#include "path.h"

#include <array>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <unistd.h>

namespace mooring::imagesniff {
namespace {

std::string procPath(int fd) { return "/proc/self/fd/" + std::to_string(fd); }

std::string realPath(int fd)
{
    std::array<char, PATH_MAX> buffer {};
    const ssize_t length = readlink(procPath(fd).c_str(), buffer.data(), buffer.size());
    return length > 0 ? std::string(buffer.data(), static_cast<size_t>(length)) : std::string();
}

} // namespace

ChainFile::ChainFile(const std::string& path)
    : m_place(::open(path.c_str(), O_PATH | O_CLOEXEC))
    , m_error(m_place ? 0 : errno)
{
    if (m_place && fstat(m_place.get(), &m_info) != 0) {
        m_error = errno;
        m_place.reset();
    }
}

bool ChainFile::isMissing() const noexcept { return m_error == ENOENT || m_error == ENOTDIR; }

bool ChainFile::isBelow(const std::string& realFolder) const
{
    if (realFolder.empty())
        return false;
    return realPath(m_place.get()).starts_with(realFolder.ends_with('/') ? realFolder : realFolder + '/');
}

bool ChainFile::open()
{
    m_file = Descriptor(::open(procPath(m_place.get()).c_str(), O_RDONLY | O_NOCTTY | O_CLOEXEC));
    // the size when it was opened; it may have been looked at before its last writer was done
    return m_file && fstat(m_file.get(), &m_info) == 0;
}

std::string realFolder(const std::string& path)
{
    const std::string folder(folderOf(path));
    const Descriptor place(::open(folder.empty() ? "." : folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    return place ? realPath(place.get()) : std::string();
}

} // namespace mooring::imagesniff
