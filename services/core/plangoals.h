// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "closure.h"
#include "plan.h"

#include <QSet>

namespace mooring {

// One thing a verb was chosen for, and which nodes have to go so that it is reached.
struct ChosenGoal
{
    Goal goal; // refused: nothing else is filled in
    Topology::Node node = -1;
    std::vector<Topology::Node> seeds; // what has to go; for a widened goal its bases
    bool isWidened = false; // goes only with its base
    bool stays() const { return goal.proof == Proof::There; }
};

// In the given order, each resource once.
std::vector<ChosenGoal> chooseGoals(const Topology& topology, Verb verb, const QList<ResourceId>& ids);

// Takes the branches that `leaveOut` names out of the goals: what a left-out node stands on stays, the goal's
// other branches remain. Marks goals of which nothing is reached any more.
void leaveOut(const Topology& topology, const QList<ResourceId>& ids, std::vector<ChosenGoal>& goals);

std::vector<Topology::Node> allSeeds(const std::vector<ChosenGoal>& goals);

} // namespace mooring
