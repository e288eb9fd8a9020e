// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernelsessions.h"

namespace mooring {

// What open-iscsi has on file about how to log in at one portal. Of all it holds (passwords among it) only
// this is taken.
struct NodeRecord
{
    QByteArray address; // as it is written there
    unsigned port = 0;
    QByteArray interface;
    bool isOneOfSeveral = false; // the portal has one for each of several interfaces
    QString startup; // manual, automatic, onboot; empty: not said
    QList<ComesBack> comesBack() const;
};

// The records below /etc/iscsi/nodes or /var/lib/iscsi/nodes, which root alone can read.
class NodeRecords
{
public:
    explicit NodeRecords(QByteArray root = "/");
    std::optional<NodeRecord> of(const KernelSession& session) const; // empty: none, or none that we may read

private:
    QByteArray m_root;
};

} // namespace mooring
