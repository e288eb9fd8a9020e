// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/iscsirequests.h"
#include "services/core/plan.h"

namespace mooring {

// The plan that attaches a logical unit as a disk.
Plan makeUnitPlan(const UnitRequest& request, const QByteArray& initiatorName);

} // namespace mooring
