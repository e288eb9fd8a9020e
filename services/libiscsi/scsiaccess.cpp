// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scsiaccess.h"

#include <algorithm>

namespace mooring::iscsi {

namespace {

constexpr quint64 kMostKeys = 65536;
constexpr size_t kReserveHead = 8; // generation and length: SPC-4, 6.15.2

} // namespace

Result<QList<PortGroup>> parsePortGroups(QByteArrayView data)
{
    constexpr size_t length = 4, extendedHead = 4, head = 8, port = 4;
    const BigEndian whole(data);
    if (whole.size() < length)
        return fail(malformedAnswer(QLatin1String("REPORT TARGET PORT GROUPS")));
    const BigEndian bytes(whole.part(length, whole.u32(0)));
    QList<PortGroup> groups;
    // RTPG_FMT 1: the extended header, SPC-4, 6.37
    for (size_t at = (bytes.u8(0) >> 4 & 7) == 1 ? extendedHead : 0; at + head <= bytes.size();) {
        const size_t ports = bytes.u8(at + 7);
        if (ports * port > bytes.size() - at - head)
            break;
        PortGroup group {bytes.u16(at + 2), quint8(bytes.u8(at) & 0xf), (bytes.u8(at) & 0x80) != 0, {}};
        at += head;
        for (size_t i = 0; i < ports; ++i, at += port)
            group.ports.append(bytes.u16(at + 2));
        groups.append(group);
    }
    return groups;
}

std::optional<PortGroup> groupOf(const QList<PortGroup>& groups, quint16 relativeTargetPort)
{
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const PortGroup& each) {
        return each.ports.contains(relativeTargetPort);
    });
    return found == groups.end() ? std::nullopt : std::optional<PortGroup>(*found);
}

QString accessStateToken(quint8 state) // SPC-4, table 248
{
    switch (state) {
    case 0x0:
        return QStringLiteral("active-optimized");
    case 0x1:
        return QStringLiteral("active-non-optimized");
    case 0x2:
        return QStringLiteral("standby");
    case 0x3:
        return QStringLiteral("unavailable");
    case 0xe:
        return QStringLiteral("offline");
    case 0xf:
        return QStringLiteral("transitioning");
    default:
        return {};
    }
}

Result<ReservationKeys> parseReservationKeys(QByteArrayView data)
{
    constexpr size_t key = 8;
    const BigEndian bytes(data);
    if (bytes.size() < kReserveHead || bytes.u32(4) % key != 0)
        return fail(malformedAnswer(QLatin1String("PERSISTENT RESERVE IN, READ KEYS")));
    ReservationKeys keys;
    keys.generation = bytes.u32(0);
    keys.claimed = bytes.u32(4) / key;
    const auto there = std::min<quint64>({keys.claimed, (bytes.size() - kReserveHead) / key, kMostKeys});
    for (quint64 i = 0; i < there; ++i)
        keys.keys.append(bytes.u64(kReserveHead + i * key));
    return keys;
}

Result<std::optional<Reservation>> parseReservation(QByteArrayView data)
{
    constexpr size_t typeAt = 21; // scope and type
    const BigEndian bytes(data);
    if (bytes.size() >= kReserveHead && bytes.u32(4) == 0)
        return std::optional<Reservation>();
    if (bytes.size() <= typeAt || bytes.u32(4) < 16)
        return fail(malformedAnswer(QLatin1String("PERSISTENT RESERVE IN, READ RESERVATION")));
    return std::optional<Reservation>({bytes.u64(8), quint8(bytes.u8(typeAt) & 0xf)});
}

QString reservationToken(quint8 type) // SPC-4, 6.15.3.4
{
    switch (type) {
    case 1:
        return QStringLiteral("write-exclusive");
    case 3:
        return QStringLiteral("exclusive-access");
    case 5:
        return QStringLiteral("write-exclusive-registrants-only");
    case 6:
        return QStringLiteral("exclusive-access-registrants-only");
    case 7:
        return QStringLiteral("write-exclusive-all-registrants");
    case 8:
        return QStringLiteral("exclusive-access-all-registrants");
    default:
        return {};
    }
}

} // namespace mooring::iscsi
