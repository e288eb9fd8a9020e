// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/topology.h"

namespace mooring {

// The part of a topology that a picture of one node shows: what it needs, what stands on it, and the other
// members of what needs it together with others. Users lie in layers above (smaller numbers) what they use.
struct PictureExcerpt
{
    struct Item
    {
        Topology::Node node = -1; // -1: stands for `more` others of its layer
        int layer = 0; // the chosen node's is 0
        int more = 0;
        bool isBeside = false; // neither needed by the chosen node nor standing on it
        bool operator==(const Item&) const = default;
    };
    struct Link
    {
        int from = 0; // item that needs ...
        int to = 0; // ... this one; lies above `from` only where a ring is closed
        int need = -1; // index into Topology::needs(from); -1 from or to what stands for others
        bool operator==(const Link&) const = default;
    };
    std::vector<Item> items;
    std::vector<Link> links;
};

// At most `widest` items of a layer are shown, the others become one; what is reached only through those is
// left out. Takes time in proportion to what stands on the node and what it needs; a ring is walked once.
PictureExcerpt excerptOf(const Topology& topology, Topology::Node chosen, int widest);

} // namespace mooring
