// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace mooring {

// One end of a connection.
struct KernelPortal
{
    QByteArray address; // a number in its shortest form, or a name
    unsigned port = 0; // 0: not known

    static KernelPortal of(const QByteArray& address, unsigned port);
    bool isEmpty() const { return address.isEmpty(); }
    QByteArray text() const; // ADDRESS:PORT, IPv6 in brackets
    bool operator==(const KernelPortal&) const = default;
};

} // namespace mooring
