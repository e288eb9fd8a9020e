// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "closure.h"

#include <algorithm>

namespace mooring {

Closure::Closure(const Topology& topology)
    : m_topology(topology)
    , m_position(static_cast<size_t>(topology.size()), -1)
{
}

void Closure::insert(Node node)
{
    if (contains(node))
        return;
    m_position[static_cast<size_t>(node)] = static_cast<int>(m_nodes.size());
    m_nodes.push_back(node);
}

void Closure::add(std::span<const Node> seeds)
{
    for (const Node seed : seeds)
        insert(seed);
    settle();
    if (m_witness.empty())
        m_causes = static_cast<int>(m_nodes.size());
}

void Closure::settle()
{
    for (; m_settled < m_nodes.size(); ++m_settled) {
        for (const Node user : m_topology.users(m_nodes[m_settled])) {
            const auto needs = m_topology.needs(user);
            const auto isLost = [this](const Topology::ResolvedNeed& need) { return isBroken(need); };
            if (!contains(user) && std::any_of(needs.begin(), needs.end(), isLost))
                insert(user);
        }
    }
}

bool Closure::isBroken(const Topology::ResolvedNeed& need) const
{
    int left = 0;
    for (const Node base : need.on) {
        if (!contains(base) && ++left >= need.atLeast)
            return false;
    }
    return true;
}

template <class Counts> std::vector<Topology::Node> Closure::lostBase(Node node, Counts counts) const
{
    for (const Topology::ResolvedNeed& need : m_topology.needs(node)) {
        std::vector<Node> lost;
        std::copy_if(need.on.begin(), need.on.end(), std::back_inserter(lost), counts);
        if (static_cast<int>(need.on.size() - lost.size()) < need.atLeast)
            return lost;
    }
    return {};
}

std::vector<Topology::Node> Closure::brokenBase(Node node) const
{
    const int own = m_position[static_cast<size_t>(node)];
    const std::vector<Node> lost = lostBase(node, [this, own](Node base) { return cameBefore(base, own); });
    return lost.empty() ? lostBase(node, [&](Node base) { return cameBefore(base, phaseOf(node)); }) : lost;
}

bool Closure::cameBefore(Node node, int position) const
{
    return contains(node) && m_position[static_cast<size_t>(node)] < position;
}

// What follows is in here because something else went: it is no reason for that itself.
int Closure::phaseOf(Node node) const
{
    const int own = m_position[static_cast<size_t>(node)];
    return own < m_causes ? m_causes : own;
}

std::vector<Topology::Node> Closure::brokenWithout(Node node, Node base) const
{
    QSet<Node> open {base};
    return brokenWithout(node, open);
}

std::vector<Topology::Node> Closure::brokenWithout(Node node, QSet<Node>& open) const
{
    open.insert(node);
    return lostBase(node, [this, &open, node](Node lost) {
        if (!cameBefore(lost, phaseOf(node)) || open.contains(lost))
            return false;
        return m_topology.at(lost).goes != Goes::WithItsBase || !brokenWithout(lost, open).empty();
    });
}

// Somebody outside, or `node` itself, who keeps `node`, seen through what only goes with its base; -1:
// nobody.
Topology::Node Closure::keeper(Node node) const
{
    std::vector<Node> queue {node};
    QSet<Node> seen;
    for (size_t i = 0; i < queue.size(); ++i) {
        for (const Node user : m_topology.users(queue[i])) {
            if (seen.contains(user))
                continue;
            seen.insert(user);
            const bool isSeenThrough = m_topology.at(user).goes == Goes::WithItsBase;
            if ((user == node || !contains(user)) && !isSeenThrough)
                return user;
            if (isSeenThrough && (!contains(user) || brokenWithout(user, node).empty()))
                queue.push_back(user);
        }
    }
    return -1;
}

bool Closure::hasLostItsUsers(Node node) const
{
    return keeper(node) < 0 && !realUsers(m_topology, node).empty();
}

bool Closure::follows(Node node)
{
    Node& witness = m_witness[static_cast<size_t>(node)];
    if (witness < 0 || contains(witness))
        witness = keeper(node);
    return witness < 0 && hasLostItsUsers(node);
}

void Closure::addFollowers()
{
    m_witness.assign(static_cast<size_t>(m_topology.size()), -1);
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        for (const Node base : lastUserBases(m_nodes[i])) {
            if (!contains(base) && !m_topology.protection(base) && follows(base))
                add(std::span<const Node>(&base, 1));
        }
    }
}

// What `node` keeps, directly or through what stays in between and only goes with its base.
std::vector<Topology::Node> Closure::lastUserBases(Node node) const
{
    std::vector<Node> bases;
    std::vector<Node> queue {node};
    QSet<Node> seen {node};
    for (size_t i = 0; i < queue.size(); ++i) {
        for (const Topology::ResolvedNeed& need : m_topology.needs(queue[i])) {
            for (const Node base : need.on) {
                const Goes goes = m_topology.at(base).goes;
                if (goes == Goes::ByRelease || seen.contains(base))
                    continue;
                seen.insert(base);
                (goes == Goes::WithItsBase ? queue : bases).push_back(base);
            }
        }
    }
    return bases;
}

std::vector<Topology::Node> realUsers(const Topology& topology, Topology::Node node)
{
    std::vector<Topology::Node> users;
    std::vector<Topology::Node> queue {node};
    QSet<Topology::Node> seen; // not `node`: what needs itself keeps itself
    for (size_t i = 0; i < queue.size(); ++i) {
        for (const Topology::Node user : topology.users(queue[i])) {
            if (seen.contains(user))
                continue;
            seen.insert(user);
            if (topology.at(user).goes == Goes::WithItsBase)
                queue.push_back(user);
            else
                users.push_back(user);
        }
    }
    std::sort(users.begin(), users.end());
    return users;
}

} // namespace mooring
