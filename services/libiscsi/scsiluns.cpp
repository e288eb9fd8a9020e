// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scsiluns.h"

#include <algorithm>

namespace mooring::iscsi {

namespace {

constexpr quint64 low(int bits) { return (quint64(1) << bits) - 1; }

// The value of the `bits` bits behind the first `skipped`, when all behind them are zero.
std::optional<quint64> only(quint64 raw, int skipped, int bits)
{
    const int behind = 64 - skipped - bits;
    if ((raw & low(behind)) != 0)
        return {};
    return raw >> behind & low(bits);
}

} // namespace

LunAddress readLun(quint64 raw)
{
    LunAddress address {raw, {}};
    switch (raw >> 62) {
    case 0: // peripheral device addressing, 4.7.7.2; a bus other than 0 is another level
        if ((raw >> 56 & 0x3f) == 0)
            address.number = only(raw, 8, 8);
        break;
    case 1: // flat space addressing, 4.7.7.3
        address.number = only(raw, 2, 14);
        break;
    case 3: // extended logical unit addressing, 4.7.7.5; length and method in the first byte
        if (raw >> 56 == 0xd2) // extended flat space, 4.7.7.5.3
            address.number = only(raw, 8, 24);
        else if (raw >> 56 == 0xe2) // long extended flat space, 4.7.7.5.4
            address.number = only(raw, 8, 40);
        break;
    default: // logical unit addressing, 4.7.7.4: bus and target below another unit
        break;
    }
    return address;
}

Result<LunList> parseLuns(QByteArrayView data)
{
    constexpr size_t head = 8, entry = 8;
    const BigEndian bytes(data);
    const quint32 length = bytes.u32(0);
    if (bytes.size() < head || length % entry != 0)
        return fail(malformedAnswer(QLatin1String("REPORT LUNS")));
    LunList list;
    list.claimed = length / entry;
    const auto there = std::min<quint64>({list.claimed, (bytes.size() - head) / entry, kMostLuns});
    list.luns.reserve(static_cast<qsizetype>(there));
    for (quint64 i = 0; i < there; ++i)
        list.luns.append(readLun(bytes.u64(head + i * entry)));
    return list;
}

} // namespace mooring::iscsi
