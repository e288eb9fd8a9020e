// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/planmodel.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTreeView;

namespace mooring {

// The rows of a plan beside who is in the way, which has buttons of its own.
class PlanStepsFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QString m_text;
};

// The steps in order with what they mean, what is also affected (to be ticked), and the commands that do the
// same.
class PlanSteps final : public QWidget
{
    Q_OBJECT
public:
    explicit PlanSteps(PlanModel& model, QWidget* parent = nullptr);
    void refresh(); // after the model has another plan
    void setCommandsShown(bool shown);
    void retranslate();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTree();
    void buildCommands();

    PlanModel& m_model;
    PlanStepsFilter m_filter;
    QLineEdit* m_search;
    QTreeView* m_tree;
    QWidget* m_commands;
    bool m_areCommandsWanted = false;
    QPlainTextEdit* m_text;
    QPushButton* m_copy;
};

} // namespace mooring
