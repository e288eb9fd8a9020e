// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

// What is chosen about smart cards: names of PlanOptions::choices.
namespace mooring {

inline constexpr QLatin1String shareChoice {"share"}; // shared (when nothing is said), exclusive, direct
inline constexpr QLatin1String dispositionChoice {
    "disposition"}; // leave (the same), reset, power-down, eject

} // namespace mooring
