// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace mooring {

// A folder that this host's NFS server gives out.
struct NfsExport
{
    QByteArray path;
    QList<QByteArray> clients; // as written: 10.0.0.0/8, *.example.org
    bool operator==(const NfsExport&) const = default;
};

// From exportfs's table and the kernel's own; each path once.
QList<NfsExport> readNfsExports(const QByteArray& root);

} // namespace mooring
