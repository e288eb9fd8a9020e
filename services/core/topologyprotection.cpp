// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topologygraph.h"

#include <QSet>

#include <algorithm>

namespace mooring {

// Protected is a seed, and whatever would, lost alone, take a seed with it.
void Topology::Graph::protect()
{
    std::vector<Node> queue;
    for (Node node = 0; node < size(); ++node) {
        if (const auto by = seats[static_cast<size_t>(node)].resource->protectedBy) {
            protections.insert(node, {*by, node});
            queue.push_back(node);
        }
    }
    if (queue.empty())
        return;
    std::vector<bool> isBelow(seats.size(), false);
    std::vector<Node> below = queue;
    for (const Node seed : queue)
        isBelow[static_cast<size_t>(seed)] = true;
    for (size_t i = 0; i < below.size(); ++i) {
        for (const ResolvedNeed& need : needs.row(below[i])) {
            for (const Node base : need.on) {
                if (!isBelow[static_cast<size_t>(base)])
                    below.push_back(base);
                isBelow[static_cast<size_t>(base)] = true;
            }
        }
    }
    protectSingleSupports(std::move(queue));
    // What is left stands below a need with members to spare: only where such members share a base is there
    // still something that must not go.
    for (const Node node : below) {
        if (protections.contains(node))
            continue;
        if (const auto endangered = endangeredBy(node, isBelow))
            protections.insert(node, *endangered);
    }
}

// The protection of the first protected node that would go with `lost`.
std::optional<Topology::Protection> Topology::Graph::endangeredBy(Node lost,
                                                                  const std::vector<bool>& isBelow) const
{
    QSet<Node> gone {lost};
    std::vector<Node> queue {lost};
    const auto isUnmet = [&gone](const ResolvedNeed& need) {
        const auto left = std::count_if(need.on.begin(), need.on.end(),
                                        [&gone](Node base) { return !gone.contains(base); });
        return left < need.atLeast;
    };
    for (size_t i = 0; i < queue.size(); ++i) {
        for (const Node user : users.row(queue[i])) {
            const std::span<const ResolvedNeed> wanted = needs.row(user);
            if (!isBelow[static_cast<size_t>(user)] || gone.contains(user)
                || std::none_of(wanted.begin(), wanted.end(), isUnmet))
                continue;
            if (protections.contains(user))
                return protections.value(user);
            gone.insert(user);
            queue.push_back(user);
        }
    }
    return {};
}

// Hands protection down where a need has nothing to spare.
void Topology::Graph::protectSingleSupports(std::vector<Node> queue)
{
    while (!queue.empty()) {
        const Node node = queue.back();
        queue.pop_back();
        const Protection protection = protections.value(node);
        for (const ResolvedNeed& need : needs.row(node)) {
            if (static_cast<int>(need.on.size()) > need.atLeast)
                continue;
            for (const Node base : need.on) {
                if (protections.contains(base))
                    continue;
                protections.insert(base, protection);
                queue.push_back(base);
            }
        }
    }
}

} // namespace mooring
