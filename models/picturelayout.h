// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

namespace mooring {

// A drawing in layers: where each item and each bend of a long line lies in its layer. Widths are in columns:
// an item is one column wide, a line that passes by a part of one.
struct LayeredDrawing
{
    std::vector<double> centres; // of each item, from 0.5 on
    std::vector<std::vector<double>> passes; // of each link: its places in the layers between its ends
    double width = 0;
};

// `links` name two items, the one in the upper layer (the smaller number) first. The same input gives the
// same drawing; items of a layer that nothing tells apart stay in their order.
LayeredDrawing layOut(const std::vector<int>& layers, const std::vector<std::pair<int, int>>& links);

} // namespace mooring
