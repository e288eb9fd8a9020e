// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planways.h"

namespace mooring {

// What has to happen before what. Events: a node is gone; somebody who would bring a node back is held.
class PlanEvents
{
public:
    using Node = Topology::Node;
    struct Event
    {
        Node node = -1;
        int hold = -1; // index into Resource::comesBack, for a hold
        bool isStep = false;
        std::vector<int> after; // events
    };
    PlanEvents(const Topology& topology, const Closure& closure, const Ways& ways);

    const Event& at(int event) const { return m_events[static_cast<size_t>(event)]; }
    int size() const { return static_cast<int>(m_events.size()); }
    int gone(Node node) const { return m_gone[static_cast<size_t>(node)]; }

private:
    void link(Node node);
    bool isLookedThrough(Node user, Node node, std::vector<int>& after) const;
    bool isSurvivedAbove(Node node) const;
    void hold(Node node);
    int holdEvent(Node node, int comesBack);
    int add(Event event);
    const Topology& m_topology;
    const Closure& m_closure;
    const Ways& m_ways;
    std::vector<Event> m_events;
    std::vector<int> m_gone; // event by node
    QHash<QString, int> m_holds; // one step for one automounter, whatever it brings back
};

} // namespace mooring
