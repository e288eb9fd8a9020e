// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/iscsirequests.h"

namespace mooring::keyring {

// The text of an entry: both sides' names and secrets, so that they change together.
QByteArray textOf(const ChapSecrets& secrets);
std::optional<ChapSecrets> secretsIn(const QByteArray& text); // empty: not one of ours

} // namespace mooring::keyring
