// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace mooring {

// Tells one process from every other one, also after its number was used again or the machine restarted.
struct ProcessIdentity
{
    qint64 pid = 0;
    qint64 startTicks = 0;
    QByteArray boot;
    static ProcessIdentity own();
    bool isAlive() const; // a zombie is not
    bool operator==(const ProcessIdentity&) const = default;
};

} // namespace mooring
