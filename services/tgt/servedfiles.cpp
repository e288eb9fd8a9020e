// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servedfiles.h"

#include "services/system/filemark.h"

#include <algorithm>
#include <array>
#include <unistd.h>

namespace mooring::tgt {
namespace {

// Of the regular file that a descriptor of the process is for; what the kernel knows without asking anybody.
std::optional<struct statx> stateOf(int folder, const char* descriptor)
{
    struct statx state = {};
    const bool isFile
        = ::statx(folder, descriptor, AT_STATX_DONT_SYNC, STATX_BASIC_STATS | STATX_BTIME, &state) == 0
        && S_ISREG(state.stx_mode);
    return isFile ? std::optional(state) : std::nullopt;
}

} // namespace

ServedFiles::ServedFiles(const QByteArray& root, qint64 pid)
    : m_folder((root + "proc/" + QByteArray::number(pid) + "/fd").constData())
{
}

// A path, and how it is open; empty: it is none of a file.
std::optional<std::pair<QByteArray, ServedFiles::Open>> ServedFiles::linkOf(const char* descriptor) const
{
    constexpr QByteArrayView suffix = " (deleted)"; // fs/d_path.c, d_path()
    std::array<char, 4096> target; // NOLINT: filled by readlink
    const ssize_t size = ::readlinkat(m_folder.fd(), descriptor, target.data(), target.size());
    if (size <= 0 || target[0] != '/')
        return {};
    QByteArray path(target.data(), size);
    Open open {static_cast<int>(leadingNumber(descriptor)), false};
    if (path.endsWith(suffix)) { // which may be its name
        const auto state = stateOf(m_folder.fd(), descriptor);
        open.isDeleted = state && state->stx_nlink == 0;
    }
    if (open.isDeleted)
        path.chop(suffix.size());
    return std::pair(path, open);
}

const QHash<QByteArray, ServedFiles::Open>& ServedFiles::all() const
{
    if (m_byPath)
        return *m_byPath;
    m_byPath.emplace();
    if (m_folder)
        m_folder.list([this](std::string_view name, unsigned char /*type*/) {
            if (const auto link = linkOf(name.data()))
                m_byPath->insert(link->first, link->second);
        });
    return *m_byPath;
}

std::optional<ServedFiles::Open> ServedFiles::find(const QByteArray& path) const
{
    const auto known = all().constFind(path);
    return known == all().cend() ? std::nullopt : std::optional(*known);
}

bool ServedFiles::isStill(const QByteArray& path, const std::optional<Open>& open) const
{
    if (!open)
        return !find(path);
    const auto link = m_folder ? linkOf(QByteArray::number(open->descriptor).constData()) : std::nullopt;
    return link && link->first == path && link->second == *open;
}

std::optional<ServedFile> ServedFiles::read(const Open& open) const
{
    const auto state = stateOf(m_folder.fd(), QByteArray::number(open.descriptor).constData());
    if (!state)
        return {};
    const QByteArray inode = QByteArray::number(state->stx_dev_major) + ':'
        + QByteArray::number(state->stx_dev_minor) + ':'
        + QByteArray::number(static_cast<quint64>(state->stx_ino));
    return ServedFile {state->stx_size, inode, QByteArray::fromStdString(fileMark(*state))};
}

bool ServedFiles::has(const QByteArray& mark) const
{
    return !mark.isEmpty() && std::any_of(all().cbegin(), all().cend(), [&](const Open& open) {
        const auto file = read(open);
        return file && file->mark == mark;
    });
}

} // namespace mooring::tgt
