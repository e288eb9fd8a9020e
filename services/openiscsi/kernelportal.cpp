// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernelportal.h"

#include <arpa/inet.h>
#include <array>

namespace mooring {

// The kernel writes IPv6 addresses at full length (%pI6), open-iscsi as they were given to it.
KernelPortal KernelPortal::of(const QByteArray& address, unsigned port)
{
    QByteArray bare = address;
    if (bare.startsWith('[') && bare.endsWith(']'))
        bare = bare.mid(1, bare.size() - 2);
    in6_addr number {};
    std::array<char, INET6_ADDRSTRLEN> shortest {};
    if (inet_pton(AF_INET6, bare.constData(), &number) == 1
        && inet_ntop(AF_INET6, &number, shortest.data(), shortest.size()))
        bare = shortest.data();
    return {bare, port};
}

QByteArray KernelPortal::text() const
{
    if (isEmpty())
        return {};
    const QByteArray host = address.contains(':') ? '[' + address + ']' : address;
    return port == 0 ? host : host + ':' + QByteArray::number(port);
}

} // namespace mooring
