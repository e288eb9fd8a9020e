// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>

#include <sys/mount.h>

namespace mooring {

// A tiny file system of its own, taken down with the test.
class TinyDisk
{
public:
    TinyDisk()
        : m_mounted(::mount("tmpfs", path().constData(), "tmpfs", 0, "size=512k") == 0)
    {
    }
    ~TinyDisk()
    {
        if (m_mounted)
            ::umount2(path().constData(), MNT_DETACH);
    }
    TinyDisk(const TinyDisk&) = delete;
    TinyDisk& operator=(const TinyDisk&) = delete;
    bool isMounted() const { return m_mounted; }
    QByteArray path() const { return QFile::encodeName(m_dir.path()); }
    bool fill() const
    {
        QFile filler(fillerPath());
        if (!filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return false;
        while (filler.write(QByteArray(4096, 'x')) > 0) { }
        return true;
    }
    bool makeRoom() const { return QFile::remove(fillerPath()); }
    void remountReadOnly() const
    {
        ::mount(nullptr, path().constData(), nullptr, MS_REMOUNT | MS_RDONLY, "size=512k");
    }

private:
    QString fillerPath() const { return m_dir.path() + QStringLiteral("/filler"); }
    QTemporaryDir m_dir;
    bool m_mounted;
};

} // namespace mooring
