// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lunscan.h"
#include "services/core/resource.h"
#include "session.h"

namespace mooring::iscsi {

// One session that this process holds, and what is known of it.
struct HeldSession
{
    std::unique_ptr<Session> session;
    ResourceId id; // sessionId(): made once, asked for often
    QByteArray portal; // as it was asked for
    quint64 number = 0; // of this process: tells a session from a later one with its ISID
    QDateTime since; // when its present state began
    QList<LogicalUnit> units;
    bool isReconnecting = false; // it is opened again
    std::optional<ErrorCode> whyLost; // also: a logout that nobody answered
    EventLoop::Timer keepAlive = 0, pingLimit = 0;
};

QString portalAddress(const HeldSession& held); // that it is connected to, or was last
QByteArray isidText(quint64 isid); // 12 hexadecimal digits (RFC 7143, 11.12.5), type "random"
ResourceId sessionId(qint64 pid, const HeldSession& held);
Resource targetResource(const QByteArray& name, const QList<const HeldSession*>& sessions);
Resource sessionResource(qint64 pid, const HeldSession& held, bool isSecretKept); // by the keyring
QList<Resource> unitResources(qint64 pid, const HeldSession& held);

} // namespace mooring::iscsi
