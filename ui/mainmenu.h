// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/treespec.h"

#include <QObject>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace mooring {

class ResourceActions;

// The menu bar and every shortcut.
class MainMenu final : public QObject
{
    Q_OBJECT
public:
    MainMenu(QMainWindow& window, ResourceActions& actions);

    QAction* attach() const { return m_attach; }
    QAction* discover() const { return m_discover; }
    QMenu* recent() const { return m_recent; } // these two are filled by who knows what belongs there
    QMenu* columns() const { return m_columns; }
    bool showsDetails() const;
    void setView(View view);
    void setLanguage(const QString& language);
    void retranslate();

signals:
    void attachRequested();
    void discoverRequested();
    void quitRequested();
    void lookAgainRequested();
    void searchRequested();
    void viewRequested(mooring::View view);
    void detailsToggled(bool shown);
    void languageRequested(const QString& language);
    void aboutRequested();

private:
    void buildMenus(QMainWindow& window);
    void addViews();
    void addLanguages();

    ResourceActions& m_actions;
    QMenu* m_file;
    QMenu* m_action;
    QMenu* m_view;
    QMenu* m_columns;
    QMenu* m_recent;
    QMenu* m_language;
    QMenu* m_help;
    QAction* m_attach;
    QAction* m_discover;
    QAction* m_quit;
    QAction* m_primary;
    QAction* m_lookAgain;
    QAction* m_search;
    QAction* m_details;
    QAction* m_about;
    QActionGroup* m_views;
    QActionGroup* m_languages;
};

} // namespace mooring
