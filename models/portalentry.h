// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iscsistages.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace mooring {

// One portal as somebody typed it: ADDRESS, NAME or either with :PORT; an IPv6 address in brackets, perhaps
// with %ZONE.
struct PortalEntry
{
    QByteArray text;
    std::optional<PortalMistake> mistake;
    bool operator==(const PortalEntry&) const = default;
};

// Several, set apart by blanks, commas or semicolons; each once. What SendTargets writes behind a portal (its
// group, ",1") is dropped.
QList<PortalEntry> portalsIn(const QString& typed);

} // namespace mooring
