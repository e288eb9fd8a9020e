// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "portalmemory.h"
#include "processnodes.h"
#include "services/core/inventory.h"
#include "socketholders.h"
#include "tcpconnections.h"

#include <QMap>

#include <optional>
#include <unistd.h>

namespace mooring {

// iSCSI sessions that other programs of this host have open: found by their connections to the portals of
// targets that are known, and told apart by what their command lines name. Where there is no such connection
// a look costs one table of the kernel's, and no process is looked into. Of one thread at a time.
class OtherSessions
{
public:
    struct Settings
    {
        QByteArray root = "/"; // of procfs
        qint64 caller = getpid(); // this process: what it holds, its provider tells
        quint32 user = geteuid();
        bool standardPort = false; // also connections to port 3260 whose target nobody knows
        bool skipsService = true; // the user's own mooringd tells its sessions itself
        QByteArray memory; // path of PortalMemory
    };
    OtherSessions();
    explicit OtherSessions(Settings settings);

    // Adds what `inventory` was asked for: sessions, targets that only such a program has, with users the
    // processes; and to the targets in it what is connected to the same portal, target not known. Such a
    // process stands on the portal, where that is in the inventory.
    // `ours`: local ends of connections that their provider tells.
    void addTo(Inventory& inventory, const QList<KnownPortal>& known, const QList<TcpEnd>& ours = {});
    static bool concerns(const LookRequest& request); // else there is nothing to add
    // Such a session, or the process of one: to see it takes every portal.
    static bool namesOthers(const LookRequest& request);
    int scans() const { return m_holders.scans(); } // of all processes, so far

private:
    struct Holding // one connection, and who has it
    {
        TcpConnection connection;
        QList<ProcessEntry> processes;
        QList<QByteArray> targets; // as meant; empty: not known
    };
    // Empty: that cannot be seen, and the inventory tells so.
    std::optional<QList<TcpConnection>> connections(const QList<KnownPortal>& known,
                                                    const QList<TcpEnd>& ours, Inventory& inventory) const;
    QList<Holding> holdings(const QList<KnownPortal>& known, const QList<TcpConnection>& connections);
    void addNamed(Inventory& inventory, const Holding& holding) const;
    static std::optional<Key> usedBy(const Inventory& inventory, const Holding& holding);
    void addUsers(Inventory& inventory, const QList<Holding>& holdings) const;
    void addUnseen(Inventory& inventory, const QList<TcpConnection>& unseen) const;
    void addUnnamed(Inventory& inventory, const QList<KnownPortal>& known, const QList<Holding>& holdings,
                    const QList<TcpConnection>& unseen) const;
    void keep(const QList<Holding>& found);
    bool isOurs(const ProcessEntry& process) const;
    bool mayLookInto(const TcpConnection& connection) const;

    Settings m_settings;
    SocketHolders m_holders;
    PortalMemory m_memory;
    QList<KnownPortal> m_found; // where such a session was: it is watched while it lasts
};

} // namespace mooring
