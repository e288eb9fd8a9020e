// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scard.h"
#include "services/core/vocabulary.h"

#include <QString>

#include <array>
#include <optional>

// The words of the command line and of JSON for what PC/SC Lite numbers.
namespace mooring::pcsc {

QString wordOf(Share share); // shared, exclusive, direct
QString wordOf(Disposition disposition); // leave, reset, power-down, eject
std::optional<Share> shareOf(const QString& word); // empty: there is no such way
std::optional<Disposition> dispositionOf(const QString& word);

Consequence consequenceOf(Share share);
Consequence consequenceOf(Disposition disposition);

inline constexpr std::array dispositions {Disposition::Leave, Disposition::Reset, Disposition::PowerDown,
                                          Disposition::Eject};

} // namespace mooring::pcsc
