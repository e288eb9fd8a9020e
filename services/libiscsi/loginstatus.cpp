// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loginstatus.h"

namespace mooring::iscsi {

namespace {

ErrorCode codeOf(quint16 status, bool secretGiven)
{
    switch (static_cast<LoginStatus>(status)) {
    case LoginStatus::AuthenticationFailure:
        return secretGiven ? ErrorCode::AuthenticationFailed : ErrorCode::SecretMissing;
    case LoginStatus::NotFound:
    case LoginStatus::TargetRemoved:
        return ErrorCode::TargetUnknown;
    case LoginStatus::TooManyConnections:
    case LoginStatus::ServiceUnavailable:
    case LoginStatus::OutOfResources:
        return ErrorCode::TargetUnavailable;
    default:
        return ErrorCode::LoginRefused;
    }
}

} // namespace

std::optional<Error> loginError(quint16 status, bool secretGiven, const QString& subject)
{
    const int statusClass = status >> 8;
    if (statusClass == 0 || statusClass == 1)
        return {};
    Error error = errorOf(codeOf(status, secretGiven), subject);
    error.domain = ErrorDomain::Iscsi;
    error.number = status;
    return error;
}

} // namespace mooring::iscsi
