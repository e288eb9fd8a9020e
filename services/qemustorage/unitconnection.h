// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/tcptraffic.h"

namespace mooring {

// Nobody answers what the daemon asks: it has sent since the last answer and waited for too long, or it was
// never answered, as its login is not by a target whose kernel alone takes the connection.
bool isSilent(const TcpTraffic& traffic);

// Whether the target of a daemon's unit answers, by its connection alone: nothing is asked of the daemon.
// Empty: that cannot be seen.
std::optional<bool> isUnitAnswered(const QByteArray& root, qint64 storage);

} // namespace mooring
