// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QByteArray>

namespace mooring::iscsi {

inline constexpr qsizetype kLongestName = 223; // bytes: RFC 7143, 4.2.7.1

// A name as somebody typed it, checked and brought into the form that goes over the wire (RFC 7143, 4.2.7;
// RFC 3722): upper case becomes lower case, characters that only look different become the same.
Result<QByteArray> parseIscsiName(QByteArrayView text);

// Whether a name that a target gives itself can be used. Targets break RFC 3722 ('_', upper case) and know
// themselves by the very bytes they gave: those are kept as they are.
bool isUsableName(QByteArrayView name);

} // namespace mooring::iscsi
