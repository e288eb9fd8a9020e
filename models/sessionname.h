// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/topology.h"

namespace mooring {

// What a node is called in a tree. Below its target a session, below its session a logical unit, and below
// its reader a card need not say that name again; everything else goes by its own.
QString shownName(const Topology& topology, Topology::Node node);

} // namespace mooring
