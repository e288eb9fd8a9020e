// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bigendian.h"
#include "services/core/result.h"

#include <QList>

#include <optional>

// What a logical unit answers, from the data of a command as it came in. The data may be shorter than it says
// of itself: what is not there is empty, and an answer without its beginning is AnswerMalformed.
namespace mooring::iscsi {

Error malformedAnswer(QLatin1String what); // AnswerMalformed, with the command's name as text

// ASCII as a device gives it: spaces around it gone, what cannot be shown replaced by '?'.
QString safeText(QByteArrayView text);

// READ CAPACITY (10), SBC-3 5.15, and (16), SBC-3 5.16.
struct Capacity
{
    quint64 size = 0; // bytes
    quint32 blockLength = 0;
    quint64 physicalBlockLength = 0; // 0: not said
    int protection = 0; // type 1 to 3; 0: none
    bool thin = false; // LBPME
    bool unmappedReadsZero = false; // LBPRZ
    bool needs16 = false; // too large for READ CAPACITY (10): nothing else is said
    bool operator==(const Capacity&) const = default;
};
Result<Capacity> parseCapacity10(QByteArrayView data);
Result<Capacity> parseCapacity16(QByteArrayView data);

// Sense data, fixed or in descriptors: SPC-4, 4.5.
struct Sense
{
    quint8 key = 0, code = 0, qualifier = 0; // sense key, ASC, ASCQ
    bool deferred = false; // of an earlier command
    bool operator==(const Sense&) const = default;
};
Result<Sense> parseSense(QByteArrayView data);
// The same with the length before it: the data segment of a SCSI Response (RFC 7143, 11.4.7.2).
Result<Sense> parseSenseSegment(QByteArrayView segment);

} // namespace mooring::iscsi
