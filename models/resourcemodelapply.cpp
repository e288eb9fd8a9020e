// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resourcemodelrows.h"

namespace mooring {

// First what rows show, while they stand where they stood; then new rows and rows that moved, from above, so
// that whatever a row is put below is in its final place; then what is gone.
std::shared_ptr<const TreeState> ResourceModel::apply(const TreeChange& change)
{
    std::vector<Row*> rows(change.fromOld.size(), nullptr);
    adopt(change, rows);
    std::shared_ptr<const TreeState> before = std::exchange(m_rows->state, change.next);
    announce(change, rows);
    place(change, rows);
    removeGone(change);
    m_rows->byShape = std::move(rows);
    for (Row* row : m_rows->top.children) {
        if (change.next->shape.rows[size_t(row->shown)].group != RowGroup::None)
            emit dataChanged(indexFor(row), indexFor(row)); // it tells how many it holds
    }
    emit updated();
    return before;
}

// Nobody may need the old topology any more; letting go of a big one takes longer than a frame. The change
// goes with it: it comes from the same heap, and whoever gives back a large piece of a heap tidies all of it.
void ResourceModel::retire(std::shared_ptr<const TreeState> state, std::shared_ptr<const TreeChange> change)
{
    constexpr int big = 1000;
    if (state->input.topology.size() < big)
        return;
    const auto box
        = std::make_shared<std::pair<decltype(state), decltype(change)>>(std::move(state), std::move(change));
    m_background([box] { *box = {}; }, this, [] {});
}

// Rows that stay learn their new number. New ones are made; below other new ones they are complete at once.
void ResourceModel::adopt(const TreeChange& change, std::vector<Row*>& rows)
{
    const std::vector<TreeShape::Row>& shape = change.next->shape.rows;
    for (const int gone : change.gone)
        m_rows->byShape[size_t(gone)]->shown = -1;
    for (size_t i = 0; i < rows.size(); ++i) {
        const int old = change.fromOld[i];
        if (old >= 0) {
            rows[i] = m_rows->byShape[size_t(old)];
        } else {
            Row* parent = shape[i].parent < 0 ? &m_rows->top : rows[size_t(shape[i].parent)];
            rows[i] = m_rows->make(parent);
            if (shape[i].parent >= 0 && change.fromOld[size_t(shape[i].parent)] < 0) {
                rows[i]->position = int(parent->children.size());
                parent->children.push_back(rows[i]);
            }
        }
        rows[i]->shown = int(i);
    }
}

void ResourceModel::announce(const TreeChange& change, const std::vector<Row*>& rows)
{
    const int lastColumn = int(m_columns.size()) - 1;
    for (size_t i = 0; i < change.dirty.size(); ++i) {
        Row* first = rows[size_t(change.dirty[i])];
        Row* last = first;
        while (i + 1 < change.dirty.size()) {
            Row* next = rows[size_t(change.dirty[i + 1])];
            if (next->parent != first->parent || positionOf(next) != positionOf(last) + 1)
                break;
            last = next;
            ++i;
        }
        emit dataChanged(indexFor(first), indexFor(last, lastColumn));
    }
}

void ResourceModel::place(const TreeChange& change, const std::vector<Row*>& rows)
{
    const std::vector<TreeShape::Row>& shape = change.next->shape.rows;
    for (size_t i = 0; i < rows.size(); ++i) {
        const int above = shape[i].parent;
        Row* parent = above < 0 ? &m_rows->top : rows[size_t(above)];
        const bool parentIsNew = above >= 0 && change.fromOld[size_t(above)] < 0;
        const int previous = change.previous[i];
        if (change.fromOld[i] >= 0) {
            if (rows[i]->parent != parent)
                moveTo(rows[i], parent, previous < 0 ? nullptr : rows[size_t(previous)]);
        } else if (!parentIsNew && (previous < 0 || change.fromOld[size_t(previous)] >= 0)) {
            insertRun(change, rows, i);
        }
    }
}

void ResourceModel::insertRun(const TreeChange& change, const std::vector<Row*>& rows, size_t first)
{
    Row* parent = rows[first]->parent;
    std::vector<Row*> run;
    for (int i = int(first); i >= 0 && change.fromOld[size_t(i)] < 0; i = change.following[size_t(i)])
        run.push_back(rows[size_t(i)]);
    const int previous = change.previous[first];
    const int start = previous < 0 ? 0 : positionOf(rows[size_t(previous)]) + 1;
    for (size_t i = 0; i < run.size(); ++i)
        run[i]->position = start + int(i);
    beginInsertRows(indexFor(parent), start, start + int(run.size()) - 1);
    parent->children.insert(parent->children.begin() + start, run.begin(), run.end());
    endInsertRows();
}

void ResourceModel::moveTo(Row* row, Row* parent, Row* previous)
{
    const int from = positionOf(row);
    const int to = previous ? positionOf(previous) + 1 : 0;
    beginMoveRows(indexFor(row->parent), from, from, indexFor(parent), to);
    row->parent->children.erase(row->parent->children.begin() + from);
    parent->children.insert(parent->children.begin() + to, row);
    row->parent = parent;
    row->position = to;
    endMoveRows();
}

// What stays has moved out from below by now, so a row goes with all that is left under it.
void ResourceModel::removeGone(const TreeChange& change)
{
    for (size_t i = change.gone.size(); i-- > 0;) {
        Row* last = m_rows->byShape[size_t(change.gone[i])];
        if (last->parent == nullptr || (last->parent != &m_rows->top && last->parent->shown < 0))
            continue; // goes with its parent
        Row* parent = last->parent;
        const int end = positionOf(last);
        int start = end;
        while (start > 0 && parent->children[size_t(start - 1)]->shown < 0)
            --start;
        beginRemoveRows(indexFor(parent), start, end);
        const std::vector<Row*> removed(parent->children.begin() + start, parent->children.begin() + end + 1);
        parent->children.erase(parent->children.begin() + start, parent->children.begin() + end + 1);
        endRemoveRows();
        for (Row* row : removed)
            m_rows->drop(row);
    }
}

} // namespace mooring
