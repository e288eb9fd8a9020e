// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scsianswers.h"

namespace mooring::iscsi {

// A logical unit's address in eight bytes: SAM-5, 4.7.
struct LunAddress
{
    quint64 raw = 0; // as it goes over the wire
    std::optional<quint64> number; // of the simple formats; none: well known, or of several levels
    bool operator==(const LunAddress&) const = default;
};
LunAddress readLun(quint64 raw);

// REPORT LUNS: SPC-4, 6.33.
struct LunList
{
    QList<LunAddress> luns;
    quint64 claimed = 0; // how many there are; more than `luns`: ask again with a larger allocation length
    bool operator==(const LunList&) const = default;
};
inline constexpr quint64 kMostLuns = 16384; // beyond them `luns` ends
Result<LunList> parseLuns(QByteArrayView data);

} // namespace mooring::iscsi
