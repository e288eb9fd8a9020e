// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servedfiles.h"

#include "services/system/filemark.h"

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
    constexpr QByteArrayView suffix = " (deleted)"; // fs/d_path.c, d_path()
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
        if (isDeleted && path.endsWith(suffix))
            path.chop(suffix.size());
        const QByteArray mark = QByteArray::fromStdString(fileMark(*state));
        m_byPath.insert(path, {state->stx_size, inodeOf(*state), mark, isDeleted});
        m_marks.insert(mark);
    }
}

std::optional<ServedFile> ServedFiles::of(const QByteArray& path) const
{
    const auto known = m_byPath.constFind(path);
    return known == m_byPath.cend() ? std::nullopt : std::optional(*known);
}

} // namespace mooring::tgt
