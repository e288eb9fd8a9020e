// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace mooring::pcsc {

// What a card answered to its reset (ISO/IEC 7816-3, 8), taken apart. Of one that is cut short or wrong what
// can be told is told.
struct Atr
{
    enum class Convention
    {
        Unknown, // no such initial character
        Direct,
        Inverse
    };
    enum class Checksum
    {
        NotNeeded, // T=0 alone has none
        Missing,
        Right,
        Wrong
    };
    Convention convention = Convention::Unknown;
    QList<int> protocols; // T=, as offered, each once; T=15 is none
    QByteArray historical; // the historical bytes
    Checksum checksum = Checksum::NotNeeded;
    bool isCut = false; // it ends before what it announces
    qsizetype excess = 0; // bytes behind its end

    static Atr parse(const QByteArray& bytes);
    bool isSound() const;
    QString protocolText() const; // "T=0, T=1"; empty: it does not tell
    bool operator==(const Atr&) const = default;
};

QString hexText(const QByteArray& bytes); // "3B 65 00": as lists of cards have it

} // namespace mooring::pcsc
