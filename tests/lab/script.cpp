// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "script.h"

#include <random>

namespace mooring::lab {

bool isDue(const Misdeed& misdeed, int nth)
{
    return nth > misdeed.after && (misdeed.times < 0 || nth <= misdeed.after + misdeed.times);
}

QByteArray httpAnswer() { return "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\nConnection: close\r\n\r\n"; }

QByteArray garbage(int size)
{
    std::mt19937 random(1); // NOLINT: the same bytes each time
    QByteArray bytes(size, Qt::Uninitialized);
    for (char& byte : bytes)
        byte = char(random() & 0xff);
    return bytes;
}

QList<TargetSpec> targetSpecs(const QByteArray& name, int count, int luns)
{
    constexpr quint64 locallyAssigned = 3; // NAA
    const quint64 own = (locallyAssigned << 60) | (quint64(crc32c(name) & 0xfffffff) << 32);
    QList<TargetSpec> targets;
    for (int target = 1; target <= count; ++target) {
        TargetSpec spec {.name = "iqn.2026-11.lab:" + name + QByteArray::number(target)};
        for (int lun = 1; lun <= luns; ++lun)
            spec.luns.append(
                LunSpec {.number = quint16(lun),
                         .serial = name + '-' + QByteArray::number(target) + '-' + QByteArray::number(lun),
                         .wwn = own | (quint64(target) << 16) | quint64(lun)});
        targets.append(spec);
    }
    return targets;
}

} // namespace mooring::lab
