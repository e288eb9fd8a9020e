// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "candidates.h"
#include "topology.h"

#include <deque>

namespace mooring {

// Lists of lists in two flat vectors: row i is values[starts[i]] .. values[starts[i + 1] - 1].
template <class T> struct Rows
{
    std::vector<T> values;
    std::vector<int> starts {0};
    void closeRow() { starts.push_back(static_cast<int>(values.size())); }
    std::span<const T> row(int i) const
    {
        const auto from = static_cast<size_t>(starts[static_cast<size_t>(i)]);
        const auto to = static_cast<size_t>(starts[static_cast<size_t>(i) + 1]);
        return std::span<const T>(values).subspan(from, to - from);
    }
};

// Turns edges (from row, value) into rows; values of one row keep the order they are given in.
Rows<int> rowsOf(int rows, const std::vector<std::pair<int, int>>& edges);

// What a topology holds. Built once by join(), then only read.
struct Topology::Graph
{
    struct Seat
    {
        const Resource* resource = nullptr; // lives in `inventories`, `strangers` or `told`
        const QString* provider = nullptr;
    };
    static constexpr Node nobody = -1;

    const QList<Inventory> inventories;
    std::deque<Resource> strangers; // made from keys that nobody offers
    std::deque<Resource> told; // by all that several providers know of them
    std::vector<Seat> seats;
    QHash<Key, Node> offered;
    QHash<Key, QList<Node>> alsoOffered; // a nexus, by others
    std::vector<Node> on; // storage of ResolvedNeed::on
    Rows<ResolvedNeed> needs;
    Rows<Node> users;
    std::vector<Node> parents;
    Rows<Node> children;
    std::vector<Node> roots;
    QHash<Node, Protection> protections;
    QList<SourceError> errors;

    explicit Graph(const QList<Inventory>& all);

private:
    QHash<Key, int> addStrangers(Candidates& candidates);
    void tellOpeners(Candidates& candidates);
    void tellAlike(Candidates& candidates);
    void seat();
    void addOffering(const Need& need);
    void resolve();
    void linkUsers();
    void cutParentRings();
    void linkChildren();
    void protect();
    void protectSingleSupports(std::vector<Node> queue);
    std::optional<Protection> endangeredBy(Node lost, const std::vector<bool>& isBelow) const;
    int size() const { return static_cast<int>(seats.size()); }
};

} // namespace mooring
