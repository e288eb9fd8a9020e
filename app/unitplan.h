// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/iscsirequests.h"
#include "services/core/plan.h"
#include "services/core/topology.h"

namespace mooring {

// The plan that attaches a logical unit as a disk.
Plan makeUnitPlan(const UnitRequest& request, const QByteArray& initiatorName);
// The same for logical units that a look has found, each by a step that waits for no other. Empty: not all of
// them are units that offer it.
std::optional<Plan> makeUnitPlan(const Topology& topology, const QList<ResourceId>& units,
                                 const QByteArray& initiatorName);

} // namespace mooring
