// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/treespec.h"

#include <QHash>
#include <QWidget>

class QStackedWidget;

namespace mooring {

class ActivityView;
class EmptyState;
class Engine;
class FilterBar;
class ResourceActions;
class ResourceView;

// The middle of the window: one view at a time with search and chips above it, or why there is nothing in it.
class ViewStack final : public QWidget
{
    Q_OBJECT
public:
    ViewStack(Engine& engine, ResourceActions& actions, QWidget* parent = nullptr);

    void showView(View view);
    View current() const { return m_current; }
    ResourceView* tree() const { return m_trees.value(m_current); } // null in Activity
    QList<ResourceId> selected() const;
    void reveal(const ResourceId& id); // selects it, in Everything when this view has no row for it
    void focusSearch();

signals:
    void selectedChanged();
    void countChanged(mooring::View view, int count);
    void attachRequested();
    void discoverRequested();
    void viewRequested(mooring::View view);
    void putBackRequested(qint64 operation);

protected:
    void changeEvent(QEvent* event) override;

private:
    bool selectRow(const ResourceId& id);
    void addTree(View view);
    void adapt();
    void explainEmpty(const ResourceView& view);
    void triggerEmpty();

    Engine& m_engine;
    ResourceActions& m_actions;
    View m_current = View::Everything;
    FilterBar* m_filter;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QHash<View, ResourceView*> m_trees;
    ActivityView* m_activity = nullptr; // made when first shown
};

} // namespace mooring
