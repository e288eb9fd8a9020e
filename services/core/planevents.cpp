// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planevents.h"

#include <algorithm>

namespace mooring {

PlanEvents::PlanEvents(const Topology& topology, const Closure& closure, const Ways& ways)
    : m_topology(topology)
    , m_closure(closure)
    , m_ways(ways)
    , m_gone(static_cast<size_t>(topology.size()), -1)
    , m_free(static_cast<size_t>(topology.size()), -1)
{
    std::vector<Node> nodes = closure.nodes();
    std::sort(nodes.begin(), nodes.end());
    for (const Node node : nodes) {
        m_gone[static_cast<size_t>(node)] = add({node, -1, ways.of(node) == Way::Step, {}});
        const bool isWithBase = ways.of(node) == Way::WithBase;
        m_free[static_cast<size_t>(node)] = isWithBase ? add({node, -1, false, {}}) : gone(node);
    }
    for (const Node node : nodes)
        hold(node);
    for (const Node node : nodes)
        link(node);
}

int PlanEvents::add(Event event)
{
    m_events.push_back(std::move(event));
    return size() - 1;
}

void PlanEvents::link(Node node)
{
    const auto at = [this](int event) -> Event& { return m_events[static_cast<size_t>(event)]; };
    Event& free = at(m_free[static_cast<size_t>(node)]);
    for (const Node user : m_topology.users(node)) {
        if (!m_closure.contains(user))
            continue;
        bool isItsBase = false;
        if (m_ways.of(user) == Way::WithBase) {
            const std::vector<Node> bases = m_closure.brokenBase(user);
            isItsBase = std::find(bases.cbegin(), bases.cend(), node) != bases.cend();
        }
        free.after.push_back(isItsBase ? m_free[static_cast<size_t>(user)] : gone(user));
    }
    if (m_ways.of(node) != Way::WithBase)
        return;
    for (const Node base : m_closure.brokenBase(node))
        at(gone(node)).after.push_back(gone(base));
}

// Every step of the branch comes after the hold.
void PlanEvents::hold(Node node)
{
    const QList<ComesBack>& comesBack = m_topology.at(node).comesBack;
    for (int i = 0; i < static_cast<int>(comesBack.size()); ++i) {
        if (comesBack[i].when == ComesBackWhen::AtBoot || !comesBack[i].hold || comesBack[i].hold->refused)
            continue;
        if (m_ways.of(node) == Way::None)
            continue;
        const int held = holdEvent(node, i);
        Closure branch(m_topology);
        branch.add(std::span<const Node>(&node, 1));
        for (const Node above : branch.nodes()) {
            if (m_ways.of(above) == Way::Step)
                m_events[static_cast<size_t>(gone(above))].after.push_back(held);
        }
    }
}

int PlanEvents::holdEvent(Node node, int comesBack)
{
    const QString by
        = m_topology.provider(node) + QLatin1Char('\n') + m_topology.at(node).comesBack[comesBack].by;
    const auto known = m_holds.constFind(by);
    if (known != m_holds.cend())
        return *known;
    return *m_holds.insert(by, add({node, comesBack, true, {}}));
}

} // namespace mooring
