// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tcpconnections.h"

namespace mooring {

// A portal of a target that a provider knows.
struct KnownPortal
{
    QByteArray target;
    TcpEnd portal;
    bool operator==(const KnownPortal&) const = default;
};

// A file of this user's that keeps which target a portal has while another program's connection to it stands:
// whoever knew it by a session of Mooring's own may have ended since. Nothing in it outlives that connection,
// nor the user's session. An empty path keeps nothing; what cannot be written is not kept.
class PortalMemory
{
public:
    explicit PortalMemory(QByteArray path)
        : m_path(std::move(path))
    {
    }
    static QByteArray
    defaultPath(); // in /run as root, else in the user's runtime folder; empty: there is none

    QList<KnownPortal> read() const;
    void write(const QList<KnownPortal>& portals) const; // none: the file goes

private:
    QByteArray m_path;
};

} // namespace mooring
