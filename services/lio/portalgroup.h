// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lioid.h"
#include "sessioninfo.h"

#include <QHash>
#include <QMap>
#include <QSet>

namespace mooring::lio {

// A logical unit of a portal group: lun/lun_N.
struct TargetUnit
{
    quint64 number = 0;
    quint64 inode = 0;
    QByteArray folder; // "lun_7"
    QByteArray link; // the name of the link in it; empty: nothing backs it, it was left half-way
    QByteArray backstore; // "iblock_0/disk"
    QByteArray pathGroup; // ALUA's, by name
    std::optional<quint64> commands, read, written; // megabytes
};

// How one initiator sees a unit: acls/INITIATOR/lun_M.
struct MappedUnit
{
    quint64 number = 0; // as the initiator sees it
    QByteArray folder;
    bool isWhole = false; // all of it was read; else its number and perhaps its unit
    quint64 inode = 0;
    QByteArray link;
    std::optional<quint64> unit; // of the group; empty: it was left half-way
    bool isWriteProtected = false;
};

// Who may log in, by name: acls/INITIATOR.
struct NodeAcl
{
    QByteArray initiator;
    bool isRead = false; // else only its name is known
    quint64 inode = 0;
    QList<MappedUnit> mapped; // by number
    std::optional<TargetSession> session;
    QString authentication; // token; empty: not known
};

struct PortalGroup
{
    GroupId id;
    quint64 inode = 0;
    std::optional<bool> isEnabled; // empty: not known
    bool isInDemoMode = false;
    QString authentication;
    QList<QByteArray> portals; // ADDRESS:PORT, sorted
    QList<quint64> numbers; // of all its units, sorted
    QMap<quint64, TargetUnit> units; // those that were read
    QList<NodeAcl> acls; // by name
    QList<TargetSession> dynamicSessions;
    bool mayHaveMoreSessions = false; // than configfs can list
    int error = 0; // errno: something that is there could not be read, so that what is missing proves nothing

    const NodeAcl* acl(const QByteArray& initiator) const;
    // Under which numbers initiators see each unit, as far as that was read. Without those under which they
    // see different ones.
    QHash<quint64, QList<quint64>> numbersSeenByUnit() const;
};

// What of a group is to be read.
struct GroupScope
{
    struct OfAcl
    {
        bool isWhole = false;
        QSet<quint64> mapped;
    };
    bool isWhole = false;
    QSet<quint64> units; // and who can see them
    QMap<QByteArray, OfAcl> acls;
};

} // namespace mooring::lio
