// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QSet>

namespace mooring {

// Who has which sockets open. Goes through all processes only for a socket that it has not seen before: a
// later look costs one link for each. Of one thread at a time.
class SocketHolders
{
public:
    explicit SocketHolders(QByteArray root) // of procfs
        : m_root(std::move(root))
    {
    }
    // By socket. One that is missing has nobody that may be looked into.
    QHash<QByteArray, QList<qint64>> find(const QSet<QByteArray>& sockets);
    int scans() const { return m_scans; } // of all processes, so far

private:
    struct Holder
    {
        qint64 pid = 0;
        QByteArray file; // its descriptor
    };
    bool stillHolds(const Holder& holder, const QByteArray& socket) const;
    void scan(const QSet<QByteArray>& sockets);

    QByteArray m_root;
    QHash<QByteArray, QList<Holder>> m_known;
    int m_scans = 0;
};

} // namespace mooring
