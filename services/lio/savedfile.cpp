// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "savedfile.h"

#include <cstdio>
#include <cstdlib>

namespace mooring::lio {

namespace {

constexpr qint64 kOneOperation = 60000; // ms: its steps follow each other

// Where Debian's rtslib keeps it (default_save_file in its root.py), and where that of other distributions
// does.
constexpr std::array kPlaces {"etc/rtslib-fb-target/saveconfig.json", "etc/target/saveconfig.json"};

Error stays(int number, const QByteArray& path)
{
    return errnoError(number, encodeBytes(path), ErrorCode::SavedStays);
}

QByteArray stampOf(const QByteArray& path)
{
    struct stat status
    {
    };
    if (stat(path.constData(), &status) != 0)
        return "-";
    return QByteArray::number(status.st_ino) + ' ' + QByteArray::number(qint64(status.st_size)) + ' '
        + QByteArray::number(qint64(status.st_mtim.tv_sec)) + '.'
        + QByteArray::number(qint64(status.st_mtim.tv_nsec)) + ' '
        + QByteArray::number(qint64(status.st_ctim.tv_sec)) + '.'
        + QByteArray::number(qint64(status.st_ctim.tv_nsec));
}

// A link is followed: what it leads to is the file.
QByteArray whereItIs(const QByteArray& path)
{
    char* real = realpath(path.constData(), nullptr);
    const QByteArray found(real);
    std::free(real); // NOLINT: realpath's
    return found.isEmpty() ? path : found;
}

bool writeAll(int file, const QByteArray& text)
{
    qsizetype done = 0;
    while (done < text.size()) {
        const ssize_t count = write(file, text.constData() + done, static_cast<size_t>(text.size() - done));
        if (count < 0 && errno != EINTR)
            return false;
        done += std::max<ssize_t>(count, 0);
    }
    return fsync(file) == 0;
}

// A new file like the old one, with other content. 0 or an errno.
int writeLike(const QByteArray& like, const QByteArray& path, const QByteArray& text)
{
    struct stat status
    {
    };
    if (stat(like.constData(), &status) != 0)
        return errno;
    unlink(path.constData()); // left by one that was killed
    const Descriptor file(open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    const bool isLike = file && fchown(file.get(), status.st_uid, status.st_gid) == 0
        && fchmod(file.get(), status.st_mode & 07777) == 0;
    return isLike && writeAll(file.get(), text) ? 0 : errno;
}

void syncFolderOf(const QByteArray& path)
{
    const QByteArray folder = path.left(path.lastIndexOf('/') + 1);
    if (const Descriptor open(::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)); open)
        fsync(open.get());
}

} // namespace

SavedFile::SavedFile(const QByteArray& root)
    : m_root(root.endsWith('/') ? root : root + '/')
{
}

QByteArray SavedFile::path() const
{
    for (const char* place : kPlaces) {
        struct stat status
        {
        };
        QByteArray path = m_root + place;
        if (stat(path.constData(), &status) == 0 || (errno != ENOENT && errno != ENOTDIR))
            return path;
    }
    return {};
}

SavedFile::View SavedFile::view()
{
    const std::lock_guard guard(m_mutex);
    const QByteArray path = this->path();
    const QByteArray stamp = path.isEmpty() ? "-" : path + '\n' + stampOf(path);
    if (stamp == m_stamp)
        return m_view;
    m_stamp = stamp;
    m_view = {};
    m_view.path = path;
    if (path.isEmpty())
        return m_view;
    const auto text = wholeFile(path);
    m_view.config = text ? SavedConfig::parse(*text, m_view.fault) : SavedConfig::unreadable();
    if (m_view.fault)
        m_view.fault->subject = encodeBytes(path);
    return m_view;
}

std::optional<Error> SavedFile::remove(const LioId& gone, QList<SavedPiece>& taken)
{
    return change([&](const QByteArray& text) {
        taken = savedPieces(text, gone);
        return savedWithout(text, gone);
    });
}

std::optional<Error> SavedFile::add(const GroupId& group, const QList<SavedPiece>& pieces)
{
    return change([&](const QByteArray& text) { return savedWith(text, group, pieces); });
}

std::optional<Error> SavedFile::change(const std::function<Result<QByteArray>(const QByteArray& text)>& edit)
{
    const std::lock_guard guard(m_mutex);
    const QByteArray path = this->path();
    if (path.isEmpty())
        return {};
    const auto text = wholeFile(path);
    if (!text)
        return stays(errno, path);
    auto after = edit(*text);
    if (!after) {
        after.error().subject = encodeBytes(path);
        return after.error();
    }
    return *after == *text ? std::nullopt : replace(whereItIs(path), *text, *after);
}

// The steps of one operation make one edit: what was there before its first is what is kept.
bool SavedFile::isOneEdit(const QByteArray& before) const
{
    return before == m_written && m_sinceWritten.isValid() && m_sinceWritten.elapsed() < kOneOperation;
}

std::optional<Error> SavedFile::replace(const QByteArray& path, const QByteArray& before,
                                        const QByteArray& after)
{
    const QByteArray next = path + ".mooring-new";
    const QByteArray backup = path + backupSuffix;
    int error = 0;
    if (!isOneEdit(before)) {
        error = writeLike(path, next, before);
        if (error == 0 && rename(next.constData(), backup.constData()) != 0)
            error = errno;
    }
    if (error == 0)
        error = writeLike(path, next, after);
    if (error == 0 && rename(next.constData(), path.constData()) != 0)
        error = errno;
    if (error != 0) {
        unlink(next.constData());
        return stays(error, path);
    }
    syncFolderOf(path);
    m_written = after;
    m_sinceWritten.start();
    return {};
}

} // namespace mooring::lio
