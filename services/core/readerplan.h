// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plan.h"
#include "topology.h"

namespace mooring {

// The plan that attaches to readers or the cards in them, each by a step that waits for no other. How they
// are shared is chosen by shareChoice.
Plan makeReaderPlan(const Topology& topology, const QList<ResourceId>& readers, const PlanOptions& options);

} // namespace mooring
