// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/sysfs.h"
#include "services/system/wholefile.h"

#include <QByteArray>
#include <QList>

#include <climits>
#include <optional>
#include <sys/stat.h>

namespace mooring::lio {

// One folder of configfs: its attributes, the folders in it, and the one link that LIO's have.
class ConfigFolder
{
public:
    explicit ConfigFolder(const QByteArray& path, int at = AT_FDCWD)
        : m_folder(path.constData(), at)
    {
    }
    explicit operator bool() const { return static_cast<bool>(m_folder); }
    int fd() const { return m_folder.fd(); }

    // Without the blanks around it; empty and errno set when it cannot be read.
    QByteArray text(const char* name) const
    {
        std::array<char, 1024> buffer; // NOLINT: filled by the kernel
        errno = 0;
        const std::string_view read = m_folder.read(name, buffer);
        return QByteArray(read.data(), static_cast<qsizetype>(read.size())).trimmed();
    }
    // An attribute of any length, which configfs limits to a page.
    QByteArray whole(const char* name) const { return wholeFile(name, fd()).value_or(QByteArray()); }

    std::optional<quint64> number(const char* name) const
    {
        bool isNumber = false;
        const quint64 value = text(name).toULongLong(&isNumber);
        return isNumber ? std::optional<quint64>(value) : std::nullopt;
    }
    QList<QByteArray> folders() const
    {
        QList<QByteArray> names;
        m_folder.list([&names](std::string_view name, unsigned char type) {
            if (type == DT_DIR)
                names.append(QByteArray(name.data(), static_cast<qsizetype>(name.size())));
        });
        return names;
    }
    // Its name and where it leads; both empty when there is none.
    struct Link
    {
        QByteArray name, target;
    };
    Link link() const
    {
        Link link;
        m_folder.list([&link](std::string_view name, unsigned char type) {
            if (type == DT_LNK && link.name.isEmpty())
                link.name = QByteArray(name.data(), static_cast<qsizetype>(name.size()));
        });
        if (link.name.isEmpty())
            return link;
        std::array<char, PATH_MAX> target; // NOLINT: filled by the kernel
        const ssize_t length = readlinkat(fd(), link.name.constData(), target.data(), target.size());
        if (length > 0)
            link.target = QByteArray(target.data(), length);
        return link;
    }
    // No later folder of the same name has it.
    quint64 inode() const
    {
        struct stat status
        {
        };
        return fstat(fd(), &status) == 0 ? status.st_ino : 0;
    }

private:
    SysFolder m_folder;
};

} // namespace mooring::lio
