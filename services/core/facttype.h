// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fact.h"

namespace mooring {

// What the value of a fact is, as fact.h says beside each one.
enum class FactType
{
    Text,
    Bytes,
    Size,
    Number,
    Flag,
    Time
};

FactType factType(Fact fact);

} // namespace mooring
