// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"

// PC/SC Lite's numbers (winscard.h), in the 32 bits that the documents give them. Thread-safe.
namespace mooring::pcsc {

using Code = quint32;

inline constexpr Code success = 0;
inline constexpr Code cancelled = 0x80100002;
inline constexpr Code invalidHandle = 0x80100003;
inline constexpr Code unknownReader = 0x80100009;
inline constexpr Code timedOut = 0x8010000A;
inline constexpr Code sharingViolation = 0x8010000B;
inline constexpr Code invalidValue = 0x80100011;
inline constexpr Code notTransacted = 0x80100016;
inline constexpr Code readerUnavailable = 0x80100017;
inline constexpr Code noService = 0x8010001D;
inline constexpr Code noReaders = 0x8010002E;
inline constexpr Code cardReset = 0x80100068;
inline constexpr Code cardRemoved = 0x80100069;
inline constexpr Code refused = 0x8010006A;

ErrorCode codeOf(Code number);

// The number is kept; `subject` is the reader's name.
Error cardError(Code number, const QString& subject);

// pcscd has gone, or goes: every context of before is dead.
bool meansServiceGone(Code number);

} // namespace mooring::pcsc
