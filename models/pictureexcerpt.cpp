// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictureexcerpt.h"

#include <algorithm>
#include <climits>
#include <map>
#include <set>

namespace mooring {

namespace {

using Node = Topology::Node;

enum class Towards
{
    Bases,
    Users
};

class Excerpting
{
public:
    Excerpting(const Topology& topology, Node chosen, int widest)
        : m_topology(topology)
        , m_chosen(chosen)
        , m_widest(std::max(widest, 2))
        , m_layer(size_t(topology.size()), unset)
        , m_item(size_t(topology.size()), unset)
    {
    }

    PictureExcerpt make()
    {
        spread(Towards::Bases);
        spread(Towards::Users);
        std::map<int, std::vector<Node>> layers;
        for (Node node = 0; node < m_topology.size(); ++node)
            if (m_layer[size_t(node)] != unset)
                layers[m_layer[size_t(node)]].push_back(node);
        for (auto below = layers.find(0); below != layers.end(); ++below)
            show(below->first, reached(below->second, Towards::Users), false);
        for (auto above = std::make_reverse_iterator(layers.find(0)); above != layers.rend(); ++above)
            show(above->first, reached(above->second, Towards::Bases), false);
        showOtherMembers();
        link();
        leaveOutPlainNesting();
        return std::move(m_excerpt);
    }

private:
    static constexpr int unset = INT_MIN;

    std::vector<Node> next(Node node, Towards towards) const
    {
        std::vector<Node> found;
        if (towards == Towards::Users) {
            const auto users = m_topology.users(node);
            found.assign(users.begin(), users.end());
        } else {
            for (const Topology::ResolvedNeed& need : m_topology.needs(node))
                found.insert(found.end(), need.on.begin(), need.on.end());
        }
        return found;
    }

    // Everything on the way, each node before all that come after it on any way that closes no ring.
    std::vector<Node> inOrder(Towards towards) const
    {
        struct Visit
        {
            Node node;
            std::vector<Node> next;
            size_t done = 0;
        };
        std::vector<bool> seen(size_t(m_topology.size()));
        std::vector<Visit> path {{m_chosen, next(m_chosen, towards)}};
        std::vector<Node> finished;
        seen[size_t(m_chosen)] = true;
        while (!path.empty()) {
            Visit& visit = path.back();
            if (visit.done == visit.next.size()) {
                finished.push_back(visit.node);
                path.pop_back();
                continue;
            }
            const Node node = visit.next[visit.done++];
            if (seen[size_t(node)] || m_layer[size_t(node)] != unset)
                continue;
            seen[size_t(node)] = true;
            path.push_back({node, next(node, towards)});
        }
        std::reverse(finished.begin(), finished.end());
        return finished;
    }

    // As many layers away as the longest way there has steps.
    void spread(Towards towards)
    {
        const std::vector<Node> order = inOrder(towards);
        std::vector<int> place(size_t(m_topology.size()), -1), distance(size_t(m_topology.size()), 0);
        for (size_t i = 0; i < order.size(); ++i)
            place[size_t(order[i])] = int(i);
        for (const Node node : order) {
            for (const Node after : next(node, towards)) {
                if (place[size_t(after)] > place[size_t(node)])
                    distance[size_t(after)] = std::max(distance[size_t(after)], distance[size_t(node)] + 1);
            }
        }
        for (const Node node : order)
            m_layer[size_t(node)]
                = towards == Towards::Bases ? distance[size_t(node)] : -distance[size_t(node)];
    }

    bool isShown(Node node) const { return m_item[size_t(node)] != unset; }

    // Those of a layer that something shown leads to; what branches before processes.
    std::vector<Node> reached(const std::vector<Node>& layer, Towards from) const
    {
        std::vector<Node> found;
        for (const Node node : layer) {
            const std::vector<Node> near = next(node, from);
            const bool leads = node == m_chosen
                || std::any_of(near.begin(), near.end(), [this](Node other) { return isShown(other); });
            if (leads && !isShown(node))
                found.push_back(node);
        }
        std::stable_partition(found.begin(), found.end(),
                              [this](Node node) { return m_topology.at(node).kind != Kind::Process; });
        return found;
    }

