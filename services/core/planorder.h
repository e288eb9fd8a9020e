// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planways.h"

namespace mooring {

// The steps of a plan in order, before they are written out.
struct PlanOrder
{
    using Node = Topology::Node;
    struct Entry
    {
        Node node = -1;
        int hold = -1; // index into Resource::comesBack; -1: the node's own release
        std::vector<int> after; // indices of entries, ascending, direct ones only
        std::vector<Node> alsoGone; // without a step of their own
    };
    std::vector<Entry> entries;
    std::vector<Node> ring; // not empty: there is no order
};

// Topological and stable, branch by branch: what stands on a node goes before it.
PlanOrder orderSteps(const Topology& topology, const Closure& closure, const Ways& ways,
                     const std::vector<ChosenGoal>& goals);

} // namespace mooring
