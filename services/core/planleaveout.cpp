// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plangoals.h"

#include <algorithm>

namespace mooring {

namespace {
using Node = Topology::Node;

// The left-out nodes, and whatever in the closure has to stay so that they can.
QSet<Node> keptBy(const Topology& topology, const Closure& closure, const QSet<Node>& leftOut)
{
    QSet<Node> kept;
    std::vector<Node> queue;
    const auto keep = [&](Node node) {
        if (closure.contains(node) && !kept.contains(node)) {
            kept.insert(node);
            queue.push_back(node);
        }
    };
    for (const Node node : leftOut)
        keep(node);
    for (size_t i = 0; i < queue.size(); ++i) {
        for (const Topology::ResolvedNeed& need : topology.needs(queue[i])) {
            const auto stay = std::count_if(need.on.begin(), need.on.end(), [&](Node base) {
                return !closure.contains(base) || kept.contains(base);
            });
            if (stay < need.atLeast)
                std::for_each(need.on.begin(), need.on.end(), keep);
        }
    }
    return kept;
}

struct Cut
{
    const Topology& topology;
    QSet<Node> leftOut;
    QSet<Node> kept;
    Closure above; // what stands on a left-out node need not go either
};

// What stands on a thing that stays after all, its other branches.
std::vector<Node> otherBranches(const Cut& cut, Node stays)
{
    if (cut.topology.at(stays).kind == Kind::ExportLun) // who sees it goes for its sake only
        return {};
    Closure branch(cut.topology);
    branch.add(std::span<const Node>(&stays, 1));
    std::vector<Node> rest;
    for (const Node node : branch.nodes()) {
        const Kind kind = cut.topology.at(node).kind;
        const bool isInTheWay // nobody's goal by itself
            = kind == Kind::Process || kind == Kind::Initiator || kind == Kind::MappedLun
            || kind == Kind::Unknown;
        const bool goesByItself = cut.topology.at(node).goes != Goes::WithItsBase && !isInTheWay;
        if (goesByItself && !cut.kept.contains(node) && !cut.above.contains(node))
            rest.push_back(node);
    }
    return rest;
}

void cutGoal(const Cut& cut, ChosenGoal& chosen)
{
    if (cut.leftOut.contains(chosen.node)) {
        chosen.seeds.clear();
        chosen.goal.leftOut = true;
        return;
    }
    const auto isKept = [&cut](Node seed) { return cut.kept.contains(seed); };
    const auto lost = std::count_if(chosen.seeds.cbegin(), chosen.seeds.cend(), isKept);
    if (lost == 0)
        return;
    const bool allLost = lost == static_cast<std::ptrdiff_t>(chosen.seeds.size());
    chosen.goal.leftOut = allLost || !chosen.stays();
    if (chosen.isWidened) { // without all of its bases it stays, so they do
        chosen.seeds = otherBranches(cut, chosen.node);
        return;
    }
    std::vector<Node> seeds;
    for (const Node seed : chosen.seeds) {
        const std::vector<Node> rest = isKept(seed) ? otherBranches(cut, seed) : std::vector<Node> {seed};
        seeds.insert(seeds.end(), rest.cbegin(), rest.cend());
    }
    chosen.seeds = std::move(seeds);
}

// A container that does not go itself (a target, a portal) stands for what is in it.
void insertLeftOut(const Topology& topology, const Closure& closure, Node node, QSet<Node>& leftOut)
{
    leftOut.insert(node);
    if (closure.contains(node))
        return;
    for (const Key& key : topology.at(node).members) {
        if (const auto member = topology.offering(key))
            leftOut.insert(*member);
    }
    for (const Node user : topology.users(node))
        leftOut.insert(user);
}
} // namespace

void leaveOut(const Topology& topology, const QList<ResourceId>& ids, std::vector<ChosenGoal>& goals)
{
    Cut cut {topology, {}, {}, Closure(topology)};
    Closure closure(topology);
    closure.add(allSeeds(goals));
    for (const ResourceId& id : ids) {
        if (const auto node = topology.find(id))
            insertLeftOut(topology, closure, *node, cut.leftOut);
    }
    if (cut.leftOut.isEmpty())
        return;
    cut.kept = keptBy(topology, closure, cut.leftOut);
    for (const Node node : cut.leftOut)
        cut.above.add(std::span<const Node>(&node, 1));
    for (ChosenGoal& chosen : goals) {
        if (!chosen.goal.refused)
            cutGoal(cut, chosen);
    }
}

} // namespace mooring
