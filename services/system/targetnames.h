// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace mooring {

// An iSCSI name (RFC 7143, 4.2.7) in a command line.
struct NamedTarget
{
    QByteArray name; // in lower case
    QByteArray argument; // the one that it stands in
    bool isTarget = false; // a URL or a key says so; else it may be an initiator's
    bool operator==(const NamedTarget&) const = default;
};

// Each name once for each argument. `commandLine` as in /proc/PID/cmdline.
QList<NamedTarget> targetsNamedIn(const QByteArray& commandLine);

// Those that a program is connected to over one portal, by what its command line says: where an argument
// names the portal as well, only by such. `known`: targets that are known to have that portal.
QList<QByteArray> targetsMeant(const QByteArray& commandLine, const QByteArray& portal,
                               const QList<QByteArray>& known);

} // namespace mooring
