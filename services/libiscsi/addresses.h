// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portal.h"

#include <sys/socket.h>

namespace mooring::iscsi {

// The portal by each of its addresses, in the system's order; PortalUnreachable when it has none. Blocks for
// a name: never on the loop.
Result<QList<Portal>> addressesOf(const Portal& portal);

struct SocketAddress
{
    sockaddr_storage storage {};
    socklen_t length = 0;
    const sockaddr* generic() const { return reinterpret_cast<const sockaddr*>(&storage); }
};
// Of a portal that is numeric; does not block.
Result<SocketAddress> socketAddress(const Portal& portal);

} // namespace mooring::iscsi
