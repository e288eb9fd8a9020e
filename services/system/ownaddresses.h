// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace mooring {

// The addresses of this host in its network namespace, read once for a look.
class OwnAddresses
{
public:
    static OwnAddresses read();

    bool contains(const QByteArray& address) const; // without a port; every loopback address is among them
    // At which ADDRESS:PORT (IPv6 in brackets) this host reaches these portals: one that listens on every
    // address stands for each of this host's own.
    QList<QByteArray> reachable(const QList<QByteArray>& portals) const;
    bool operator==(const OwnAddresses&) const = default;

private:
    QList<QByteArray> m_addresses;
};

} // namespace mooring
