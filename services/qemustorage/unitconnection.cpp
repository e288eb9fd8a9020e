// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "unitconnection.h"

namespace mooring {
namespace {

using namespace std::chrono_literals;

// QEMU asks with a NOP-Out every 5 s, and drops the connection when three of them stay unanswered
// (block/iscsi.c): this is later than the second, and before it connects again.
constexpr auto kPatience = 12s;
// What follows an answer at once need not be a question: the reply to the target's own NOP-In.
constexpr auto kReply = 1s;

} // namespace

bool isSilent(const TcpTraffic& traffic)
{
    return traffic.received == 0
        || (traffic.sinceReceived > kPatience && traffic.sinceSent + kReply < traffic.sinceReceived);
}

// Where the kernel does not tell what went over it, a connection that stands is all there is to see.
std::optional<UnitConnection> unitConnectionOf(const QByteArray& root, qint64 storage)
{
    const auto connections = connectionsOf(root, storage);
    if (!connections)
        return {};
    UnitConnection found;
    for (const TcpConnection& each : *connections) {
        const auto traffic = trafficOf(each);
        found.isAnswered = found.isAnswered || !traffic || !isSilent(*traffic);
        found.portal = each.remote.text();
    }
    return found;
}

} // namespace mooring
