// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "opendialogs.h"
#include "resourceactions.h"

#include <QMainWindow>
#include <QPointer>

class QSplitter;
class QToolButton;

namespace mooring {

class BackendBar;
class DetailsPane;
class MainMenu;
class Navigation;
class OperationsPanel;
class RecentImages;
class ViewStack;

// The window: views, tree, details, what runs, and the backends. It asks the engine and never the host, and
// starts nothing but what a dialog has shown.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(Engine& engine, QWidget* parent = nullptr);
    ~MainWindow() override;

    void setLanguage(const QString& language); // marks it in the menu
    void showView(View view);
    OpenDialogs& dialogs() { return m_dialogs; }

signals:
    void languageRequested(const QString& language);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildLayout();
    void buildToolBar();
    void connectMenu();
    void connectParts();
    void selectionMoved();
    void adaptPrimary();
    void askBeforeQuit();
    void quitWhenIdle();
    void restoreLayout();
    void saveLayout() const;
    void retranslate();

    Engine& m_engine;
    ResourceActions m_actions;
    OpenDialogs m_dialogs;
    RecentImages* m_recent;
    MainMenu* m_menu;
    Navigation* m_navigation;
    ViewStack* m_views;
    DetailsPane* m_details;
    OperationsPanel* m_operations;
    BackendBar* m_backends;
    QSplitter* m_splitter;
    QToolButton* m_primary;
    QPointer<QDialog> m_quitQuestion;
    bool m_quitting = false; // as soon as nothing runs any more
};

} // namespace mooring
