// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "processidentity.h"

#include <QFile>
#include <QList>

#include <unistd.h>

namespace mooring {

namespace {
QByteArray contents(const QByteArray& path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray bootId() { return contents("/proc/sys/kernel/random/boot_id").trimmed(); }

struct Stat
{
    char state = 'X';
    qint64 startTicks = 0;
};

// proc(5): the command's name may hold anything, so fields are counted from its last ')'.
Stat statOf(qint64 pid)
{
    const QByteArray line = contents("/proc/" + QByteArray::number(pid) + "/stat");
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 1).simplified().split(' ');
    constexpr int startTime = 19;
    if (fields.size() <= startTime || fields.first().isEmpty())
        return {};
    return {fields.first().front(), fields[startTime].toLongLong()};
}
} // namespace

ProcessIdentity ProcessIdentity::own()
{
    const qint64 pid = getpid();
    return {pid, statOf(pid).startTicks, bootId()};
}

bool ProcessIdentity::isAlive() const
{
    const Stat stat = statOf(pid);
    return stat.state != 'Z' && stat.state != 'X' && stat.startTicks == startTicks && bootId() == boot;
}

} // namespace mooring
