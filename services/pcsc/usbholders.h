// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

namespace mooring::pcsc {

struct UsbHolders
{
    QHash<QByteArray, QList<qint64>> holders; // PIDs by device node
    int unseen = 0; // processes that may not be looked into
};

// Who has which of these device nodes open. Reads the links of procfs below `root`; follows none.
UsbHolders usbHolders(const QByteArray& root, const QList<QByteArray>& nodes);

} // namespace mooring::pcsc
