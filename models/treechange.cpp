// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "treechange.h"

#include <map>

namespace mooring {

namespace {

using Node = Topology::Node;

// Rows without a node, by what they stand for.
QString keyOf(const TreeState& state, const TreeShape::Row& row)
{
    if (row.group != RowGroup::None)
        return QStringLiteral("group:%1").arg(int(row.group));
    if (row.node >= 0)
        return QStringLiteral("%1:%2")
            .arg(int(row.reason.value_or(AttentionReason::Failed)))
            .arg(state.input.topology.at(row.node).id.text);
    if (row.reason == AttentionReason::ProviderHung)
        return QStringLiteral("provider:%1").arg(state.input.providers.at(row.extra).name);
    return QStringLiteral("operation:%1").arg(state.input.interrupted.at(row.extra).number);
}

class Comparison
{
public:
    Comparison(const TreeState& old, const TreeState& next)
        : m_old(old)
        , m_next(next)
        , m_toOld(size_t(next.input.topology.size()), -1)
        , m_toNext(size_t(old.input.topology.size()), -1)
        , m_dirty(size_t(next.input.topology.size()), false)
    {
    }

    void run(TreeChange& change)
    {
        matchNodes();
        matchRows(change);
        for (size_t row = 0; row < m_next.shape.rows.size(); ++row) {
            const TreeShape::Row& shown = m_next.shape.rows[row];
            if (change.fromOld[row] >= 0 && (shown.node < 0 || m_dirty[size_t(shown.node)]))
                change.dirty.push_back(int(row));
        }
    }

private:
    // Both are sorted by id: one walk finds pairs, what is new and what is gone.
    void matchNodes()
    {
        const Topology& before = m_old.input.topology;
        const Topology& after = m_next.input.topology;
        Node left = 0, right = 0;
        while (left < before.size() || right < after.size()) {
            const int order = left == before.size() ? 1
                : right == after.size()             ? -1
                                        : before.at(left).id.text.compare(after.at(right).id.text);
            if (order == 0) {
                m_toOld[size_t(right)] = left;
                m_toNext[size_t(left)] = right;
                if (differs(left, right))
                    markChanged(right);
                ++left, ++right;
            } else if (order < 0) {
                m_removed.push_back(left++);
            } else {
                markChanged(right++);
            }
        }
        for (const Node node : m_removed)
            markBelowRemoved(node);
    }

    bool differs(Node left, Node right) const
    {
        const Topology& before = m_old.input.topology;
        const Topology& after = m_next.input.topology;
        return before.at(left) != after.at(right)
            || before.protection(left).has_value() != after.protection(right).has_value();
    }

    // Who uses what is told in the rows of everything below it.
    void markChanged(Node start)
    {
        std::vector<Node> waiting {start};
        while (!waiting.empty()) {
            const Node node = waiting.back();
            waiting.pop_back();
            if (m_dirty[size_t(node)])
                continue;
            m_dirty[size_t(node)] = true;
            for (const Topology::ResolvedNeed& need : m_next.input.topology.needs(node))
                waiting.insert(waiting.end(), need.on.begin(), need.on.end());
        }
    }

    void markBelowRemoved(Node node)
    {
        for (const Topology::ResolvedNeed& need : m_old.input.topology.needs(node)) {
            for (const Node base : need.on) {
                if (m_toNext[size_t(base)] >= 0)
                    markChanged(m_toNext[size_t(base)]);
            }
        }
    }

    void matchRows(TreeChange& change)
    {
        std::map<QString, int> others;
        std::vector<bool> kept(m_old.shape.rows.size(), false);
        for (size_t row = 0; row < m_old.shape.rows.size(); ++row) {
            if (hasOwnKey(m_old.shape.rows[row]))
                others.emplace(keyOf(m_old, m_old.shape.rows[row]), int(row));
        }
        change.fromOld.reserve(m_next.shape.rows.size());
        for (const TreeShape::Row& row : m_next.shape.rows) {
            const int old = hasOwnKey(row) ? find(others, keyOf(m_next, row)) : oldRowOf(row.node);
            change.fromOld.push_back(old);
            if (old >= 0)
                kept[size_t(old)] = true;
        }
        for (size_t row = 0; row < kept.size(); ++row) {
            if (!kept[row])
                change.gone.push_back(int(row));
        }
    }

    static bool hasOwnKey(const TreeShape::Row& row) { return row.node < 0 || row.reason.has_value(); }

    static int find(const std::map<QString, int>& rows, const QString& key)
    {
        const auto found = rows.find(key);
        return found == rows.end() ? -1 : found->second;
    }

    int oldRowOf(Node node) const
    {
        const Node old = m_toOld[size_t(node)];
        return old < 0 ? -1 : m_old.rowOfNode[size_t(old)];
    }

    const TreeState& m_old;
    const TreeState& m_next;
    std::vector<Node> m_toOld, m_toNext, m_removed;
    std::vector<bool> m_dirty;
};

void linkSiblings(TreeChange& change)
{
    const std::vector<TreeShape::Row>& rows = change.next->shape.rows;
    std::vector<int> last(rows.size() + 1, -1); // the last child seen, by parent + 1
    change.previous.assign(rows.size(), -1);
    change.following.assign(rows.size(), -1);
    for (size_t row = 0; row < rows.size(); ++row) {
        int& before = last[size_t(rows[row].parent) + 1];
        change.previous[row] = before;
        if (before >= 0)
            change.following[size_t(before)] = int(row);
        before = int(row);
    }
}

} // namespace

TreeChange treeChange(View view, const TreeState& old, const TreeInput& input)
{
    const auto next = std::make_shared<TreeState>();
    next->input = input;
    next->shape = shapeOf(view, input);
    next->rowOfNode.assign(size_t(input.topology.size()), -1);
    for (size_t row = 0; row < next->shape.rows.size(); ++row) {
        if (next->shape.rows[row].node >= 0)
            next->rowOfNode[size_t(next->shape.rows[row].node)] = int(row);
    }
    TreeChange change;
    change.next = next;
    Comparison(old, *next).run(change);
    linkSiblings(change);
    return change;
}

} // namespace mooring
