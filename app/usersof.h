// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/plan.h"
#include "services/core/topology.h"

#include <QJsonArray>

namespace mooring {

// Who uses a node or what stands on it: processes and unexplained holders, one entry for each use.
QList<Blocker> usesBelow(const Topology& topology, Topology::Node node);
// The other nodes that stand on it, nearest first.
QList<Topology::Node> standingOn(const Topology& topology, Topology::Node node);
QJsonArray blockersToJson(const QList<Blocker>& blockers); // as in a plan

} // namespace mooring
