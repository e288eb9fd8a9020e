// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cardresources.h"
#include "services/core/inventory.h"
#include "services/system/processes.h"
#include "services/system/socketholders.h"
#include "unixpeers.h"
#include "usbholders.h"

#include <unistd.h>

namespace mooring::pcsc {

// Who uses cards and readers: the programs that are connected to pcscd, which are likely holders and no more,
// and those that have a reader open on USB, which drive it. Of one thread at a time.
class CardUsers
{
public:
    struct Settings
    {
        QByteArray root = "/"; // of procfs
        QByteArray socket; // pcscd's
        qint64 caller = getpid();
        quint32 user = geteuid();
        std::function<std::optional<QList<UnixPeer>>(const QByteArray&)> peers = unixPeers;
    };
    explicit CardUsers(Settings settings);

    void addTo(Inventory& inventory, const CardView& view); // what the inventory was asked for
    // Readers that another program drives say so, and who it is, where that can be seen.
    void nameDrivers(Inventory& inventory, const CardView& view) const;
    QString likelyHolders(); // "scdaemon (4711), firefox (815)"; empty: none is seen
    QString driverOf(const CcidReader& reader) const; // the same, of a reader on USB

private:
    struct Client
    {
        std::optional<ProcessEntry> process; // empty: it may not be looked into
        std::optional<quint32> uid;
        QByteArray socket;
    };
    struct Users;
    std::optional<QList<Client>> clients();
    bool isOurs(const ProcessEntry& process) const;
    void addClients(Users& users, const CardView& view);
    void addDrivers(Users& users, const CardView& view) const;
    Resource unseen(const Client& client, const QList<Need>& needs) const;
    Resource nameless(const ReaderStatus& reader) const;
    QString userName(const std::optional<quint32>& uid) const;

    Settings m_settings;
    SocketHolders m_sockets;
};

} // namespace mooring::pcsc
