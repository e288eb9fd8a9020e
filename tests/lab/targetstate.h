// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reactor.h"
#include "script.h"

namespace mooring::lab {

// What a target saw of one session on the wire.
struct SessionRecord
{
    enum End
    {
        Open,
        LoggedOut,
        ClosedByInitiator,
        ResetByInitiator,
        ClosedByTarget
    };
    int number = 0; // from 1, of those that name a target; 0: discovery
    QByteArray initiator, target, alias;
    QByteArray isid; // six bytes
    quint16 connection = 0; // CID
    bool hasLoggedIn = false, hasHeaderDigest = false;
    End end = Open; // LoggedOut: the initiator was told so
    int loginRequests = 0, textRequests = 0, logouts = 0;
    int pings = 0; // of the initiator
    int pingsSent = 0, pingsAnswered = 0; // of the target
    int asyncSent = 0;
    QMap<quint8, int> commands; // by SCSI operation code
    QByteArray chapUser; // by which the initiator proved itself
    bool isOpen() const { return hasLoggedIn && end == Open; }
};

// What it saw of all.
struct Counts
{
    int connections = 0, openConnections = 0;
    int loginRequests = 0; // PDUs
    int logins = 0, discoveries = 0; // completed
    int textRequests = 0, logouts = 0, pings = 0, commands = 0;
    QMap<quint8, int> commandsByCode;
    int openSessions = 0, mostOpenSessions = 0; // discovery counted
};

class TargetConnection;

// What the connections of one scripted target share; of its thread.
struct TargetState
{
    Reactor& reactor;
    QList<TargetSpec> targets;
    Scripts scripts;
    QByteArray portal; // "ADDRESS:PORT"
    Counts counts;
    std::vector<std::shared_ptr<SessionRecord>> records;
    std::vector<std::shared_ptr<TargetConnection>> connections;
    int lastNumber = 0; // of a session
    quint16 lastHandle = 0; // TSIH

    const TargetSpec* target(const QByteArray& name) const;
    const Script& scriptOf(const SessionRecord& record) const;
    std::shared_ptr<SessionRecord> beginSession(const SessionRecord& record); // numbers it
    void sessionOpened(const std::shared_ptr<SessionRecord>& record);
    void sessionEnded(SessionRecord& record, SessionRecord::End end); // the first end counts
    TargetConnection* connectionOf(int session) const;
    void forget(const TargetConnection* connection);
};

} // namespace mooring::lab
