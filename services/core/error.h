// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "vocabulary.h"

#include <QByteArray>
#include <QString>

namespace mooring {

// Why something did not work, as data: the sentence is made in models/wording.
struct Error
{
    ErrorCode code = ErrorCode::SystemCallFailed;
    QString subject; // what the user knows it by: a path, a device, a resource's name
    ErrorDomain domain = ErrorDomain::None; // where number and text come from
    quint32 number = 0;
    QString text; // the backend's own words, never translated
    QString source; // in a look: the source that could not be read ("mountinfo")
    bool operator==(const Error&) const = default;
};

inline Outcome outcomeOf(const Error& error) { return outcomeOf(error.code); }

inline Error errorOf(ErrorCode code, const QString& subject = {})
{
    Error error;
    error.code = code;
    error.subject = subject;
    return error;
}

// An errno as an Error: EACCES/EPERM, ENOMEM, EBUSY, ENOENT get their own code unless one is given.
Error errnoError(int number, const QString& subject, std::optional<ErrorCode> code = {});

} // namespace mooring
