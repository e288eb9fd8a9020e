// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/resourcefilter.h"
#include "models/resourcemodel.h"

#include <QTreeView>

namespace mooring {

class Engine;
class ResourceActions;

// The tree of one view: sortable, its columns can be hidden and moved, and all of it is remembered. The
// context menu is made from the chosen rows' verbs.
class ResourceView final : public QTreeView
{
    Q_OBJECT
public:
    ResourceView(View view, Engine& engine, ResourceActions& actions, QWidget* parent = nullptr);
    ~ResourceView() override;

    View view() const { return m_model.view(); }
    const ResourceModel& resources() const { return m_model; }
    ResourceFilter& filter() { return m_filter; }
    QList<ResourceId> selected() const;
    bool select(const ResourceId& id); // false: no row is shown for it
    void selectWhenShown(const ResourceId& id); // unless something else is chosen before
    bool isEmpty() const { return m_filter.rowCount() == 0; }
    void fillColumnMenu(QMenu* menu);

signals:
    void selectedChanged();
    void updated(); // rows or counts moved
    void operationRequested(qint64 number); // an interrupted one is to be seen

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void prepareHeader();
    void selectAwaited();
    void openRows(const QModelIndex& parent, int first, int last);
    void saveColumns() const;
    QString settingKey() const;

    ResourceModel m_model;
    ResourceFilter m_filter;
    ResourceActions& m_actions;
    ResourceId m_awaited;
};

} // namespace mooring
