// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tcpconnections.h"

#include <chrono>

namespace mooring {

// What went over a TCP connection: data, not the acknowledgements of the other side's kernel.
struct TcpTraffic
{
    std::chrono::milliseconds sinceReceived {},
        sinceSent {}; // the last; since it stands where there was none
    quint64 received = 0; // bytes
    bool operator==(const TcpTraffic&) const = default;
};

// As the kernel has it now (sock_diag(7)); costs one question, and opens nothing of the process that has it.
// Empty: it is gone, it is of another network namespace, or the kernel does not tell.
std::optional<TcpTraffic> trafficOf(const TcpConnection& connection);

} // namespace mooring
