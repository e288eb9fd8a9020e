// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace mooring::pcsc {

// A socket that is connected to a service's.
struct UnixPeer
{
    QByteArray socket; // its number
    std::optional<quint32> uid; // who made it
    bool operator==(const UnixPeer&) const = default;
};

// Who is connected to the UNIX socket of this path, by the kernel's sock_diag(7). Empty: it does not tell.
// Does not block. Thread-safe.
std::optional<QList<UnixPeer>> unixPeers(const QByteArray& path);

// The same from the kernel's answer; the messages of one dump, one after the other.
QList<UnixPeer> unixPeersIn(const QByteArray& messages, const QByteArray& path);

} // namespace mooring::pcsc
