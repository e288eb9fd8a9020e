// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/topology.h"

namespace mooring {

// What a node stands on and what stands on it, as text to paste: a line for each with its name, below it what
// it is known by elsewhere (portal, LUN, device, WWN, mount point). Empty for a node that stands alone.
QString surroundings(const Topology& topology, Topology::Node node);

} // namespace mooring
