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
{
    std::vector<Node> nodes = closure.nodes();
    std::sort(nodes.begin(), nodes.end());
    for (const Node node : nodes)
        m_gone[static_cast<size_t>(node)] = add({node, -1, ways.of(node) == Way::Step, {}});
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
    std::vector<int>& after = m_events[static_cast<size_t>(gone(node))].after;
    if (m_ways.of(node) == Way::WithBase) {
        for (const Node base : m_closure.brokenBase(node))
            after.push_back(gone(base));
        return;
    }
    QSet<Node> seen;
    std::vector<Node> path;
    const auto push = [&](Node base) {
        const auto users = m_topology.users(base);
        for (auto user = users.rbegin(); user != users.rend(); ++user) {
            if (!seen.contains(*user))
                path.push_back(*user);
            seen.insert(*user);
        }
    };
    push(node);
    while (!path.empty()) {
        const Node user = path.back();
        path.pop_back();
        if (isLookedThrough(user, node, after))
            push(user);
    }
}

// What goes with its base keeps nothing itself: those who stand on it have to go first. True: look at them.
bool PlanEvents::isLookedThrough(Node user, Node node, std::vector<int>& after) const
{
    const bool isLastUser = m_ways.of(node) == Way::WithLastUser;
    if (!m_closure.contains(user)) // it stays, and so stands on others too; but who uses `node` through it?
        return isLastUser && m_topology.at(user).goes == Goes::WithItsBase;
    if (m_ways.of(user) != Way::WithBase) {
        after.push_back(gone(user));
        return false;
    }
    const Kind kind = m_topology.at(node).kind;
    const bool isSeen = kind == Kind::ExportLun || kind == Kind::MappedLun;
    if (isSeen && m_topology.at(user).kind == Kind::Initiator) { // until its session is closed
        for (const Topology::ResolvedNeed& need : m_topology.needs(user)) {
            for (const Node session :
                 m_topology.at(user).needs[need.need].ifThere ? need.on : std::span<const Node>()) {
                if (m_closure.contains(session))
                    after.push_back(gone(session));
            }
        }
        return false;
    }
    // Some who use it stay: then it lets go of `node` by falling itself.
    if (isLastUser && isSurvivedAbove(user)) {
        for (const Node base : m_closure.brokenWithout(user, node))
            after.push_back(gone(base));
    }
    return true;
}

bool PlanEvents::isSurvivedAbove(Node node) const
{
    const std::vector<Node> users = realUsers(m_topology, node);
    return std::any_of(users.cbegin(), users.cend(), [this](Node user) { return !m_closure.contains(user); });
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
