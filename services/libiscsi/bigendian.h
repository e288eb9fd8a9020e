// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>

namespace mooring::iscsi {

// Some bytes from the other side, with readers for the numbers in them. Behind their end there are only
// zeros: a length that the other side made up leads nowhere. Who must know what is really there asks for the
// size. Does not own the bytes.
class BigEndian
{
public:
    BigEndian() = default;
    explicit BigEndian(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    size_t size() const noexcept { return static_cast<size_t>(m_bytes.size()); }
    QByteArrayView bytes() const noexcept { return m_bytes; }
    QByteArrayView part(size_t at, size_t length) const
    {
        if (at >= size())
            return {};
        return m_bytes.sliced(static_cast<qsizetype>(at),
                              static_cast<qsizetype>(std::min(length, size() - at)));
    }

    quint8 u8(size_t at) const
    {
        return at < size() ? static_cast<quint8>(m_bytes[static_cast<qsizetype>(at)]) : quint8(0);
    }
    quint16 u16(size_t at) const { return static_cast<quint16>(number<2>(at)); }
    quint32 u24(size_t at) const { return static_cast<quint32>(number<3>(at)); }
    quint32 u32(size_t at) const { return static_cast<quint32>(number<4>(at)); }
    quint64 u64(size_t at) const { return number<8>(at); }

private:
    template <size_t Width> quint64 number(size_t at) const
    {
        quint64 value = 0;
        for (size_t i = 0; i < Width; ++i)
            value = value << 8 | u8(at + i);
        return value;
    }
    QByteArrayView m_bytes;
};

} // namespace mooring::iscsi
