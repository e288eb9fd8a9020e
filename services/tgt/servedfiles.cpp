// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servedfiles.h"

#include <QDir>

#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mooring::tgt {
namespace {

// Of a regular file; what the kernel knows of it without asking anybody.
std::optional<struct statx> stateOf(const QByteArray& path)
{
    struct statx state = {};
    const bool isFile
        = ::statx(AT_FDCWD, path.constData(), AT_STATX_DONT_SYNC, STATX_BASIC_STATS | STATX_BTIME, &state)
            == 0
        && S_ISREG(state.stx_mode);
    return isFile ? std::optional(state) : std::nullopt;
}

// Numbers of devices are given anew at each start of the host.
QByteArray identityIn(const struct statx& state)
{
    return QByteArray::number(static_cast<quint64>(state.stx_ino)) + '@'
        + QByteArray::number(static_cast<qint64>(state.stx_btime.tv_sec)) + '.'
        + QByteArray::number(state.stx_btime.tv_nsec);
}

QByteArray inodeOf(const struct statx& state)
{
    return QByteArray::number(state.stx_dev_major) + ':' + QByteArray::number(state.stx_dev_minor) + ':'
        + QByteArray::number(static_cast<quint64>(state.stx_ino));
}

QByteArray linkTarget(const QByteArray& path)
{
    std::array<char, 4096> target; // NOLINT: filled by readlink
    const ssize_t size = ::readlink(path.constData(), target.data(), target.size());
    return size > 0 ? QByteArray(target.data(), size) : QByteArray();
}

} // namespace

ServedFiles::ServedFiles(const QByteArray& root, qint64 pid)
{
    constexpr QByteArrayView mark = " (deleted)"; // fs/d_path.c, d_path()
    const QByteArray folder = root + "proc/" + QByteArray::number(pid) + "/fd/";
    const QStringList numbers = pid > 0
        ? QDir(QFile::decodeName(folder)).entryList(QDir::NoDotAndDotDot | QDir::System | QDir::AllEntries)
        : QStringList();
    for (const QString& number : numbers) {
        const QByteArray link = folder + number.toLatin1();
        QByteArray path = linkTarget(link);
        const auto state = path.startsWith('/') ? stateOf(link) : std::nullopt;
        if (!state)
            continue;
        const bool isDeleted = state->stx_nlink == 0;
        if (isDeleted && path.endsWith(mark))
            path.chop(mark.size());
        m_byPath.insert(path, {state->stx_size, inodeOf(*state), isDeleted});
        m_identities.insert(identityIn(*state));
    }
}

std::optional<ServedFile> ServedFiles::of(const QByteArray& path) const
{
    const auto known = m_byPath.constFind(path);
    return known == m_byPath.cend() ? std::nullopt : std::optional(*known);
}

QByteArray ServedFiles::identityAt(const QByteArray& path)
{
    const auto state = stateOf(path);
    return state ? identityIn(*state) : QByteArray();
}

} // namespace mooring::tgt
