// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "closure.h"

#include <QSet>

#include <algorithm>

namespace mooring {

Closure::Closure(const Topology& topology)
    : m_topology(topology)
    , m_contains(static_cast<size_t>(topology.size()), false)
{
}

void Closure::insert(Node node)
{
    if (contains(node))
        return;
    m_contains[static_cast<size_t>(node)] = true;
    m_nodes.push_back(node);
}

void Closure::add(std::span<const Node> seeds)
{
    for (const Node seed : seeds)
        insert(seed);
    settle();
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

std::vector<Topology::Node> Closure::brokenBase(Node node) const
{
    std::vector<Node> lost;
    for (const Topology::ResolvedNeed& need : m_topology.needs(node)) {
        if (!isBroken(need))
            continue;
        std::copy_if(need.on.begin(), need.on.end(), std::back_inserter(lost),
                     [this](Node base) { return contains(base); });
        return lost;
    }
    return lost;
}

bool Closure::hasLostItsUsers(Node node)
{
    Node& witness = m_witness[static_cast<size_t>(node)];
    if (witness >= 0 && !contains(witness))
        return false;
    const std::vector<Node> users = realUsers(m_topology, node);
    const auto stays
        = std::find_if(users.cbegin(), users.cend(), [this](Node user) { return !contains(user); });
    witness = stays == users.cend() ? -1 : *stays;
    return witness < 0 && !users.empty();
}

void Closure::addFollowers()
{
    m_witness.assign(static_cast<size_t>(m_topology.size()), -1);
    std::vector<bool> isQueued = m_contains;
    std::vector<Node> queue = m_nodes;
    for (size_t i = 0; i < queue.size(); ++i) {
        for (const Topology::ResolvedNeed& need : m_topology.needs(queue[i])) {
            for (const Node base : need.on) {
                const Goes goes = m_topology.at(base).goes;
                const bool follows = goes == Goes::WithItsLastUser && !contains(base)
                    && !m_topology.protection(base) && hasLostItsUsers(base);
                if (follows) {
                    const size_t before = m_nodes.size();
                    add(std::span<const Node>(&base, 1));
                    queue.insert(queue.end(), m_nodes.begin() + static_cast<std::ptrdiff_t>(before),
                                 m_nodes.end());
                } else if (goes == Goes::WithItsBase && !isQueued[static_cast<size_t>(base)]) {
                    isQueued[static_cast<size_t>(base)] = true;
                    queue.push_back(base); // looked through, not added
                }
            }
        }
    }
}

std::vector<Topology::Node> realUsers(const Topology& topology, Topology::Node node)
{
    std::vector<Topology::Node> users;
    std::vector<Topology::Node> queue {node};
    QSet<Topology::Node> seen {node};
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
