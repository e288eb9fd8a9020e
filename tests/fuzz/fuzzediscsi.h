// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

// What has to be true of any bytes that come from the other side of an iSCSI connection; each ends the
// program when it is not.
namespace mooring::fuzz {

// A stream of PDUs: the first byte has the digests (1, 2), the second the size of the pieces.
void judgePdus(const uint8_t* data, size_t size);

// Text, names and portals.
void judgeText(const uint8_t* data, size_t size);

// What a target says to a discovery. The first byte says who asks (1: with CHAP, 2: both sides) and how the
// others are read: as they are, or (4) as opcode, flags, length and text of PDUs whose tags and status are
// right; the second the size of the pieces.
void judgeDiscovery(const uint8_t* data, size_t size);

// What a target says to a browse, from the login to the logout. The first byte says what is asked (1: also
// for access and reservations) and how the others are read: as they are, or (4) as opcode, flags, status,
// task, length and data of PDUs whose other fields are right; the second the size of the pieces.
void judgeSession(const uint8_t* data, size_t size);

// Data of SCSI commands.
void judgeScsi(const uint8_t* data, size_t size);

} // namespace mooring::fuzz
