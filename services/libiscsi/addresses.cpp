// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "addresses.h"

#include <array>
#include <cstring>
#include <memory>
#include <netdb.h>

namespace mooring::iscsi {

namespace {

using Found = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Result<Found> lookUp(const Portal& portal, int flags)
{
    addrinfo hints {};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const QByteArray service = QByteArray::number(portal.port);
    const int result = ::getaddrinfo(portal.host.constData(), service.constData(), &hints, &found);
    if (result == 0)
        return Found(found, &::freeaddrinfo);
    Error error = errorOf(ErrorCode::PortalUnreachable, QString::fromUtf8(portalText(portal)));
    error.text = QString::fromLocal8Bit(::gai_strerror(result));
    return fail(error);
}

} // namespace

Result<QList<Portal>> addressesOf(const Portal& portal)
{
    const Result<Found> found = lookUp(portal, portal.isNumeric() ? AI_NUMERICHOST : AI_ADDRCONFIG);
    if (!found)
        return fail(found.error());
    QList<Portal> addresses;
    for (const addrinfo* each = found->get(); each != nullptr; each = each->ai_next) {
        std::array<char, NI_MAXHOST> host {};
        if (::getnameinfo(each->ai_addr, each->ai_addrlen, host.data(), host.size(), nullptr, 0,
                          NI_NUMERICHOST)
            == 0)
            addresses.append({QByteArray(host.data()), portal.port, {}});
    }
    if (addresses.isEmpty())
        return fail(errorOf(ErrorCode::PortalUnreachable, QString::fromUtf8(portalText(portal))));
    return addresses;
}

Result<SocketAddress> socketAddress(const Portal& portal)
{
    const Result<Found> found = lookUp(portal, AI_NUMERICHOST);
    if (!found)
        return fail(found.error());
    SocketAddress address;
    address.length = (*found)->ai_addrlen;
    std::memcpy(&address.storage, (*found)->ai_addr, address.length);
    return address;
}

} // namespace mooring::iscsi
