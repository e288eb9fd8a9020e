// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/operation.h"

#include <QAbstractListModel>
#include <QPointer>

namespace mooring {

class Engine;

// The operations that run, and those that ended and were not dismissed yet; oldest first.
class OperationsModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role
    {
        TitleRole = Qt::UserRole + 1, // "Detaching disk.vhdx"
        ProgressTextRole, // "step 2 of 4: ...", while it runs
        PercentRole, // int 0..100; -1: not known
        FinishedRole, // bool
        StoppableRole, // bool
        ResultRole, // the result in sentences, when it ended
        OutcomeRole, // mooring::Outcome as int; -1 while it runs
        CanPutBackRole, // bool
        NumberRole, // qint64, in the log
        OperationRole, // mooring::Operation*
        DetailsRole, // QString: errors with their origin, to copy
    };
    Q_ENUM(Role)
    explicit OperationsModel(QObject* parent = nullptr);

    void follow(Engine* engine);
    Operation* operationAt(const QModelIndex& index) const;
    int runningCount() const;
    QList<OperationRecord> running() const;
    void dismiss(const QModelIndex& index); // only ended ones
    QString stop(const QModelIndex& index); // what to tell the user
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

    static bool canPutBack(const OperationRecord& record); // some done step left a recipe
    static int percent(const OperationRecord& record); // never goes backward within one record

signals:
    void ended(mooring::Operation* operation, const QString& sentence); // to announce

private:
    void add(Operation* operation);
    void changed(Operation* operation);
    void removeLost();
    void removeRow(int row);

    Engine* m_engine = nullptr;
    QList<QPointer<Operation>> m_operations;
    QHash<const Operation*, int> m_percent;
};

} // namespace mooring
