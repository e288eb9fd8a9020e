// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine.h"
#include "iscsistages.h"

#include <QAbstractTableModel>
#include <QPointer>

namespace mooring {

struct LoginTarget
{
    QByteArray name;
    QByteArrayList portals; // how it is reached; never empty
    bool operator==(const LoginTarget&) const = default;
};

// Those of the rows that are targets and tell how they are reached.
QList<LoginTarget> loginTargets(const Topology& topology, const QList<ResourceId>& ids);

// Opens sessions to several targets side by side, and tells of each how it goes. What was opened stays open
// when another fails; trying again opens only what is missing. Keeps no secret.
class LoginModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        Target,
        Portal,
        Condition,
        ColumnCount
    };
    enum Role
    {
        IconNameRole = Qt::UserRole + 1,
    };
    LoginModel(Engine& engine, const QList<LoginTarget>& targets, QObject* parent = nullptr);

    QByteArray name(int row) const { return m_rows.at(row).target.name; }
    QByteArrayList portals(int row) const { return m_rows.at(row).target.portals; }
    QByteArray portal(int row) const { return m_rows.at(row).portal; }
    void setPortal(int row, const QByteArray& portal);
    std::optional<Error> error(int row) const { return m_rows.at(row).error; }
    LoginStage stage(int row) const { return m_rows.at(row).stage; }

    // To every target that has not all of its sessions yet; target and portal of `how` do not count.
    void start(const LoginRequest& how);
    StopAnswer stop();
    bool isRunning() const;
    bool isDone() const; // every target has its sessions
    int wantedCount() const; // sessions to all targets together
    int endedCount() const; // of them: opened, or tried in vain
    int firstFailed() const; // row; -1: none
    QList<ResourceId> created() const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void progressed();
    void ended(); // nothing runs any more

private:
    struct Row
    {
        LoginTarget target;
        QByteArray portal;
        LoginStage stage = LoginStage::Ready;
        int wanted = 0; // sessions
        int before = 0; // of them, when it was last started
        QPointer<Operation> operation;
        std::optional<Error> error;
        QList<ResourceId> created;
    };
    void begin(int row, LoginRequest how);
    void finish(int row);
    void tell(int row);
    QString condition(const Row& row) const;

    Engine& m_engine;
    QList<Row> m_rows;
};

} // namespace mooring
