// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lioid.h"
#include "services/core/result.h"

namespace mooring::lio {

// The text of a saved configuration without one thing: a logical unit with every mapping of it, one mapping,
// or an initiator with its own. The same text when it has none such; an error when it is no JSON.
Result<QByteArray> savedWithout(const QByteArray& text, const LioId& gone);

} // namespace mooring::lio
