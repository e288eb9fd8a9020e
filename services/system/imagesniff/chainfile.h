// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain.h"
#include "services/system/descriptor.h"

#include <sys/stat.h>

namespace mooring::imagesniff {

// A file of a chain, looked at without being opened, and then opened as the very file that was looked at.
class ChainFile
{
public:
    explicit ChainFile(const std::string& path);

    bool exists() const noexcept { return static_cast<bool>(m_place); }
    bool isMissing() const noexcept; // when it does not exist: for sure
    bool isRegular() const { return S_ISREG(m_info.st_mode); }
    bool isBelow(const std::string& realFolder) const;
    Identity identity() const { return {m_info.st_dev, m_info.st_ino}; }
    uint64_t size() const { return static_cast<uint64_t>(m_info.st_size); }
    int64_t writtenAt() const { return m_info.st_mtim.tv_sec; }

    bool open();
    int fd() const { return m_file.get(); }

private:
    Descriptor m_place, m_file;
    int m_error = 0;
    struct stat m_info = {};
};

// The folder of the file at `path`, symbolic links followed; empty when there is none.
std::string realFolder(const std::string& path);

} // namespace mooring::imagesniff
