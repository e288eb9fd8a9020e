// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcpconnections.h"

#include "services/system/sysfs.h"
#include "services/system/wholefile.h"

#include <QSet>

#include <array>
#include <unistd.h>

namespace mooring {
namespace {

// Numbers of the sockets that it has open.
QSet<QByteArray> socketsOf(const SysFolder& files)
{
    QSet<QByteArray> sockets;
    files.list([&](std::string_view name, unsigned char) {
        std::array<char, 64> link {};
        const ssize_t length = readlinkat(files.fd(), std::string(name).c_str(), link.data(), link.size());
        const QByteArray target(link.data(), std::max<ssize_t>(length, 0));
        if (target.startsWith("socket:[") && target.endsWith(']'))
            sockets.insert(target.mid(8).chopped(1));
    });
    return sockets;
}

bool isAmong(const QByteArray& table, const QSet<QByteArray>& sockets)
{
    constexpr qsizetype state = 3, inode = 9; // columns
    constexpr char established[] = "01";
    for (const QByteArray& line : table.split('\n').mid(1)) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.value(state) == established && sockets.contains(words.value(inode)))
            return true;
    }
    return false;
}

} // namespace

std::optional<bool> hasConnection(const QByteArray& root, qint64 pid)
{
    const QByteArray process = root + "proc/" + QByteArray::number(pid);
    const SysFolder files((process + "/fd").constData());
    const std::optional<QByteArray> table = wholeFile(process + "/net/tcp");
    if (!files || !table)
        return {};
    const QSet<QByteArray> sockets = socketsOf(files);
    return isAmong(*table, sockets)
        || isAmong(wholeFile(process + "/net/tcp6").value_or(QByteArray()), sockets);
}

} // namespace mooring
