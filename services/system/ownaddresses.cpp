// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ownaddresses.h"

#include "tcpconnections.h"

#include <arpa/inet.h>
#include <array>
#include <ifaddrs.h>
#include <netinet/in.h>

namespace mooring {
namespace {

bool isLoopback(const QByteArray& address)
{
    return address.startsWith("127.") || address == "::1" || address.startsWith("::ffff:127.");
}

} // namespace

OwnAddresses OwnAddresses::read()
{
    OwnAddresses own;
    ifaddrs* all = nullptr;
    if (::getifaddrs(&all) != 0)
        return own;
    for (const ifaddrs* each = all; each != nullptr; each = each->ifa_next) {
        const int family = each->ifa_addr == nullptr ? AF_UNSPEC : each->ifa_addr->sa_family;
        if (family != AF_INET && family != AF_INET6)
            continue;
        const void* number = family == AF_INET
            ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(each->ifa_addr)->sin_addr)
            : &reinterpret_cast<const sockaddr_in6*>(each->ifa_addr)->sin6_addr;
        std::array<char, INET6_ADDRSTRLEN> text; // NOLINT: filled by inet_ntop
        if (::inet_ntop(family, number, text.data(), text.size()) != nullptr)
            own.m_addresses.append(QByteArray(text.data()));
    }
    ::freeifaddrs(all);
    return own;
}

bool OwnAddresses::contains(const QByteArray& address) const
{
    return isLoopback(address) || m_addresses.contains(address);
}

QList<QByteArray> OwnAddresses::reachable(const QList<QByteArray>& portals) const
{
    QList<QByteArray> reachable;
    const auto add = [&reachable](const QByteArray& address, quint16 port) {
        const QByteArray portal = TcpEnd {address, port}.text();
        if (!reachable.contains(portal))
            reachable.append(portal);
    };
    for (const QByteArray& portal : portals) {
        const TcpEnd end = TcpEnd::parse(portal);
        const bool isAny = end.address == "0.0.0.0" || end.address == "::";
        if (!isAny)
            add(end.address, end.port);
        for (const QByteArray& own : isAny ? m_addresses : QList<QByteArray>())
            add(own, end.port);
    }
    return reachable;
}

} // namespace mooring
