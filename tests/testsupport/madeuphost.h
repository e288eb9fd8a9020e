// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/planner.h"

#include <QRandomGenerator>

#include <set>

// Made-up hosts, and a brute-force oracle that knows nothing of the planner: it keeps a host as a list of
// small integers and lets things go one by one.
namespace madeup {

using namespace mooring;

struct MadeNeed
{
    std::vector<int> on;
    int atLeast = 1;
};

struct MadeNode
{
    std::vector<MadeNeed> needs;
    Goes goes = Goes::ByRelease;
    bool hasRelease = true;
};

using Host = std::vector<MadeNode>;
using Nodes = std::set<int>;

QString idOf(int node);
int nodeOf(const ResourceId& id);
Nodes nodesOf(const QList<ResourceId>& ids);

// `anyBases`: what goes with its base may do so for several reasons, one of which is enough. Such plans have
// to be right, but may be refused: choosing which reason comes first is not the planner's to do.
Host makeHost(QRandomGenerator& random, bool withRings, bool anyBases = false);
Topology topologyOf(const Host& host);
QList<ResourceId> someGoals(QRandomGenerator& random, const Host& host);
QString describe(const Host& host, const Plan& plan);

// What is there, and how the world behaves when one thing goes.
class World
{
public:
    explicit World(const Host& host);
    int size() const { return static_cast<int>(m_host.size()); }
    bool isThere(int node) const { return present.count(node) > 0; }
    bool uses(int user, int base) const;
    bool isMet(int node) const;
    Nodes holders(int node) const; // present users that would have to go by themselves
    bool isValid() const;
    void remove(int node);
    Nodes present;

private:
    const MadeNode& at(int node) const { return m_host[static_cast<size_t>(node)]; }
    void gather(int node, Nodes& looked, Nodes& found) const;
    const Host& m_host;
    Nodes m_hadUsers;
};

} // namespace madeup
