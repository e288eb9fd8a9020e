// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fixtureroot.h"

#include <QList>

#include <arpa/inet.h>

namespace mooring::testsupport {

// Programs with TCP connections, in a made-up procfs.
class MadeConnections
{
public:
    explicit MadeConnections(const FixtureRoot& root)
        : m_root(root)
    {
        table();
    }
    // `line` has "|" between its words.
    void program(int pid, const QByteArray& command, QByteArray line, int uid = 0) const
    {
        const QByteArray number = QByteArray::number(pid), folder = "proc/" + number + '/';
        m_root.write(folder + "stat",
                     number + " (" + command + ") S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 "
                         + QByteArray::number(pid * 10) + " 0 0 0 0 0 0 0 0\n");
        const QByteArray user = QByteArray::number(uid);
        m_root.write(folder + "status",
                     "Name:\t" + command + "\nUid:\t" + user + '\t' + user + '\t' + user + '\t' + user
                         + '\n');
        m_root.write(folder + "cgroup", "0::/\n");
        m_root.write(folder + "cmdline", line.replace('|', '\0') + '\0');
        QDir().mkpath(QString::fromUtf8(m_root.path() + folder + "fd"));
    }
    // Of one or several programs; the local end is 127.0.0.1:SOCKET.
    void connect(const QList<int>& pids, const QByteArray& remote, int socket, int uid = 0,
                 const QByteArray& state = "01")
    {
        for (const int pid : pids)
            m_root.link("socket:[" + QByteArray::number(socket) + ']',
                        "proc/" + QByteArray::number(pid) + "/fd/" + QByteArray::number(socket % 100));
        m_lines += "   0: " + end("127.0.0.1:" + QByteArray::number(socket)) + ' ' + end(remote) + ' ' + state
            + " 00000000:00000000 00:00000000 00000000 " + QByteArray::number(uid) + "        0 "
            + QByteArray::number(socket) + " 1 0000000000000000 20 4 30 10 -1\n";
        table();
    }
    void disconnectAll()
    {
        m_lines.clear();
        table();
    }

private:
    static QByteArray end(const QByteArray& text)
    {
        const QList<QByteArray> parts = text.split(':');
        in_addr address {};
        inet_pton(AF_INET, parts[0].constData(), &address);
        return QByteArray::number(address.s_addr, 16).rightJustified(8, '0').toUpper() + ':'
            + QByteArray::number(parts[1].toUShort(), 16).rightJustified(4, '0').toUpper();
    }
    void table() const
    {
        m_root.write("proc/net/tcp",
                     "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  "
                     "timeout inode\n"
                         + m_lines);
    }
    const FixtureRoot& m_root;
    QByteArray m_lines;
};

} // namespace mooring::testsupport
