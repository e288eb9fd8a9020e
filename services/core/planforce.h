// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plan.h"
#include "rung.h"
#include "topology.h"

#include <QSet>

namespace mooring {

// Takes the rung that was asked for, or refuses it where nothing has it. Else tells at each step which rungs
// there are.
void applyForce(const Topology& topology, Plan& plan);

// Whether something that it stands on does not answer.
bool isOnDead(const Topology& topology, Topology::Node node);

// What force costs that a plan without it would not: a disk is made to fail whose target was not seen to be
// dead, or a unit goes on which something of this very host is mounted.
QList<Collateral> lossByForce(const Topology& topology, const Plan& plan);

// Who is not in the way of the rung that was asked for: programs on a mount that is only hidden, and who
// nobody can name on a disk whose waiting ends.
bool mayStay(const Topology& topology, Topology::Node user, Verb verb, const PlanOptions& options);

// With the rung UnderInitiator: whoever of `closure` uses an exported logical unit, and goes on as it can.
QSet<Topology::Node> stayUnder(const Topology& topology, const std::vector<Topology::Node>& closure,
                               const QSet<Topology::Node>& chosen, const PlanOptions& options);

} // namespace mooring
