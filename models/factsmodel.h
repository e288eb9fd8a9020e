// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/topology.h"

#include <QAbstractTableModel>

namespace mooring {

// What is known about one resource, as label and value: first who uses it, then its facts. The rows of the
// node and of what it is folded with (the image of a virtual disk).
class FactsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        Label,
        Value,
        ColumnCount
    };
    enum Role
    {
        FactRole = Qt::UserRole + 1, // mooring::Fact as int; -1 for "In use by"
        RawRole, // the value untouched: bytes stay bytes
        UserIdRole, // QString: ResourceId of a user row
    };
    explicit FactsModel(QObject* parent = nullptr);

    void setResource(const Topology& topology, const ResourceId& id); // again after each topologyChanged
    ResourceId resource() const { return m_id; }
    QString title() const; // its name, as in the tree
    QString stateText() const; // "in use"; why it is protected
    QList<Verb> verbs() const; // primary first
    QString copyText() const; // "Copy attachment details"
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString key;
        int fact = -1;
        QVariant raw;
        QString label, value;
        ResourceId user;
        bool operator==(const Row&) const = default;
    };
    QList<Row> rowsOf(const Topology& topology, Topology::Node node) const;
    void addFacts(QList<Row>& rows, const Resource& resource, const QString& prefix) const;

    Topology m_topology;
    ResourceId m_id;
    QList<Row> m_rows;
};

} // namespace mooring
