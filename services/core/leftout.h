// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace mooring {

// Why something stays that the user left out: nothing of it is in use, and it has no number in the documents.
Error leftOutError(const QString& name);
bool isLeftOut(const std::optional<Error>& error);

} // namespace mooring
