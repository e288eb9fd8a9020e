// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inventory.h"

#include <QHash>
#include <QSharedPointer>

#include <span>
#include <vector>

namespace mooring {

// All inventories joined: the trees that are shown, and the needs graph. Immutable; copying shares.
// Nodes are numbered 0..size()-1 in a stable order (by id). Safe to read from any thread.
class Topology
{
public:
    using Node = int;
    struct ResolvedNeed
    {
        std::span<const Node> on; // sorted, without duplicates, never empty; unresolved keys have become
                                  // nodes of Kind::Unknown. Lives as long as the topology.
        int atLeast = 1; // 1..on.size()
        int need = 0; // index into Resource::needs
    };

    Topology();
    static Topology join(const QList<Inventory>& inventories);

    int size() const;
    const Resource& at(Node node) const;
    const QString& provider(Node node) const; // empty for nodes made from unresolved keys
    std::optional<Node> find(const ResourceId& id) const;
    std::optional<Node> offering(const Key& key) const;
    std::span<const ResolvedNeed> needs(Node node) const;
    std::span<const Node> users(Node node) const; // nodes with a need on it
    // What the first key of the first need names. A chain of parents that comes back to itself is cut at its
    // lowest node, so parents always make a forest.
    std::optional<Node> parent(Node node) const;
    std::span<const Node> children(Node node) const; // inverse of parent
    std::span<const Node> roots() const; // nodes without parent
    struct Protection
    {
        ProtectedBy by;
        Node seed; // which node needs it
    };
    std::optional<Protection> protection(Node node) const;
    QList<Verb> verbs(Node node) const; // Resource::verbs, none when protected
    const QList<SourceError>& errors() const;

private:
    struct Graph;
    QSharedPointer<const Graph> m_graph;
};

} // namespace mooring
