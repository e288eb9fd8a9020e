// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plan.h"
#include "topology.h"

namespace mooring {

// The plan that opens again what was lost, each by a step that waits for no other. Nothing is let go by it,
// so nothing can stand in its way; what it did is proved by the state that a look shows.
Plan makeReconnectPlan(const Topology& topology, const QList<ResourceId>& goals, const PlanOptions& options);

} // namespace mooring
