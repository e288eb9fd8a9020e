// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/factsmodel.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;
class QTableView;

namespace mooring {

class Engine;
class PictureSection;
class ResourceActions;
class TextLabel;

// What is known about the chosen resource: name and state, who uses it, its facts, the picture of what needs
// what, and its primary action.
// While it is seen, looks include who uses what.
class DetailsPane final : public QWidget
{
    Q_OBJECT
public:
    DetailsPane(Engine& engine, ResourceActions& actions, QWidget* parent = nullptr);
    ~DetailsPane() override;

signals:
    void resourceChosen(const mooring::ResourceId& id); // in the picture
    void pictureWindowRequested(const mooring::ResourceId& id);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildLayout();
    void divide();
    void fitLabels();
    void fitName();
    void refresh();
    void wantUsers();
    void retranslate();
    void copyRow();

    Engine& m_engine;
    ResourceActions& m_actions;
    FactsModel m_facts;
    std::shared_ptr<void> m_users;
    QLabel* m_icon;
    TextLabel* m_name;
    TextLabel* m_state;
    TextLabel* m_hint;
    QTableView* m_table;
    PictureSection* m_picture;
    QSplitter* m_parts;
    QPushButton* m_copy;
    QPushButton* m_primary;
};

} // namespace mooring
