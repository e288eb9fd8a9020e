// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/vocabulary.h"

#include <QByteArray>

namespace mooring::pcsc {

// One reader as pcscd tells it. The flags are bits, several at once (SCARD_STATE_*).
struct ReaderStatus
{
    static constexpr quint32 unavailable = 0x0008, empty = 0x0010, present = 0x0020, exclusive = 0x0080,
                             inUse = 0x0100, mute = 0x0200, unpowered = 0x0400;

    QByteArray name;
    quint32 flags = 0;
    quint32 events = 0; // how often a card came or went
    QByteArray atr; // empty: no card, or one that does not answer

    // As SCardGetStatusChange tells it: flags below, the counter above.
    static ReaderStatus of(const QByteArray& name, quint32 state, const QByteArray& atr);

    bool has(quint32 flag) const { return (flags & flag) != 0; }
    bool hasCard() const { return has(present); }
    bool isUsed() const { return has(exclusive | inUse); } // by anybody, this process included
    State state() const; // of the reader
    State cardState() const;
    bool operator==(const ReaderStatus&) const = default;
};

// What SCardStatus tells of a card that is connected to: bits, too.
struct CardStatus
{
    static constexpr quint32 absent = 2, present = 4, swallowed = 8, powered = 0x10, negotiable = 0x20,
                             specific = 0x40;
    quint32 bits = 0;
    quint32 protocol = 0;
    QByteArray reader;
    bool has(quint32 bit) const { return (bits & bit) != 0; }
};

QString protocolWord(quint32 protocol); // t0, t1, t15, raw; empty: none was chosen

} // namespace mooring::pcsc
