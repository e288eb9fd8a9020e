// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <string_view>

namespace mooring::tgt {

struct Unit
{
    quint64 number = 0;
    QByteArray type; // "disk", "cd/dvd", "controller", ...
    QByteArray scsiId, scsiSerial;
    quint64 size = 0; // bytes, rounded by tgtd to whole millions
    quint32 blockSize = 0; // bytes
    bool isOnline = true, isReadOnly = false, isRemovable = false, isThin = false, preventsRemoval = false;
    QByteArray storeType; // "rdwr", "aio", "null", ...
    QByteArray storePath; // empty: none
    QByteArray storeFlags;
    bool isController() const { return number == 0; } // usr/target.c makes it and lets nobody take it away
    bool operator==(const Unit&) const = default;
};

struct Connection
{
    quint32 id = 0;
    QByteArray address;
    bool operator==(const Connection&) const = default;
};

struct Nexus // a session of an initiator
{
    quint64 id = 0; // its TSIH
    QByteArray initiator;
    QList<Connection> connections;
    bool operator==(const Nexus&) const = default;
};

struct Target
{
    qint32 id = 0;
    QByteArray name;
    QByteArray driver, state;
    QList<Nexus> nexuses;
    QList<Unit> units;
    QList<QByteArray> accounts; // names
    QList<QByteArray> allowed; // addresses and names of initiators; "ALL"
    bool operator==(const Target&) const = default;
};

// What "-m target -o show" lists (usr/target.c, tgt_target_show_all). Lines that nobody knows are passed
// over.
QList<Target> parsedTargets(const QByteArray& listing);

// The same listing target by target, unread. The texts lie in `listing`.
struct TargetText
{
    qint32 id = 0;
    QByteArray name;
    std::string_view text; // its heading and all that follows
};
QList<TargetText> targetTexts(const QByteArray& listing);
Target parsedTarget(const TargetText& text);

// Number and name of each target, as "-m lld -o show" lists them: short, however much they have.
struct NamedTarget
{
    qint32 id = 0;
    QByteArray name;
    bool operator==(const NamedTarget&) const = default;
};
QList<NamedTarget> parsedNames(const QByteArray& listing);

// The sessions that "-m conn -o show -t" lists (usr/iscsi/target.c, show_iscsi_conn).
QList<Nexus> parsedConnections(const QByteArray& listing);

// What was read and written in one session of one unit since it was opened.
struct Traffic
{
    qint32 target = 0;
    quint64 lun = 0, nexus = 0;
    quint64 bytes = 0, commands = 0; // that were done
    bool operator==(const Traffic&) const = default;
};

// What "-m sys -o stat" lists (usr/target.c, tgt_stat_header).
QList<Traffic> parsedTraffic(const QByteArray& listing);

// What "-m portal -o show" lists: ADDRESS:PORT of each (usr/iscsi/target.c).
QList<QByteArray> parsedPortals(const QByteArray& listing);

} // namespace mooring::tgt
