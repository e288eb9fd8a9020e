// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "treespec.h"

#include <memory>

namespace mooring {

// What a view shows at one moment. Immutable once made.
struct TreeState
{
    TreeInput input;
    TreeShape shape;
    std::vector<int> rowOfNode; // -1: has no row
};

// The way from one state to the next, made without touching any model: on any thread.
struct TreeChange
{
    std::shared_ptr<const TreeState> next;
    std::vector<int> fromOld; // for each row of next: its row before; -1: new
    std::vector<int> previous; // for each row of next: the sibling above it; -1: the first
    std::vector<int> following; // the sibling below it; -1: the last
    std::vector<int> dirty; // rows of next that were there and show something else now
    std::vector<int> gone; // rows of the old state, parents first
};
TreeChange treeChange(View view, const TreeState& old, const TreeInput& input);

} // namespace mooring
