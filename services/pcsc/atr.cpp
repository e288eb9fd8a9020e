// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "atr.h"

#include <QStringList>

#include <algorithm>
#include <bit>

namespace mooring::pcsc {

namespace {

constexpr int globalBytes = 15; // T=15 in a TD: what follows is of no protocol

// Reads an ATR from its front; past its end it gives nothing, and says so.
class Reader
{
public:
    explicit Reader(const QByteArray& bytes)
        : m_bytes(bytes)
    {
    }
    std::optional<quint8> next()
    {
        if (m_at >= m_bytes.size()) {
            m_isPast = true;
            return {};
        }
        return static_cast<quint8>(m_bytes[m_at++]);
    }
    QByteArray next(qsizetype count)
    {
        QByteArray part = m_bytes.mid(m_at, count);
        m_at += part.size();
        m_isPast = m_isPast || part.size() < count;
        return part;
    }
    qsizetype at() const { return m_at; }
    bool isPast() const { return m_isPast; }

private:
    const QByteArray& m_bytes;
    qsizetype m_at = 0;
    bool m_isPast = false;
};

Atr::Convention conventionOf(quint8 initial)
{
    if (initial == 0x3B)
        return Atr::Convention::Direct;
    return initial == 0x3F ? Atr::Convention::Inverse : Atr::Convention::Unknown;
}

// TA, TB, TC and TD of each level, as the upper half of the byte before announces them. The protocols in the
// order of the TDs.
QList<int> readInterfaceBytes(Reader& reader, quint8 format)
{
    QList<int> announced;
    for (std::optional<quint8> indicator = format; indicator;) {
        const unsigned present = *indicator >> 4U;
        reader.next(std::popcount(present & 7U)); // TA, TB, TC
        indicator = (present & 8U) != 0 ? reader.next() : std::nullopt;
        if (indicator)
            announced.append(*indicator & 15);
    }
    return announced;
}

// Over everything from T0 on, TCK included (8.2.5).
bool isZeroSum(const QByteArray& bytes, qsizetype end)
{
    char sum = 0;
    for (qsizetype i = 1; i < end; ++i)
        sum = static_cast<char>(sum ^ bytes[i]);
    return sum == 0;
}

} // namespace

Atr Atr::parse(const QByteArray& bytes)
{
    Atr atr;
    Reader reader(bytes);
    const auto initial = reader.next();
    const auto format = reader.next();
    if (initial)
        atr.convention = conventionOf(*initial);
    if (format) {
        const QList<int> announced = readInterfaceBytes(reader, *format);
        for (const int protocol : announced) {
            if (protocol != globalBytes && !atr.protocols.contains(protocol))
                atr.protocols.append(protocol);
        }
        if (atr.protocols.isEmpty() && !reader.isPast())
            atr.protocols = {0}; // no TD1, or one for global bytes only
        atr.historical = reader.next(*format & 15);
        atr.isCut = reader.isPast();
        const bool needsSum = std::any_of(announced.begin(), announced.end(), [](int t) { return t != 0; });
        if (needsSum && reader.next())
            atr.checksum = isZeroSum(bytes, reader.at()) ? Checksum::Right : Checksum::Wrong;
        else if (needsSum)
            atr.checksum = Checksum::Missing;
    }
    atr.isCut = atr.isCut || !format;
    atr.excess = bytes.size() - reader.at();
    return atr;
}

bool Atr::isSound() const
{
    return convention != Convention::Unknown && !isCut && excess == 0
        && (checksum == Checksum::NotNeeded || checksum == Checksum::Right);
}

QString Atr::protocolText() const
{
    QStringList words;
    for (const int protocol : protocols)
        words.append(QStringLiteral("T=%1").arg(protocol));
    return words.join(QStringLiteral(", "));
}

QString hexText(const QByteArray& bytes) { return QString::fromLatin1(bytes.toHex(' ').toUpper()); }

} // namespace mooring::pcsc
