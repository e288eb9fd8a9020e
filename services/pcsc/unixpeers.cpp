// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unixpeers.h"

#include "services/system/descriptor.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <cstring>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <sys/socket.h>

namespace mooring::pcsc {

namespace {

constexpr quint32 showUid = 0x40; // UDIAG_SHOW_UID and UNIX_DIAG_UID came with Linux 5.3
constexpr int uidAttribute = 7;
constexpr timeval patience {1, 0};

struct Socket
{
    QByteArray name; // of the path it was bound to; of an accepted one, its listener's
    quint32 peer = 0;
    std::optional<quint32> uid;
};

quint32 numberAt(const rtattr* attribute)
{
    quint32 value = 0;
    std::memcpy(&value, RTA_DATA(attribute), std::min<size_t>(sizeof value, RTA_PAYLOAD(attribute)));
    return value;
}

Socket readAttributes(const rtattr* attribute, unsigned length)
{
    Socket socket;
    for (; RTA_OK(attribute, length); attribute = RTA_NEXT(attribute, length)) {
        const auto* data = static_cast<const char*>(RTA_DATA(attribute));
        if (attribute->rta_type == UNIX_DIAG_NAME)
            socket.name = QByteArray(data, static_cast<qsizetype>(qstrnlen(data, RTA_PAYLOAD(attribute))));
        else if (attribute->rta_type == UNIX_DIAG_PEER)
            socket.peer = numberAt(attribute);
        else if (attribute->rta_type == uidAttribute)
            socket.uid = numberAt(attribute);
    }
    return socket;
}

QHash<quint32, Socket> socketsIn(const QByteArray& messages)
{
    QHash<quint32, Socket> sockets;
    auto left = static_cast<unsigned>(messages.size());
    const auto* header = reinterpret_cast<const nlmsghdr*>(messages.constData());
    for (; NLMSG_OK(header, left); header = NLMSG_NEXT(header, left)) {
        if (header->nlmsg_type != SOCK_DIAG_BY_FAMILY
            || header->nlmsg_len < NLMSG_LENGTH(sizeof(unix_diag_msg)))
            continue;
        const auto* message
            = reinterpret_cast<const unix_diag_msg*>(reinterpret_cast<const char*>(header) + NLMSG_HDRLEN);
        const auto* first = reinterpret_cast<const rtattr*>(reinterpret_cast<const char*>(message)
                                                            + NLMSG_ALIGN(sizeof(unix_diag_msg)));
        sockets.insert(
            message->udiag_ino,
            readAttributes(first, static_cast<unsigned>(NLMSG_PAYLOAD(header, sizeof(unix_diag_msg)))));
    }
    return sockets;
}

bool ask(int socket)
{
    struct
    {
        nlmsghdr header {};
        unix_diag_req request {};
    } dump;
    dump.header.nlmsg_len = sizeof dump;
    dump.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    dump.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    dump.request.sdiag_family = AF_UNIX;
    dump.request.udiag_states = ~0U;
    dump.request.udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | showUid;
    return send(socket, &dump, sizeof dump, 0) == static_cast<ssize_t>(sizeof dump);
}

enum class Part
{
    More,
    Last,
    Broken
};

Part partOf(const QByteArray& messages)
{
    auto left = static_cast<unsigned>(messages.size());
    const auto* header = reinterpret_cast<const nlmsghdr*>(messages.constData());
    for (; NLMSG_OK(header, left); header = NLMSG_NEXT(header, left)) {
        if (header->nlmsg_type == NLMSG_ERROR)
            return Part::Broken;
        if (header->nlmsg_type == NLMSG_DONE)
            return Part::Last;
    }
    return Part::More;
}

} // namespace

QList<UnixPeer> unixPeersIn(const QByteArray& messages, const QByteArray& path)
{
    const QHash<quint32, Socket> sockets = socketsIn(messages);
    QList<UnixPeer> peers;
    for (auto socket = sockets.begin(); socket != sockets.end(); ++socket) {
        const auto other = sockets.constFind(socket->peer);
        if (socket->peer != 0 && other != sockets.constEnd() && other->name == path && socket->name != path)
            peers.append({QByteArray::number(socket.key()), socket->uid});
    }
    std::sort(peers.begin(), peers.end(),
              [](const UnixPeer& left, const UnixPeer& right) { return left.socket < right.socket; });
    return peers;
}

std::optional<QList<UnixPeer>> unixPeers(const QByteArray& path)
{
    const Descriptor socket(::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    if (!socket)
        return {};
    setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (!ask(socket.get()))
        return {};
    QByteArray messages;
    std::array<char, 65536> buffer; // NOLINT: filled by the kernel
    for (;;) {
        const ssize_t count = recv(socket.get(), buffer.data(), buffer.size(), 0);
        if (count <= 0)
            return {};
        const QByteArray part(buffer.data(), static_cast<qsizetype>(count));
        messages += part;
        const Part kind = partOf(part);
        if (kind == Part::Broken)
            return {};
        if (kind == Part::Last)
            return unixPeersIn(messages, path);
    }
}

} // namespace mooring::pcsc
