// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fstab.h"

#include "services/system/mounts.h"

namespace mooring {

bool FstabLine::isAutomatic() const { return !splitOptions(options).contains("noauto"); }

QList<FstabLine> parseFstab(const QByteArray& text)
{
    QList<FstabLine> result;
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray& line : lines) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() < 3 || fields[0].startsWith('#'))
            continue;
        QByteArray target = octalDecoded(fields[1]);
        while (target.size() > 1 && target.endsWith('/'))
            target.chop(1);
        result += FstabLine {octalDecoded(fields[0]), target, fields[2], fields.value(3), line.trimmed()};
    }
    return result;
}

} // namespace mooring
