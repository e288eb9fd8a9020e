// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "treespec.h"

#include <QAbstractItemModel>

#include <functional>
#include <memory>

namespace mooring {

class Engine;
struct TreeChange;
struct TreeState;

// One tree for every view. Applies the difference between two topologies and never resets, so selection and
// expansion stay. The comparing is done by `background` (a pool in the application, at once in tests); only
// the changes are applied on the model's own thread.
class ResourceModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role
    {
        SortRole = Qt::UserRole + 1, // raw value of the column
        ResourceIdRole, // QString, ResourceId::text; empty for groups
        KindRole, // mooring::Kind as int; -1 for groups
        StateRole, // mooring::State as int; -1 for groups
        VerbsRole, // QList<mooring::Verb>, primary first
        GroupRole, // mooring::RowGroup as int
        SearchRole, // everything the search looks in, case folded
        IconNameRole, // QByteArray, freedesktop name, of the column Name or State
        ElideMiddleRole, // bool
        InUseRole, // bool
        SystemImageRole, // bool
        ReasonRole, // mooring::AttentionReason as int; -1: none
        OperationNumberRole, // qint64, of an interrupted operation
        ProviderRole, // QString: who released it; of a hung one its name
        PathRole, // QByteArray: the image path or mount point, for copying
    };
    Q_ENUM(Role)
    // Runs `work` somewhere and then `done` on the model's thread (not after the model is gone).
    using Background
        = std::function<void(std::function<void()> work, QObject* context, std::function<void()> done)>;

    explicit ResourceModel(View view, QObject* parent = nullptr);
    ~ResourceModel() override;

    View view() const { return m_view; }
    void setBackground(Background background);
    void follow(Engine* engine); // takes its topology, providers and background; keeps itself fresh
    void setInput(const TreeInput& input);
    const Topology& topology() const; // that the rows are of
    const QList<ColumnSpec>& columnSpecs() const { return m_columns; }
    int columnOf(Column column) const; // -1: not in this view

    QModelIndex indexOf(const ResourceId& id) const;
    ResourceId idOf(const QModelIndex& index) const;
    QList<ResourceId> idsOf(const QModelIndexList& indexes) const; // each once
    int topCount() const; // what the navigation shows beside the view's name
    void retranslate(); // after the language changed

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void updated(); // a new topology is shown; also when nothing moved

private:
    struct Row;
    struct Rows;
    static int positionOf(Row* row);
    QModelIndex indexFor(Row* row, int column = 0) const;
    void begin(const TreeInput& input);
    std::shared_ptr<const TreeState> apply(const TreeChange& change); // the state before
    void retire(std::shared_ptr<const TreeState> state, std::shared_ptr<const TreeChange> change);
    void adopt(const TreeChange& change, std::vector<Row*>& rows);
    void announce(const TreeChange& change, const std::vector<Row*>& rows);
    void place(const TreeChange& change, const std::vector<Row*>& rows);
    void insertRun(const TreeChange& change, const std::vector<Row*>& rows, size_t first);
    void moveTo(Row* row, Row* parent, Row* previous);
    void removeGone(const TreeChange& change);
    Row* shownRow(const QModelIndex& index) const;

    View m_view;
    QList<ColumnSpec> m_columns;
    std::unique_ptr<Rows> m_rows;
    Background m_background;
    std::optional<TreeInput> m_pending;
    QList<OperationRecord> m_interrupted;
    bool m_preparing = false;
};

} // namespace mooring
