// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardcodes.h"

namespace mooring::pcsc {

ErrorCode codeOf(Code number)
{
    switch (number) {
    case 0x80100002: // SCARD_E_CANCELLED
    case 0x80100012: // SCARD_E_SYSTEM_CANCELLED
    case 0x8010006E: // SCARD_W_CANCELLED_BY_USER
        return ErrorCode::StoppedByUser;
    case 0x80100004: // SCARD_E_INVALID_PARAMETER
    case 0x80100008: // SCARD_E_INSUFFICIENT_BUFFER
    case 0x80100011: // SCARD_E_INVALID_VALUE
        return ErrorCode::InvalidArgument;
    case 0x80100006: // SCARD_E_NO_MEMORY
        return ErrorCode::OutOfMemory;
    case 0x80100009: // SCARD_E_UNKNOWN_READER
    case 0x80100017: // SCARD_E_READER_UNAVAILABLE
    case 0x8010002E: // SCARD_E_NO_READERS_AVAILABLE
        return ErrorCode::ReaderUnknown;
    case 0x80100007: // SCARD_F_WAITED_TOO_LONG
    case 0x8010000A: // SCARD_E_TIMEOUT
        return ErrorCode::DeadlinePassed;
    case 0x8010000B: // SCARD_E_SHARING_VIOLATION
    case 0x80100031: // SCARD_E_SERVER_TOO_BUSY
        return ErrorCode::CardHeld;
    case 0x8010000C: // SCARD_E_NO_SMARTCARD
        return ErrorCode::CardMissing;
    case 0x8010000E: // SCARD_E_CANT_DISPOSE
        return ErrorCode::CardNotEjected;
    case 0x80100003: // SCARD_E_INVALID_HANDLE
        return ErrorCode::CardNotAttached;
    case 0x80100016: // SCARD_E_NOT_TRANSACTED
        return ErrorCode::WrongState;
    case 0x80100018: // SCARD_P_SHUTDOWN
    case 0x8010001D: // SCARD_E_NO_SERVICE
    case 0x8010001E: // SCARD_E_SERVICE_STOPPED
        return ErrorCode::CardServiceNotRunning;
    case 0x8010001A: // SCARD_E_READER_UNSUPPORTED
    case 0x8010001C: // SCARD_E_CARD_UNSUPPORTED
    case 0x8010001F: // SCARD_E_UNSUPPORTED_FEATURE; PC/SC Lite never means SCARD_E_UNEXPECTED by it
    case 0x80100022: // the same, elsewhere
    case 0x80100065: // SCARD_W_UNSUPPORTED_CARD
        return ErrorCode::NotSupportedHere;
    case 0x80100066: // SCARD_W_UNRESPONSIVE_CARD
    case 0x80100067: // SCARD_W_UNPOWERED_CARD
        return ErrorCode::CardMute;
    case 0x80100068: // SCARD_W_RESET_CARD
        return ErrorCode::CardWasReset;
    case 0x80100069: // SCARD_W_REMOVED_CARD
        return ErrorCode::CardRemoved;
    case 0x80100027: // SCARD_E_NO_ACCESS
        return ErrorCode::PermissionDenied;
    case 0x8010006A: // SCARD_W_SECURITY_VIOLATION
        return ErrorCode::CardServiceRefused;
    default: // those of files, keys and PINs on a card, and whatever comes one day
        return ErrorCode::CardFailed;
    }
}

Error cardError(Code number, const QString& subject)
{
    Error error = errorOf(codeOf(number), subject);
    error.domain = ErrorDomain::Scard;
    error.number = number;
    return error;
}

// After pcscd has ended the first call fails with a communication error, each later one with the second.
bool meansServiceGone(Code number)
{
    return number == 0x80100013 || codeOf(number) == ErrorCode::CardServiceNotRunning;
}

} // namespace mooring::pcsc
