// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine.h"
#include "iscsistages.h"

#include <QAbstractItemModel>
#include <QPointer>

namespace mooring {

// What portals answered when they were asked for their targets: a row for each portal and, below it, the
// targets it was the first to name, each with all the portals that are known to lead to it. Follows the
// topology for how many sessions are open.
class DiscoverModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column
    {
        Name,
        Portals,
        Condition,
        ColumnCount
    };
    enum Role
    {
        TargetRole = Qt::UserRole + 1, // QByteArray; empty: a portal's row
        PortalsRole, // QByteArrayList: how a target is reached
        SessionsRole, // int
        SearchRole,
        IconNameRole,
    };
    explicit DiscoverModel(Engine& engine, QObject* parent = nullptr);

    void discover(const DiscoveryRequest& request); // forgets what was found before
    void stop();
    bool isRunning() const { return m_token != nullptr; }
    int askedCount() const { return static_cast<int>(m_portals.size()); }
    int answeredCount() const; // failed ones too
    int targetCount() const { return static_cast<int>(m_targets.size()); }
    std::optional<Error> errorAt(const QModelIndex& index) const; // of a portal
    std::optional<Error> firstError() const;
    void retranslate();

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void progressed(); // a portal answered, or all that will answer have
    void answered(const QByteArray& portal); // without an error

private:
    struct PortalRow
    {
        QByteArray portal;
        PortalStage stage = PortalStage::Asking;
        std::optional<Error> error;
        QList<int> targets; // indexes into m_targets
        int elsewhere = 0; // targets of its answer that another portal named first
    };
    struct TargetRow
    {
        QByteArray name;
        QByteArrayList portals;
        int home = 0; // index into m_portals
        int sessions = 0;
    };
    void take(const PortalAnswer& answer);
    void add(int portal, const DiscoveredTarget& target);
    void join(int known, const QByteArrayList& portals);
    void countSessions();
    void end(PortalStage unanswered);
    int sessionsOf(const QByteArray& target) const;
    QModelIndex portalIndex(int portal, int column = 0) const;
    QModelIndex targetIndex(int target, int column = 0) const;
    const TargetRow* targetAt(const QModelIndex& index) const;
    QVariant portalData(const PortalRow& row, int column, int role) const;
    QVariant targetData(const TargetRow& row, int column, int role) const;

    Engine& m_engine;
    QList<PortalRow> m_portals;
    QList<TargetRow> m_targets;
    std::shared_ptr<void> m_token;
};

} // namespace mooring
