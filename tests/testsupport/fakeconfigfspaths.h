// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

#include <sys/stat.h>

namespace mooring::testsupport {

// Paths in the made-up configfs.
inline QString text(const QByteArray& path) { return QFile::decodeName(path); }

inline QByteArray noSlash(QByteArray path)
{
    while (path.endsWith('/'))
        path.chop(1);
    return path;
}

inline QByteArray parentOf(const QByteArray& path)
{
    const QByteArray plain = noSlash(path);
    return plain.left(plain.lastIndexOf('/'));
}

inline QByteArray nameOf(const QByteArray& path)
{
    const QByteArray plain = noSlash(path);
    return plain.mid(plain.lastIndexOf('/') + 1);
}

inline bool isLink(const QByteArray& path)
{
    struct stat status
    {
    };
    return lstat(path.constData(), &status) == 0 && S_ISLNK(status.st_mode);
}

inline const QByteArray noSession = "No active iSCSI Session for Initiator Endpoint: ";

} // namespace mooring::testsupport
