// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/tcptraffic.h"

namespace mooring {

// Nobody answers what the daemon asks: it has sent since the last answer and waited for too long, or it was
// never answered, as its login is not by a target whose kernel alone takes the connection.
bool isSilent(const TcpTraffic& traffic);

struct UnitConnection
{
    bool isAnswered = false; // its target answers
    QByteArray portal; // ADDRESS:PORT at the other end; empty: there is no connection
    bool operator==(const UnitConnection&) const = default;
};

// How the daemon of a unit is connected to its target, by what the kernel shows: nothing is asked of the
// daemon. Empty: that cannot be seen.
std::optional<UnitConnection> unitConnectionOf(const QByteArray& root, qint64 storage);

} // namespace mooring
