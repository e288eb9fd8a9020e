// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace mooring {

// One line of /etc/fstab (fstab(5)).
struct FstabLine
{
    QByteArray source, target, type, options;
    QByteArray text; // as written
    bool isAutomatic() const; // mounted or swapped on at boot
};

QList<FstabLine> parseFstab(const QByteArray& text);

} // namespace mooring
