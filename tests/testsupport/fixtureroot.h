// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <unistd.h>

namespace mooring {

// A made-up host: procfs, sysfs and /etc below a temporary folder.
class FixtureRoot
{
public:
    FixtureRoot()
    {
        write("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n");
        write("proc/meminfo", "MemTotal: 4000000 kB\nMemAvailable:    1000000 kB\n");
        write("proc/stat", "cpu 0\nbtime 1700000000\n");
        ownNamespace(1);
    }
    QByteArray path() const { return QFile::encodeName(m_folder.path()) + '/'; }

    void write(const QByteArray& name, const QByteArray& content) const
    {
        const QString file = QString::fromUtf8(path() + name);
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            qFatal("%s", qPrintable(file));
    }
    void link(const QByteArray& target, const QByteArray& name) const
    {
        const QByteArray file = path() + name;
        QDir().mkpath(QFileInfo(QString::fromUtf8(file)).path());
        if (symlink(target.constData(), file.constData()) != 0)
            qFatal("%s", file.constData());
    }
    void mountinfo(const QByteArray& lines) const { write("proc/self/mountinfo", lines); }
    void ownNamespace(int inode) const
    {
        link("mnt:[" + QByteArray::number(inode) + ']', "proc/self/ns/mnt");
    }
    // A process of another mount namespace.
    void process(int pid, int inode, const QByteArray& mounts, const QByteArray& cgroup = "0::/\n") const
    {
        const QByteArray folder = "proc/" + QByteArray::number(pid) + '/';
        link("mnt:[" + QByteArray::number(inode) + ']', folder + "ns/mnt");
        write(folder + "mountinfo", mounts);
        write(folder + "stat",
              QByteArray::number(pid)
                  + " (lodger) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 4711 0 0 0 0 0 0 0 0\n");
        write(folder + "status", "Name:\tlodger\nUid:\t0\t0\t0\t0\n");
        write(folder + "cgroup", cgroup);
        write(folder + "cmdline", QByteArray("lodger\0--stay\0", 14));
    }
    void disk(const QByteArray& name, const QByteArray& number, int sequence, quint64 sectors = 2048) const
    {
        const QByteArray text = "MAJOR=" + number.split(':')[0] + "\nMINOR=" + number.split(':')[1]
            + "\nDEVNAME=" + name + "\nDEVTYPE=disk\nDISKSEQ=" + QByteArray::number(sequence) + '\n';
        const QByteArray folder = "sys/devices/virtual/block/" + name + '/';
        write(folder + "uevent", text);
        write(folder + "dev", number + '\n');
        write(folder + "size", QByteArray::number(sectors) + '\n');
        write(folder + "ro", "0\n");
        write(folder + "diskseq", QByteArray::number(sequence) + '\n');
        QDir().mkpath(QString::fromUtf8(path() + folder + "holders"));
        QDir().mkpath(QString::fromUtf8(path() + folder + "slaves"));
        link("../../devices/virtual/block/" + name, "sys/dev/block/" + number);
        link("../../devices/virtual/block/" + name, "sys/class/block/" + name);
        link("../devices/virtual/block/" + name, "sys/block/" + name);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace mooring
