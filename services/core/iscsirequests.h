// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace mooring {

// One side's CHAP name and secret (RFC 7143, 12.1.3). The secret is for the login and the keyring only: never
// logged, shown or sent as text.
struct ChapAccess
{
    QByteArray user, secret;
    bool operator==(const ChapAccess&) const = default;
};

// What the two sides prove themselves with to each other.
struct ChapSecrets
{
    std::optional<ChapAccess> own, mutual; // the second only together with the first
    bool operator==(const ChapSecrets&) const = default;
};

// Which portals are to be asked for their targets.
struct DiscoveryRequest
{
    QList<QByteArray> portals; // as typed: HOST, ADDRESS:PORT, [IPV6%ZONE]:PORT
    std::optional<ChapAccess> chap, mutualChap; // the second only together with the first
    bool operator==(const DiscoveryRequest&) const = default;
};

struct DiscoveredTarget
{
    QByteArray name; // as the portal gave it
    QList<QByteArray> portals; // ADDRESS:PORT, never empty
    bool operator==(const DiscoveredTarget&) const = default;
};

// What one portal answered.
struct PortalAnswer
{
    QByteArray portal; // as in the request
    QList<DiscoveredTarget> targets;
    std::optional<Error> error; // it could not be asked, and why; `targets` is empty then
    bool operator==(const PortalAnswer&) const = default;
};

// Sessions to open to one target through one portal.
struct LoginRequest
{
    QByteArray target, portal;
    int sessions = 1;
    std::optional<ChapAccess> chap, mutualChap; // without a secret: the one that the keyring remembers
    bool headerDigest = false; // CRC32C has to be agreed upon
    bool automatic = false; // and again when the service starts
    bool remember = false; // the target: it is listed while it has no session
    bool rememberSecret = false; // in the keyring; what is automatic has to
    bool operator==(const LoginRequest&) const = default;
};

// A logical unit to attach as a disk of this host, by a session of its own.
struct UnitRequest
{
    QByteArray target, portal; // as in LoginRequest
    quint64 lun = 0;
    bool readOnly = false;
    std::optional<ChapAccess> chap; // as there
    bool operator==(const UnitRequest&) const = default;
};

} // namespace mooring
