// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "error.h"

#include <cerrno>
#include <cstring>

namespace mooring {

namespace {
ErrorCode codeOf(int number)
{
    switch (number) {
    case EACCES:
    case EPERM:
        return ErrorCode::PermissionDenied;
    case ENOMEM:
        return ErrorCode::OutOfMemory;
    case EBUSY:
        return ErrorCode::InTheWay;
    case ENOENT:
        return ErrorCode::NoSuchResource;
    default:
        return ErrorCode::SystemCallFailed;
    }
}
} // namespace

Error errnoError(int number, const QString& subject, std::optional<ErrorCode> code)
{
    Error error;
    error.code = code.value_or(codeOf(number));
    error.subject = subject;
    error.domain = ErrorDomain::Errno;
    error.number = static_cast<quint32>(number);
    const char* text = strerrordesc_np(number); // the kernel's word in English, whatever the locale
    error.text = text != nullptr ? QString::fromLatin1(text) : QString();
    return error;
}

} // namespace mooring
