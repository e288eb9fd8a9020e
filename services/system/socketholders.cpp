// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketholders.h"

#include "sysfs.h"
#include "tcpconnections.h"

#include <algorithm>
#include <unistd.h>

namespace mooring {

QHash<QByteArray, QList<qint64>> SocketHolders::find(const QSet<QByteArray>& sockets)
{
    m_known.removeIf([&](const auto& entry) {
        const QList<Holder>& holders = entry.value();
        return !sockets.contains(entry.key())
            || !std::all_of(holders.begin(), holders.end(),
                            [&](const Holder& holder) { return stillHolds(holder, entry.key()); });
    });
    QSet<QByteArray> fresh;
    for (const QByteArray& socket : sockets)
        if (!m_known.contains(socket))
            fresh.insert(socket);
    if (!fresh.isEmpty())
        scan(fresh);
    QHash<QByteArray, QList<qint64>> result;
    for (auto known = m_known.cbegin(); known != m_known.cend(); ++known)
        for (const Holder& holder : known.value())
            result[known.key()].append(holder.pid);
    return result;
}

bool SocketHolders::stillHolds(const Holder& holder, const QByteArray& socket) const
{
    const QByteArray path = m_root + "/proc/" + QByteArray::number(holder.pid) + "/fd/" + holder.file;
    std::array<char, 64> link {};
    const ssize_t length = readlink(path.constData(), link.data(), link.size());
    return QByteArray(link.data(), std::max<ssize_t>(length, 0)) == "socket:[" + socket + ']';
}

void SocketHolders::scan(const QSet<QByteArray>& sockets)
{
    ++m_scans;
    QList<qint64> processes;
    const SysFolder all((m_root + "/proc").constData());
    if (!all)
        return;
    all.list([&processes](std::string_view name, unsigned char) {
        if (name.front() >= '0' && name.front() <= '9')
            processes.append(static_cast<qint64>(leadingNumber(name)));
    });
    std::sort(processes.begin(), processes.end());
    for (const qint64 pid : std::as_const(processes))
        for (const auto& [socket, file] : socketsOf(m_root, pid))
            if (sockets.contains(socket)
                && (m_known.value(socket).isEmpty() || m_known.value(socket).constLast().pid != pid))
                m_known[socket].append({pid, file});
}

} // namespace mooring
