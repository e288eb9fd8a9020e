// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plan.h"
#include "topology.h"

namespace mooring {

// Verbs that change a thing and leave it where it is: reconnect, begin and end a transaction.
bool isInPlace(Verb verb);

// Their plan, each goal by a step that waits for no other. Nothing is let go by it, so nothing can stand in
// its way. That a thing is reconnected is proved by the state that a look shows; of a transaction no look can
// tell. What becomes of a card is chosen as for its release.
Plan makeInPlacePlan(const Topology& topology, Verb verb, const QList<ResourceId>& goals,
                     const PlanOptions& options);

} // namespace mooring
