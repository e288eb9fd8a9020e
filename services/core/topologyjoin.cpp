// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "alike.h"
#include "candidates.h"
#include "topologygraph.h"

#include <algorithm>
#include <numeric>

namespace mooring {

namespace {
const QString& noProvider()
{
    static const QString none;
    return none;
}

Resource strangerFor(const Key& key)
{
    Resource stranger;
    stranger.id = ResourceId::make(Kind::Unknown, key.text);
    stranger.name = encodeBytes(key.text);
    stranger.keys = {key};
    return stranger;
}
} // namespace

Rows<int> rowsOf(int rows, const std::vector<std::pair<int, int>>& edges)
{
    Rows<int> result;
    result.starts.assign(static_cast<size_t>(rows) + 1, 0);
    for (const auto& edge : edges)
        ++result.starts[static_cast<size_t>(edge.first) + 1];
    std::partial_sum(result.starts.cbegin(), result.starts.cend(), result.starts.begin());
    result.values.resize(edges.size());
    std::vector<int> next = result.starts;
    for (const auto& edge : edges)
        result.values[static_cast<size_t>(next[static_cast<size_t>(edge.first)]++)] = edge.second;
    return result;
}

Topology::Graph::Graph(const QList<Inventory>& all)
    : inventories(all)
{
    for (const Inventory& inventory : inventories)
        errors += inventory.errors;
    seat();
    resolve();
    linkUsers();
    cutParentRings();
    linkChildren();
    protect();
}

// A resource for each key that is needed and offered by nobody; they get seats like everybody.
QHash<Key, int> Topology::Graph::addStrangers(Candidates& candidates)
{
    QHash<Key, int> indexOf;
    const std::vector<int> known = candidates.winners();
    for (const int index : known) {
        for (const Need& need : candidates.at(index).resource->needs) {
            for (const Key& key : need.on) {
                if (need.ifThere || candidates.offering(key) >= 0 || indexOf.contains(key))
                    continue;
                strangers.push_back(strangerFor(key));
                indexOf.insert(key, candidates.add({&strangers.back(), &noProvider(), 0}));
            }
        }
    }
    return indexOf;
}

// One node for an image that is attached and open in another program: the one that can be let go of, with who
// has it open.
void Topology::Graph::tellOpeners(Candidates& candidates)
{
    for (const auto& [open, attached] : candidates.openAndAttached()) {
        told.push_back(*candidates.at(attached).resource);
        Facts facts = open->facts;
        facts.insert(told.back().facts);
        told.back().facts = facts;
        candidates.replace(attached, &told.back());
    }
}

void Topology::Graph::tellAlike(Candidates& candidates)
{
    for (const auto& [other, index] : candidates.alike()) {
        told.push_back(merged(*candidates.at(index).resource, *other));
        candidates.replace(index, &told.back());
    }
}

void Topology::Graph::seat()
{
    Candidates candidates(inventories);
    tellOpeners(candidates);
    tellAlike(candidates);
    const QHash<Key, int> strangerOf = addStrangers(candidates);
    const std::vector<int> order = candidates.winners();
    std::vector<std::pair<QStringView, int>>
        sorted; // ids beside each other: the sort is what a join waits for
    sorted.reserve(order.size());
    for (const int index : order)
        sorted.emplace_back(candidates.at(index).resource->id.text, index);
    std::sort(sorted.begin(), sorted.end());
    std::vector<Node> nodeOf(static_cast<size_t>(candidates.size()), nobody);
    seats.reserve(sorted.size());
    for (const auto& [id, index] : sorted) {
        nodeOf[static_cast<size_t>(index)] = size();
        seats.push_back({candidates.at(index).resource, candidates.at(index).provider});
    }
    const auto nodeFor = [&](int index) { return nodeOf[static_cast<size_t>(candidates.winnerFor(index))]; };
    offered = candidates.takeKeys();
    for (int& each : offered)
        each = nodeFor(each);
    for (auto key = candidates.alsoOffering().cbegin(); key != candidates.alsoOffering().cend(); ++key) {
        for (const int other : *key)
            alsoOffered[key.key()].append(nodeFor(other));
    }
    for (auto key = strangerOf.cbegin(); key != strangerOf.cend(); ++key)
        offered.insert(key.key(), nodeFor(*key));
}

void Topology::Graph::addOffering(const Need& need)
{
    for (const Key& key : need.on) {
        const auto one = offered.constFind(key);
        if (one != offered.cend())
            on.push_back(*one);
        const auto others = alsoOffered.constFind(key);
        if (others != alsoOffered.cend())
            on.insert(on.end(), others->cbegin(), others->cend());
    }
}

void Topology::Graph::resolve()
{
    std::vector<std::pair<int, int>> spans; // begin and length in `on`, which still moves while it grows
    parents.assign(seats.size(), nobody);
    for (Node node = 0; node < size(); ++node) {
        const QList<Need>& wanted = seats[static_cast<size_t>(node)].resource->needs;
        for (int i = 0; i < static_cast<int>(wanted.size()); ++i) {
            if (wanted[i].on.isEmpty())
                continue;
            const auto begin = static_cast<std::ptrdiff_t>(on.size());
            addOffering(wanted[i]);
            if (static_cast<std::ptrdiff_t>(on.size()) == begin)
                continue;
            if (i == 0)
                parents[static_cast<size_t>(node)] = on[static_cast<size_t>(begin)];
            std::sort(on.begin() + begin, on.end());
            on.erase(std::unique(on.begin() + begin, on.end()), on.end());
            const int length = static_cast<int>(on.size()) - static_cast<int>(begin);
            spans.emplace_back(static_cast<int>(begin), length);
            needs.values.push_back({{}, std::clamp(wanted[i].atLeast, 1, length), i});
        }
        needs.closeRow();
    }
    for (size_t i = 0; i < spans.size(); ++i)
        needs.values[i].on = std::span<const Node>(on).subspan(static_cast<size_t>(spans[i].first),
                                                               static_cast<size_t>(spans[i].second));
}

void Topology::Graph::linkUsers()
{
    std::vector<std::pair<int, int>> edges;
    std::vector<Node> lastUser(seats.size(), nobody); // several needs of one node on the same count once
    for (Node node = 0; node < size(); ++node) {
        for (const ResolvedNeed& need : needs.row(node)) {
            for (const Node base : need.on) {
                if (std::exchange(lastUser[static_cast<size_t>(base)], node) != node)
                    edges.emplace_back(base, node);
            }
        }
    }
    users = rowsOf(size(), edges);
}

void Topology::Graph::cutParentRings()
{
    std::vector<Node> walkOf(seats.size(), nobody); // the walk that came by first
    for (Node start = 0; start < size(); ++start) {
        Node at = start;
        while (at != nobody && walkOf[static_cast<size_t>(at)] == nobody) {
            walkOf[static_cast<size_t>(at)] = start;
            at = parents[static_cast<size_t>(at)];
        }
        if (at == nobody || walkOf[static_cast<size_t>(at)] != start)
            continue;
        Node lowest = at;
        for (Node next = parents[static_cast<size_t>(at)]; next != at;
             next = parents[static_cast<size_t>(next)])
            lowest = std::min(lowest, next);
        parents[static_cast<size_t>(lowest)] = nobody;
    }
}

void Topology::Graph::linkChildren()
{
    std::vector<std::pair<int, int>> edges;
    for (Node node = 0; node < size(); ++node) {
        if (parents[static_cast<size_t>(node)] == nobody)
            roots.push_back(node);
        else
            edges.emplace_back(parents[static_cast<size_t>(node)], node);
    }
    children = rowsOf(size(), edges);
}

} // namespace mooring
