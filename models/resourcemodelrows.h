// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resourcemodel.h"
#include "treechange.h"

#include <deque>

namespace mooring {

struct ResourceModel::Row
{
    Row* parent = nullptr;
    std::vector<Row*> children;
    int position = 0; // where it was last found among its siblings
    int shown = -1; // its row in the state's shape; -1: on its way out
};

struct ResourceModel::Rows
{
    Row top;
    std::shared_ptr<const TreeState> state = std::make_shared<TreeState>();
    std::vector<Row*> byShape; // of each row of the state's shape
    std::deque<Row> store;
    std::vector<Row*> spare;

    Row* make(Row* parent)
    {
        Row* row = spare.empty() ? &store.emplace_back() : spare.back();
        if (!spare.empty())
            spare.pop_back();
        *row = Row {};
        row->parent = parent;
        return row;
    }

    void drop(Row* row)
    {
        for (Row* child : row->children)
            drop(child);
        *row = Row {};
        spare.push_back(row);
    }
};

} // namespace mooring
