// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plangoals.h"

namespace mooring {

// How one node of the closure goes.
enum class Way
{
    None, // not part of the plan, or needed by the running system
    Step, // by a step of its own
    WithBase, // no step: with what it stands on
    WithLastUser, // no step: when its last user is gone
    Blocked // it is in the way
};

// Decides for each node of the closure how it goes, and who is in the way.
class Ways
{
public:
    using Node = Topology::Node;
    // `causes`: the closure without what only follows it.
    Ways(const Topology& topology, const Closure& closure, const Closure& causes, Verb verb,
         const PlanOptions& options, const std::vector<ChosenGoal>& goals);

    Way of(Node node) const { return m_ways[static_cast<size_t>(node)]; }
    ProcessAnswer answerFor(Node process) const;
    const QList<Blocker>& blockers() const { return m_blockers; }
    Blocker blocker(BlockReason reason, Node node) const;

private:
    void spareProtected();
    void decide(Node node);
    void decideProcess(Node node);
    void decideInitiator(Node node);
    void decideLastUser(Node node);
    void release(Node node);
    void block(BlockReason reason, Node node, std::optional<Error> error = {});
    bool mayCascade(Node node) const;
    const Topology& m_topology;
    const Closure& m_closure;
    const Closure& m_causes;
    const Verb m_verb;
    const PlanOptions& m_options;
    QSet<Node> m_chosen; // seeds: what the plan is about
    QSet<Node> m_goals;
    std::vector<Way> m_ways;
    QSet<Node> m_spared;
    QList<Blocker> m_blockers;
};

} // namespace mooring
