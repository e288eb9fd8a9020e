// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"

#include <optional>

namespace mooring::iscsi {

enum class LoginStatus : quint16 // class << 8 | detail: RFC 7143, 11.13.5
{
    Success = 0x0000,
    MovedTemporarily = 0x0101,
    MovedPermanently = 0x0102,
    InitiatorError = 0x0200,
    AuthenticationFailure = 0x0201,
    AuthorizationFailure = 0x0202,
    NotFound = 0x0203,
    TargetRemoved = 0x0204,
    UnsupportedVersion = 0x0205,
    TooManyConnections = 0x0206,
    MissingParameter = 0x0207,
    CannotIncludeInSession = 0x0208,
    SessionTypeNotSupported = 0x0209,
    SessionDoesNotExist = 0x020a,
    InvalidDuringLogin = 0x020b,
    TargetError = 0x0300,
    ServiceUnavailable = 0x0301,
    OutOfResources = 0x0302,
};

// Why a login was refused; empty for success and for a redirection. The number is `status`, the domain Iscsi.
std::optional<Error> loginError(quint16 status, bool secretGiven, const QString& subject = {});

} // namespace mooring::iscsi
