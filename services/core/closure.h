// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "topology.h"

namespace mooring {

// Everything that goes when some nodes go: the fixpoint of "a need is no longer met".
class Closure
{
public:
    using Node = Topology::Node;
    explicit Closure(const Topology& topology);

    void add(std::span<const Node> seeds);
    // Also what goes by itself because its last user is in here: the image of a detached loop device.
    void addFollowers();

    bool contains(Node node) const { return m_contains[static_cast<size_t>(node)]; }
    const std::vector<Node>& nodes() const { return m_nodes; } // in the order they were found
    bool isBroken(const Topology::ResolvedNeed& need) const;
    // The members in here of the first need of `node` that is not met any more; empty: all are met.
    std::vector<Node> brokenBase(Node node) const;

private:
    void insert(Node node);
    void settle();
    bool hasLostItsUsers(Node node);
    const Topology& m_topology;
    std::vector<bool> m_contains;
    std::vector<Node> m_nodes;
    size_t m_settled = 0;
    std::vector<Node> m_witness; // by node: a user known to stay, so that it is not searched twice
};

// Who keeps `node`, seen through what only goes with its base (a partition keeps nothing, its mount does).
std::vector<Topology::Node> realUsers(const Topology& topology, Topology::Node node);

} // namespace mooring
