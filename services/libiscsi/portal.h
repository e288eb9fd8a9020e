// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QByteArray>

#include <optional>

namespace mooring::iscsi {

inline constexpr quint16 kIscsiPort = 3260; // RFC 7143, 15.1

// Where a target is reached. `host` is an address as inet_ntop(3) writes it, perhaps with %zone, or a name in
// lower case; no brackets.
struct Portal
{
    QByteArray host;
    quint16 port = kIscsiPort;
    std::optional<quint16> group; // target portal group tag: RFC 7143, 13.9
    bool operator==(const Portal&) const = default;

    bool isNumeric() const; // an address, nothing to look up
};

// "10.0.0.1", "10.0.0.1:3261", "[::1]:3260", "[fe80::1%eth0]", "name.example:3260", and what SendTargets
// gives, "10.0.0.1:3260,1" (RFC 7143, 13.8).
Result<Portal> parsePortal(QByteArrayView text);

// ADDRESS:PORT, IPv6 in brackets, without the group: read by parsePortal() again.
QByteArray portalText(const Portal& portal);

} // namespace mooring::iscsi
