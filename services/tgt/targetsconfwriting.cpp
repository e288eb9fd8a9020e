// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetsconfwriting.h"

#include "services/system/wholefile.h"

#include <QList>

#include <cstdlib>
#include <memory>
#include <sys/stat.h>
#include <sys/xattr.h>

namespace mooring::tgt {
namespace {

bool writesAll(int fd, const QByteArray& text)
{
    qsizetype done = 0;
    while (done < text.size()) {
        const ssize_t count = ::write(fd, text.data() + done, static_cast<size_t>(text.size() - done));
        if (count < 0)
            return false;
        done += count;
    }
    return true;
}

std::optional<QByteArray> attribute(int fd, const QByteArray& name)
{
    QByteArray value(65536, '\0'); // XATTR_SIZE_MAX
    const ssize_t size = ::fgetxattr(fd, name.constData(), value.data(), static_cast<size_t>(value.size()));
    return size < 0 ? std::nullopt : std::optional(value.left(size));
}

bool copiesAttributes(int from, int to)
{
    QByteArray names(65536, '\0'); // XATTR_LIST_MAX
    const ssize_t size = ::flistxattr(from, names.data(), static_cast<size_t>(names.size()));
    if (size < 0)
        return errno == ENOTSUP;
    names.truncate(size);
    for (const QByteArray& name : names.split('\0')) {
        if (name.isEmpty())
            continue;
        const auto value = attribute(from, name);
        if (!value)
            return false;
        if (attribute(to, name) != value
            && ::fsetxattr(to, name.constData(), value->data(), static_cast<size_t>(value->size()), 0) != 0)
            return false;
    }
    return true;
}

// The owner first: a change of owner takes bits of the mode away.
bool becomesLike(int fd, int other)
{
    struct stat info;
    return ::fstat(other, &info) == 0 && ::fchown(fd, info.st_uid, info.st_gid) == 0
        && ::fchmod(fd, info.st_mode & 07777) == 0 && copiesAttributes(other, fd);
}

QByteArray folderOf(const QByteArray& path) { return path.left(path.lastIndexOf('/') + 1); }

bool syncsFolder(const QByteArray& path)
{
    const Descriptor folder(::open(folderOf(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return folder && ::fsync(folder.get()) == 0;
}

} // namespace

ConfWriting::ConfWriting(const QByteArray& file, QByteArray shown)
    : m_shown(std::move(shown))
{
    const std::unique_ptr<char, decltype(&::free)> path(::realpath(file.constData(), nullptr), &::free);
    m_path = path ? QByteArray(path.get()) : file;
}

Error ConfWriting::error() const
{
    return errnoError(errno, QString::fromLocal8Bit(m_shown), ErrorCode::SavedStays);
}

std::optional<Error> ConfWriting::backUp(const QByteArray& text) const
{
    return put(m_path + ".mooring-backup", text);
}

void ConfWriting::dropBackup() const { ::unlink((m_path + ".mooring-backup").constData()); }

std::optional<Error> ConfWriting::replace(const QByteArray& before, const QByteArray& after) const
{
    const auto now = wholeFile(m_path);
    if (!now)
        return error();
    if (*now != before) {
        Error changed = errorOf(ErrorCode::SavedStays, QString::fromLocal8Bit(m_shown));
        changed.text = QStringLiteral("it has been changed just now");
        return changed;
    }
    return put(m_path, after);
}

// A name with a dot in front: "*.conf" does not match it.
std::optional<Error> ConfWriting::put(const QByteArray& path, const QByteArray& text) const
{
    const Descriptor like(::open(m_path.constData(), O_RDONLY | O_CLOEXEC));
    if (!like)
        return error();
    const QByteArray folder = folderOf(path);
    QByteArray fresh = folder + '.' + path.mid(folder.size()) + ".mooring-XXXXXX";
    const Descriptor file(::mkostemp(fresh.data(), O_CLOEXEC));
    if (!file)
        return error();
    const bool isWritten = writesAll(file.get(), text) && becomesLike(file.get(), like.get())
        && ::fsync(file.get()) == 0 && ::rename(fresh.constData(), path.constData()) == 0;
    if (!isWritten) {
        const Error failed = error();
        ::unlink(fresh.constData());
        return failed;
    }
    return syncsFolder(path) ? std::nullopt : std::optional(error());
}

} // namespace mooring::tgt
