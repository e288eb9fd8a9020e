// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakesysfs.h"

#include <QDir>
#include <QFile>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace mooring::bench {

namespace {

void writeText(const QByteArray& path, const QByteArray& text)
{
    QFile file(QFile::decodeName(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("bench: cannot write %s", path.constData());
}

void makeFolder(const QByteArray& path)
{
    if (!QDir().mkpath(QFile::decodeName(path)))
        qFatal("bench: cannot make %s", path.constData());
}

qint64 readFile(int folder, const char* name)
{
    char buffer[4096]; // NOLINT: filled by the kernel
    const int file = openat(folder, name, O_RDONLY | O_CLOEXEC);
    const ssize_t count = file < 0 ? 0 : read(file, buffer, sizeof buffer);
    close(file);
    return count;
}

qint64 countEntries(int parent, const char* name)
{
    const int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    char buffer[4096]; // NOLINT: filled by the kernel
    qint64 count = 0;
    for (ssize_t got = 1; folder >= 0 && got > 0; count += got)
        got = getdents64(folder, buffer, sizeof buffer);
    close(folder);
    return count;
}

} // namespace

FakeSysfs::FakeSysfs(int disks)
    : m_folder(QStringLiteral("/dev/shm/mooring-bench-XXXXXX"))
{
    makeFolder(root() + "/sys/block");
    makeFolder(root() + "/sys/dev/block");
    makeFolder(root() + "/sys/fs");
    makeFolder(root() + "/proc/self");
    writeText(root() + "/proc/self/mountinfo", "1 1 0:1 / / rw - tmpfs none rw\n");
    writeText(root() + "/proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n");
    for (int number = 0; number < disks; ++number) {
        const QByteArray name = diskName(number), device = root() + "/sys/devices/virtual/block/" + name;
        const QByteArray major = QByteArray::number(240 + number / 1000),
                         minor = QByteArray::number(number % 1000);
        makeFolder(device + "/holders");
        makeFolder(device + "/slaves");
        writeText(device + "/uevent",
                  "MAJOR=" + major + "\nMINOR=" + minor + "\nDEVNAME=" + name
                      + "\nDEVTYPE=disk\nDISKSEQ=" + QByteArray::number(number + 1) + '\n');
        writeText(device + "/dev", major + ':' + minor + '\n');
        writeText(device + "/size", "2097152\n");
        writeText(device + "/ro", "0\n");
        QFile::link(QStringLiteral("../devices/virtual/block/") + QString::fromUtf8(name),
                    QFile::decodeName(root() + "/sys/block/" + name));
        QFile::link(QStringLiteral("../../devices/virtual/block/") + QString::fromUtf8(name),
                    QFile::decodeName(root() + "/sys/dev/block/" + major + ':' + minor));
    }
}

qint64 FakeSysfs::readBare() const
{
    qint64 bytes = 0;
    DIR* all = opendir((root() + "/sys/block").constData());
    for (const dirent* entry = all ? readdir(all) : nullptr; entry; entry = readdir(all)) {
        if (entry->d_name[0] == '.')
            continue;
        const int disk = openat(dirfd(all), entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bytes += readFile(disk, "uevent") + readFile(disk, "size") + readFile(disk, "ro")
            + countEntries(disk, "holders");
        close(disk);
    }
    if (all)
        closedir(all);
    return bytes;
}

} // namespace mooring::bench
