// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace mooring {

struct TcpEnd
{
    QByteArray address; // as inet_ntop(3) writes it, IPv4 also where the socket is one of IPv6
    quint16 port = 0;
    static TcpEnd parse(const QByteArray& text); // ADDRESS:PORT, IPv6 in brackets; port 0: it is none
    QByteArray text() const;
    bool operator==(const TcpEnd&) const = default;
};

struct TcpConnection
{
    TcpEnd local, remote;
    quint32 uid = 0; // who made its socket
    QByteArray socket; // its number
    bool operator==(const TcpConnection&) const = default;
};

// The connections of this network namespace that stand, whoever has them (proc_net_tcp.rst of the kernel).
// Empty: that cannot be read.
std::optional<QList<TcpConnection>> establishedConnections(const QByteArray& root); // of procfs

// Numbers of the sockets that a process has open; with the name of its descriptor for each. Empty also where
// that cannot be seen.
QList<std::pair<QByteArray, QByteArray>> socketsOf(const QByteArray& root, qint64 pid);

// The TCP connections of one process that stand, in whatever network namespace it is. Empty: that cannot be
// seen.
std::optional<QList<TcpConnection>> connectionsOf(const QByteArray& root, qint64 pid);

} // namespace mooring
