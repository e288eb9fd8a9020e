// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/activityfilter.h"
#include "models/activitymodel.h"

#include <QWidget>

class QPushButton;
class QStackedLayout;
class QTreeView;

namespace mooring {

class EmptyState;
class Engine;
class ErrorPanel;
class TextLabel;

// What was done on this host, newest first, with every step's account; what can be put back, can be from
// here.
class ActivityView final : public QWidget
{
    Q_OBJECT
public:
    explicit ActivityView(Engine& engine, QWidget* parent = nullptr);
    void setText(const QString& text); // search
    int count() const { return m_model.rowCount(); }

signals:
    void putBackRequested(qint64 operation);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildLayout();
    void refresh();
    void retranslate();
    QModelIndex current() const;

    ActivityModel m_model;
    ActivityFilter m_filter;
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    QTreeView* m_tree;
    TextLabel* m_result;
    ErrorPanel* m_error;
    QPushButton* m_putBack;
    QPushButton* m_copy;
};

} // namespace mooring
