// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <unistd.h>

namespace mooring::testsupport {

// A made-up sysfs in a folder of its own.
class MadeSysfs
{
public:
    QByteArray root() const { return QFile::encodeName(m_folder.path()) + '/'; }
    void write(const QByteArray& path, const QByteArray& text) const
    {
        const QString file = QFile::decodeName(root() + path);
        QDir().mkpath(file.left(file.lastIndexOf(QLatin1Char('/'))));
        QFile target(file);
        if (!target.open(QIODevice::WriteOnly) || target.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(file));
    }
    void disk(const QByteArray& name, unsigned major, unsigned minor, quint64 sectors, quint64 sequence) const
    {
        device("sys/block/" + name, name, major, minor, sectors,
               "DEVTYPE=disk\nDISKSEQ=" + QByteArray::number(sequence) + '\n');
        listed(name, name);
    }
    void partition(const QByteArray& disk, const QByteArray& name, int number, quint64 start,
                   quint64 sectors) const
    {
        const QByteArray folder = "sys/block/" + disk + '/' + name;
        device(folder, name, 259, static_cast<unsigned>(number), sectors,
               "DEVTYPE=partition\nPARTN=" + QByteArray::number(number) + '\n');
        write(folder + "/start", QByteArray::number(start) + '\n');
        listed(name, disk + '/' + name);
    }
    void link(const QByteArray& path) const { write(path, {}); } // only the name counts
    bool hasClass = true;

private:
    void device(const QByteArray& folder, const QByteArray& name, unsigned major, unsigned minor,
                quint64 sectors, const QByteArray& more) const
    {
        write(folder + "/uevent",
              "MAJOR=" + QByteArray::number(major) + "\nMINOR=" + QByteArray::number(minor)
                  + "\nDEVNAME=" + name + '\n' + more);
        write(folder + "/size", QByteArray::number(sectors) + '\n');
        write(folder + "/ro", "0\n");
        QDir().mkpath(QFile::decodeName(root() + folder + "/holders"));
    }
    void listed(const QByteArray& name, const QByteArray& target) const
    {
        if (!hasClass)
            return;
        QDir().mkpath(QFile::decodeName(root() + "sys/class/block"));
        const QByteArray link = root() + "sys/class/block/" + name;
        if (symlink(("../../block/" + target).constData(), link.constData()) != 0)
            qFatal("symlink");
    }
    QTemporaryDir m_folder;
};

} // namespace mooring::testsupport
