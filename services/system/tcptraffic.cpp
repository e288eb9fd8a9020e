// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tcptraffic.h"

#include "descriptor.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstddef>
#include <cstring>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <sys/socket.h>

namespace mooring {
namespace {

struct Question
{
    nlmsghdr head {};
    inet_diag_req_v2 body {};
};

// The kernel finds a connection of IPv4 also where its socket is one of IPv6.
bool put(const TcpEnd& end, quint8 family, __be32* address, __be16& port)
{
    port = htons(end.port);
    return inet_pton(family, end.address.constData(), address) == 1;
}

std::optional<Question> questionOf(const TcpConnection& connection)
{
    Question question;
    question.head.nlmsg_len = sizeof question;
    question.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.head.nlmsg_flags = NLM_F_REQUEST;
    question.body.sdiag_family = connection.remote.address.contains(':') ? AF_INET6 : AF_INET;
    question.body.sdiag_protocol = IPPROTO_TCP;
    question.body.idiag_ext = 1U << (INET_DIAG_INFO - 1U);
    question.body.idiag_states = ~0U;
    inet_diag_sockid& id = question.body.id;
    id.idiag_cookie[0] = id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    const quint8 family = question.body.sdiag_family;
    const bool isKnown = put(connection.local, family, id.idiag_src, id.idiag_sport)
        && put(connection.remote, family, id.idiag_dst, id.idiag_dport);
    return isKnown ? std::optional(question) : std::nullopt;
}

// Older kernels tell less of it: what they do not fill must not count.
std::optional<TcpTraffic> trafficIn(const char* data, size_t length)
{
    tcp_info info {};
    if (length < offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received)
        return {};
    std::memcpy(&info, data, std::min(length, sizeof info));
    return TcpTraffic {std::chrono::milliseconds(info.tcpi_last_data_recv),
                       std::chrono::milliseconds(info.tcpi_last_data_sent), info.tcpi_bytes_received};
}

std::optional<TcpTraffic> trafficIn(const char* answer, size_t length, const QByteArray& socket)
{
    nlmsghdr head {};
    inet_diag_msg found {};
    if (length < NLMSG_HDRLEN + sizeof found)
        return {};
    std::memcpy(&head, answer, sizeof head);
    std::memcpy(&found, answer + NLMSG_HDRLEN, sizeof found);
    const bool isThatOne = QByteArray::number(found.idiag_inode) == socket;
    if (head.nlmsg_type != SOCK_DIAG_BY_FAMILY || head.nlmsg_len > length || !isThatOne)
        return {};
    rtattr attribute {};
    for (size_t at = NLMSG_HDRLEN + NLMSG_ALIGN(sizeof found); at + sizeof attribute <= head.nlmsg_len;
         at += RTA_ALIGN(attribute.rta_len)) {
        std::memcpy(&attribute, answer + at, sizeof attribute);
        if (attribute.rta_len < sizeof attribute || at + attribute.rta_len > head.nlmsg_len)
            return {};
        if (attribute.rta_type == INET_DIAG_INFO)
            return trafficIn(answer + at + RTA_LENGTH(0), attribute.rta_len - RTA_LENGTH(0));
    }
    return {};
}

} // namespace

std::optional<TcpTraffic> trafficOf(const TcpConnection& connection)
{
    const auto question = questionOf(connection);
    const Descriptor kernel(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    if (!question || !kernel || ::send(kernel.get(), &*question, sizeof *question, 0) < 0)
        return {};
    std::array<char, 4096> answer; // NOLINT(cppcoreguidelines-pro-type-member-init): filled by the kernel
    const ssize_t length = ::recv(kernel.get(), answer.data(), answer.size(), MSG_DONTWAIT);
    return length < 0 ? std::nullopt
                      : trafficIn(answer.data(), static_cast<size_t>(length), connection.socket);
}

} // namespace mooring
