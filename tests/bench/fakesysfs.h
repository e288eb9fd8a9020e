// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTemporaryDir>

namespace mooring::bench {

// sysfs and procfs of a host with many disks, made of ordinary files in memory (/dev/shm).
class FakeSysfs
{
public:
    explicit FakeSysfs(int disks);
    QByteArray root() const { return m_folder.path().toUtf8(); }
    static QByteArray diskName(int number) { return "disk" + QByteArray::number(number); }

    // Reads what a look needs of each disk (uevent, size, ro, and which holders there are), and does nothing
    // with it. Returns the number of bytes.
    qint64 readBare() const;

private:
    QTemporaryDir m_folder;
};

} // namespace mooring::bench
