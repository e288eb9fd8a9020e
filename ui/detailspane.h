// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/factsmodel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace mooring {

class Engine;
class ResourceActions;
class TextLabel;

// What is known about the chosen resource: name and state, who uses it, its facts, and its primary action.
// While it is seen, looks include who uses what.
class DetailsPane final : public QWidget
{
    Q_OBJECT
public:
    DetailsPane(Engine& engine, ResourceActions& actions, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildLayout();
    void refresh();
    void wantUsers();
    void retranslate();
    void copyRow();

    Engine& m_engine;
    ResourceActions& m_actions;
    FactsModel m_facts;
    std::shared_ptr<void> m_users;
    QLabel* m_picture;
    TextLabel* m_name;
    TextLabel* m_state;
    TextLabel* m_hint;
    QTableView* m_table;
    QPushButton* m_copy;
    QPushButton* m_primary;
};

} // namespace mooring
