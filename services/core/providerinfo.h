// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QList>

namespace mooring {

enum class Availability
{
    Ok,
    Absent,
    Refused,
    Hung
};

struct ProviderInfo
{
    QString name; // "loop": the word in JSON, the log and Step::provider
    QList<Kind> kinds; // whose absence in its complete look proves that they are gone
    Availability availability = Availability::Ok;
    std::optional<Error> why; // when not Ok
};

} // namespace mooring