    void show(int layer, const std::vector<Node>& nodes, bool beside)
    {
        const auto already = std::count_if(m_excerpt.items.begin(), m_excerpt.items.end(),
                                           [layer](const auto& item) { return item.layer == layer; });
        const size_t room = size_t(std::max<qsizetype>(m_widest - already, 0));
        const size_t shown = nodes.size() <= room ? nodes.size() : std::max(room, size_t(1)) - 1;
        for (size_t i = 0; i < shown; ++i) {
            m_item[size_t(nodes[i])] = int(m_excerpt.items.size());
            m_excerpt.items.push_back({nodes[i], layer, 0, beside});
        }
        if (shown == nodes.size())
            return;
        const int rest = int(m_excerpt.items.size());
        m_excerpt.items.push_back({-1, layer, int(nodes.size() - shown), beside});
        for (size_t i = shown; i < nodes.size(); ++i)
            m_folded.emplace_back(nodes[i], rest);
    }

    // "1 of 2" means little while the second is not seen.
    void showOtherMembers()
    {
        std::map<int, std::set<Node>> layers;
        for (const PictureExcerpt::Item& item : m_excerpt.items) {
            if (item.node < 0 || item.layer >= 0)
                continue;
            for (const Topology::ResolvedNeed& need : m_topology.needs(item.node)) {
                if (!std::any_of(need.on.begin(), need.on.end(), [this](Node on) { return isShown(on); }))
                    continue;
                for (const Node on : need.on)
                    if (m_layer[size_t(on)] == unset)
                        layers[item.layer + 1].insert(on);
            }
        }
        for (const auto& [layer, nodes] : layers) {
            std::vector<Node> others;
            std::copy_if(nodes.begin(), nodes.end(), std::back_inserter(others),
                         [this](Node node) { return !isShown(node); });
            show(layer, others, true);
        }
    }

    void link()
    {
        for (int from = 0; from < int(m_excerpt.items.size()); ++from) {
            const Node node = m_excerpt.items[size_t(from)].node;
            if (node < 0)
                continue;
            const auto needs = m_topology.needs(node);
            for (int need = 0; need < int(needs.size()); ++need)
                for (const Node on : needs[size_t(need)].on)
                    if (isShown(on) && layerOf(on) != m_excerpt.items[size_t(from)].layer)
                        m_excerpt.links.push_back({from, m_item[size_t(on)], need});
        }
        linkFolded();
    }

    int layerOf(Node shown) const { return m_excerpt.items[size_t(m_item[size_t(shown)])].layer; }

    void linkFolded()
    {
        std::set<std::pair<int, int>> told;
        for (const auto& [node, item] : m_folded) {
            for (const Node on : next(node, Towards::Bases))
                if (isShown(on) && told.insert({item, m_item[size_t(on)]}).second)
                    m_excerpt.links.push_back({item, m_item[size_t(on)], -1});
            for (const Node user : next(node, Towards::Users))
                if (isShown(user) && told.insert({m_item[size_t(user)], item}).second)
                    m_excerpt.links.push_back({m_item[size_t(user)], item, -1});
        }
    }

    bool leadsAround(const PictureExcerpt::Link& direct) const
    {
        std::set<int> seen {direct.from};
        std::vector<int> open {direct.from};
        while (!open.empty()) {
            const int item = open.back();
            open.pop_back();
            for (const PictureExcerpt::Link& link : m_excerpt.links) {
                if (link.from != item || (link.from == direct.from && link.to == direct.to))
                    continue;
                if (link.to == direct.to)
                    return true;
                if (seen.insert(link.to).second)
                    open.push_back(link.to);
            }
        }
        return false;
    }

    // That a mount lies inside another one needs no line of its own when it stands on that one anyhow.
    void leaveOutPlainNesting()
    {
        std::vector<PictureExcerpt::Link> kept;
        for (const PictureExcerpt::Link& link : m_excerpt.links) {
            const Node node = m_excerpt.items[size_t(link.from)].node;
            const bool isNesting = link.need >= 0
                && m_topology.at(node).needs.at(m_topology.needs(node)[size_t(link.need)].need).how
                    == How::NestedMount;
            if (!isNesting || !leadsAround(link))
                kept.push_back(link);
        }
        m_excerpt.links = std::move(kept);
    }

    const Topology& m_topology;
    Node m_chosen;
    int m_widest;
    std::vector<int> m_layer; // of each node; unset: not in the picture
    std::vector<int> m_item; // of each node
    std::vector<std::pair<Node, int>> m_folded; // and the item that stands for it
    PictureExcerpt m_excerpt;
};

} // namespace

PictureExcerpt excerptOf(const Topology& topology, Topology::Node chosen, int widest)
{
    return Excerpting(topology, chosen, widest).make();
}

} // namespace mooring
