// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resourcemodel.h"

#include "engine.h"
#include "resourcemodelrows.h"
#include "treedata.h"
#include "wording.h"

namespace mooring {

ResourceModel::ResourceModel(View view, QObject* parent)
    : QAbstractItemModel(parent)
    , m_view(view)
    , m_columns(mooring::columns(view))
    , m_rows(std::make_unique<Rows>())
    , m_background([](const auto& work, QObject*, const auto& done) {
        work();
        done();
    })
{
}

ResourceModel::~ResourceModel() = default;

void ResourceModel::setBackground(Background background) { m_background = std::move(background); }

void ResourceModel::follow(Engine* engine)
{
    setBackground([engine](auto work, QObject* context, auto done) {
        engine->inBackground(std::move(work), context, std::move(done));
    });
    const auto refresh = [this, engine] {
        setInput({engine->topology(), engine->providers(), m_interrupted});
    };
    connect(engine, &Engine::topologyChanged, this, refresh);
    connect(engine, &Engine::providersChanged, this, refresh);
    const auto reread = [this, engine, refresh] {
        engine->activity(200, this, [this, refresh](const Result<QList<OperationRecord>>& records) {
            m_interrupted = records ? interruptedIn(*records) : QList<OperationRecord>();
            refresh();
        });
    };
    if (m_view == View::NeedsAttention) {
        connect(engine, &Engine::activityChanged, this, reread);
        reread();
    }
    refresh();
}

void ResourceModel::setInput(const TreeInput& input)
{
    if (m_preparing)
        m_pending = input;
    else
        begin(input);
}

void ResourceModel::begin(const TreeInput& input)
{
    m_preparing = true;
    const auto change = std::make_shared<TreeChange>();
    m_background(
        [change, view = m_view, old = m_rows->state, input] { *change = treeChange(view, *old, input); },
        this,
        [this, change = std::shared_ptr<const TreeChange>(change)]() mutable {
            std::shared_ptr<const TreeState> before = apply(*change);
            retire(std::move(before), std::exchange(change, nullptr));
            m_preparing = false;
            if (const std::optional<TreeInput> next = std::exchange(m_pending, {}))
                begin(*next);
        });
}

const Topology& ResourceModel::topology() const { return m_rows->state->input.topology; }

int ResourceModel::columnOf(Column column) const
{
    for (int i = 0; i < m_columns.size(); ++i) {
        if (m_columns.at(i).column == column)
            return i;
    }
    return -1;
}

QModelIndex ResourceModel::indexOf(const ResourceId& id) const
{
    const std::optional<Topology::Node> node = topology().find(id);
    const int shown = node ? m_rows->state->rowOfNode[size_t(*node)] : -1;
    return shown < 0 ? QModelIndex() : indexFor(m_rows->byShape[size_t(shown)]);
}

ResourceId ResourceModel::idOf(const QModelIndex& index) const
{
    return {index.data(ResourceIdRole).toString()};
}

QList<ResourceId> ResourceModel::idsOf(const QModelIndexList& indexes) const
{
    QList<ResourceId> ids;
    for (const QModelIndex& index : indexes) {
        const ResourceId id = idOf(index);
        if (!id.isEmpty() && !ids.contains(id))
            ids.append(id);
    }
    return ids;
}

// Folded groups are calm: they do not count.
int ResourceModel::topCount() const
{
    const std::vector<TreeShape::Row>& rows = m_rows->state->shape.rows;
    return int(std::count_if(rows.begin(), rows.end(), [](const TreeShape::Row& row) {
        return row.parent < 0 && row.group == RowGroup::None;
    }));
}

void ResourceModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, int(m_columns.size()) - 1);
    std::vector<const Row*> waiting {&m_rows->top};
    while (!waiting.empty()) {
        const Row* row = waiting.back();
        waiting.pop_back();
        if (row->children.empty())
            continue;
        emit dataChanged(indexFor(row->children.front()),
                         indexFor(row->children.back(), int(m_columns.size()) - 1));
        waiting.insert(waiting.end(), row->children.begin(), row->children.end());
    }
}

ResourceModel::Row* ResourceModel::shownRow(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Row*>(index.internalPointer()) : &m_rows->top;
}

// Siblings come and go around a row; it is found near where it was.
int ResourceModel::positionOf(Row* row)
{
    const std::vector<Row*>& siblings = row->parent->children;
    const int count = int(siblings.size());
    for (int distance = 0; distance <= count + row->position; ++distance) {
        for (const int place : {row->position - distance, row->position + distance}) {
            if (place >= 0 && place < count && siblings[size_t(place)] == row)
                return row->position = place;
        }
    }
    return -1;
}

QModelIndex ResourceModel::indexFor(Row* row, int column) const
{
    return row == &m_rows->top ? QModelIndex() : createIndex(positionOf(row), column, row);
}

QModelIndex ResourceModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    Row* child = shownRow(parent)->children[size_t(row)];
    child->position = row;
    return createIndex(row, column, child);
}

QModelIndex ResourceModel::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexFor(shownRow(child)->parent) : QModelIndex();
}

int ResourceModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : int(shownRow(parent)->children.size());
}

int ResourceModel::columnCount(const QModelIndex&) const { return int(m_columns.size()); }

QVariant ResourceModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ColumnSpec& spec = m_columns.at(index.column());
    if (role == Qt::TextAlignmentRole)
        return int((spec.alignRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == ElideMiddleRole)
        return spec.elideMiddle;
    if (role < SortRole && role != Qt::DisplayRole && role != Qt::ToolTipRole
        && role != Qt::AccessibleTextRole)
        return {};
    const Row* row = shownRow(index);
    if (row->shown < 0)
        return {};
    const TreeState& state = *m_rows->state;
    return treeData(state, state.shape.rows[size_t(row->shown)], int(row->children.size()), spec.column,
                    role);
}

QVariant ResourceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    if (role == Qt::DisplayRole)
        return Wording::column(m_columns.at(section).column);
    if (role == Qt::TextAlignmentRole)
        return int((m_columns.at(section).alignRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

QHash<int, QByteArray> ResourceModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractItemModel::roleNames();
    const QMetaEnum roles = QMetaEnum::fromType<Role>();
    for (int i = 0; i < roles.keyCount(); ++i)
        names.insert(roles.value(i), roles.key(i));
    return names;
}

} // namespace mooring
