// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "topology.h"

#include <QSet>

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

    bool contains(Node node) const { return m_position[static_cast<size_t>(node)] >= 0; }
    const std::vector<Node>& nodes() const { return m_nodes; } // in the order they were found
    bool isBroken(const Topology::ResolvedNeed& need) const;
    // What takes `node` along: the members of a need of it that is not met any more. Of what came in before
    // `node` itself where that is enough, so that following it ends. Empty: all needs are met.
    std::vector<Node> brokenBase(Node node) const;
    // The same for a reason that has nothing to do with `base`; empty: there is none.
    std::vector<Node> brokenWithout(Node node, Node base) const;
    // Everybody who keeps `node` is in here, and there was somebody.
    bool hasLostItsUsers(Node node) const;

private:
    void insert(Node node);
    void settle();
    template <class Counts> std::vector<Node> lostBase(Node node, Counts counts) const;
    std::vector<Node> brokenWithout(Node node, QSet<Node>& open) const;
    bool cameBefore(Node node, int position) const;
    int phaseOf(Node node) const;
    Node keeper(Node node) const;
    bool follows(Node node);
    std::vector<Node> lastUserBases(Node node) const;
    const Topology& m_topology;
    std::vector<int> m_position; // by node: index into m_nodes, -1: not in here
    std::vector<Node> m_nodes;
    size_t m_settled = 0;
    int m_causes = 0; // how many came in before the followers
    std::vector<Node> m_witness; // by node: a user known to stay, so that it is not searched twice
};

// Who keeps `node`, seen through what only goes with its base (a partition keeps nothing, its mount does).
std::vector<Topology::Node> realUsers(const Topology& topology, Topology::Node node);

} // namespace mooring
