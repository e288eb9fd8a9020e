// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace mooring {

// Fact::DeviceType's word for a peripheral device type (SPC-4, table 155).
inline QString scsiDeviceType(int type)
{
    switch (type) {
    case 0x00:
        return QStringLiteral("disk");
    case 0x01:
        return QStringLiteral("tape");
    case 0x05:
        return QStringLiteral("optical");
    case 0x0c:
        return QStringLiteral("controller");
    case 0x0d:
        return QStringLiteral("enclosure");
    default:
        return QStringLiteral("other");
    }
}

} // namespace mooring
