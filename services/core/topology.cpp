// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topology.h"

#include "topologygraph.h"

#include <algorithm>

namespace mooring {

Topology::Topology()
{
    static const QSharedPointer<const Graph> empty = QSharedPointer<const Graph>::create(QList<Inventory>());
    m_graph = empty;
}

Topology Topology::join(const QList<Inventory>& inventories)
{
    Topology topology;
    topology.m_graph = QSharedPointer<const Graph>::create(inventories);
    return topology;
}

int Topology::size() const { return static_cast<int>(m_graph->seats.size()); }

const Resource& Topology::at(Node node) const { return *m_graph->seats[static_cast<size_t>(node)].resource; }

const QString& Topology::provider(Node node) const
{
    return *m_graph->seats[static_cast<size_t>(node)].provider;
}

std::optional<Topology::Node> Topology::find(const ResourceId& id) const
{
    const auto& seats = m_graph->seats;
    const auto found = std::lower_bound(
        seats.cbegin(), seats.cend(), id,
        [](const Graph::Seat& seat, const ResourceId& wanted) { return seat.resource->id < wanted; });
    if (found == seats.cend() || found->resource->id != id)
        return {};
    return static_cast<Node>(found - seats.cbegin());
}

std::optional<Topology::Node> Topology::offering(const Key& key) const
{
    const auto found = m_graph->offered.constFind(key);
    return found == m_graph->offered.cend() ? std::nullopt : std::optional<Node>(*found);
}

std::span<const Topology::ResolvedNeed> Topology::needs(Node node) const { return m_graph->needs.row(node); }

std::span<const Topology::Node> Topology::users(Node node) const { return m_graph->users.row(node); }

std::optional<Topology::Node> Topology::parent(Node node) const
{
    const Node parent = m_graph->parents[static_cast<size_t>(node)];
    return parent == Graph::nobody ? std::nullopt : std::optional<Node>(parent);
}

std::span<const Topology::Node> Topology::children(Node node) const { return m_graph->children.row(node); }

std::span<const Topology::Node> Topology::roots() const { return m_graph->roots; }

std::optional<Topology::Protection> Topology::protection(Node node) const
{
    const auto found = m_graph->protections.constFind(node);
    return found == m_graph->protections.cend() ? std::nullopt : std::optional<Protection>(*found);
}

QList<Verb> Topology::verbs(Node node) const { return protection(node) ? QList<Verb>() : at(node).verbs; }

const QList<SourceError>& Topology::errors() const { return m_graph->errors; }

} // namespace mooring
