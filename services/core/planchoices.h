// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plan.h"

namespace mooring {

// Fills in what the user chose of the release's choices, else its first. One of force is none: it is asked
// for by name.
void choose(Step& step, const Release& release, const PlanOptions& options);

} // namespace mooring
