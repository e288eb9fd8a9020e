// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scsianswers.h"

// Who may use a logical unit, and by which way: ALUA and persistent reservations.
namespace mooring::iscsi {

// REPORT TARGET PORT GROUPS: SPC-4, 6.37.
struct PortGroup
{
    quint16 group = 0;
    quint8 state = 0; // asymmetric access state: accessStateToken()
    bool preferred = false;
    QList<quint16> ports; // relative target port identifiers
    bool operator==(const PortGroup&) const = default;
};
Result<QList<PortGroup>> parsePortGroups(QByteArrayView data); // a group that is cut off is left out
std::optional<PortGroup> groupOf(const QList<PortGroup>& groups, quint16 relativeTargetPort);

// Fact::AccessState's word; empty: none is known for it.
QString accessStateToken(quint8 state);

// PERSISTENT RESERVE IN, READ KEYS: SPC-4, 6.15.2.
struct ReservationKeys
{
    quint32 generation = 0;
    QList<quint64> keys;
    quint64 claimed = 0; // how many there are; more than `keys`: ask again with a larger allocation length
    bool operator==(const ReservationKeys&) const = default;
};
Result<ReservationKeys> parseReservationKeys(QByteArrayView data);

// PERSISTENT RESERVE IN, READ RESERVATION: SPC-4, 6.15.3.
struct Reservation
{
    quint64 key = 0; // 0 with a type that all registrants share
    quint8 type = 0; // reservationToken()
    bool operator==(const Reservation&) const = default;
};
Result<std::optional<Reservation>> parseReservation(QByteArrayView data); // none: nobody reserved it

// Fact::Reservation's word; empty: none is known for it.
QString reservationToken(quint8 type);

} // namespace mooring::iscsi
