// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "treespec.h"

#include <QAbstractItemModel>

namespace mooring {

class Engine;

// What was done on this host, newest first; below each operation its steps. Rows keep their place and
// selection while records are added.
class ActivityModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role
    {
        SortRole = Qt::UserRole + 1,
        NumberRole, // qint64: operation's number in the log
        OutcomeRole, // mooring::Outcome as int; -1: running or interrupted
        CanPutBackRole, // bool
        PutBackWhyNotRole, // QString: why it cannot be put back
        ResultTextRole, // the whole result in sentences
        DetailsRole, // QString: step, command, times and codes, to copy
    };
    explicit ActivityModel(QObject* parent = nullptr);

    void follow(Engine* engine, int limit = 1000);
    void setRecords(const QList<OperationRecord>& newestFirst);
    const QList<OperationRecord>& records() const { return m_records; }
    std::optional<OperationRecord> recordAt(const QModelIndex& index) const; // of a step: its operation's
    void retranslate();

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void recordsChanged();
    void failed(const mooring::Error& error); // the log cannot be read

private:
    void announce(int first, int last);
    QString operationText(const OperationRecord& record, Column column) const;
    QVariant operationData(const OperationRecord& record, Column column, int role) const;
    QVariant stepData(const OperationRecord& record, int step, Column column, int role) const;

    QList<ColumnSpec> m_columns;
    QList<OperationRecord> m_records;
};

} // namespace mooring
