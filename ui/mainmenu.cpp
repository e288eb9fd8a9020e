// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainmenu.h"

#include "icons.h"
#include "models/wording.h"
#include "resourceactions.h"

#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace mooring {

MainMenu::MainMenu(QMainWindow& window, ResourceActions& actions)
    : QObject(&window)
    , m_actions(actions)
    , m_file(new QMenu(&window))
    , m_action(new QMenu(&window))
    , m_view(new QMenu(&window))
    , m_columns(new QMenu(&window))
    , m_recent(new QMenu(&window))
    , m_language(new QMenu(&window))
    , m_help(new QMenu(&window))
    , m_attach(new QAction(icon(QStringLiteral("list-add")), {}, &window))
    , m_discover(new QAction(icon(QStringLiteral("mooring-target")), {}, &window))
    , m_quit(new QAction(icon(QStringLiteral("system-log-out")), {}, &window))
    , m_primary(new QAction(&window))
    , m_lookAgain(new QAction(icon(QStringLiteral("view-refresh")), {}, &window))
    , m_search(new QAction(icon(QStringLiteral("edit-find")), {}, &window))
    , m_details(new QAction(&window))
    , m_about(new QAction(icon(QStringLiteral("help-about")), {}, &window))
    , m_views(new QActionGroup(&window))
    , m_languages(new QActionGroup(&window))
{
    m_attach->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_O));
    m_discover->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_T));
    m_quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    m_primary->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_D));
    m_lookAgain->setShortcut(QKeySequence(Qt::Key_F5));
    m_search->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_F));
    m_details->setShortcut(QKeySequence(Qt::Key_F9));
    m_details->setCheckable(true);
    m_details->setChecked(true);
    m_recent->menuAction()->setIcon(icon(QStringLiteral("document-open-recent")));
    m_recent->setObjectName(QStringLiteral("recentImages"));
    buildMenus(window);
    connect(m_attach, &QAction::triggered, this, &MainMenu::attachRequested);
    connect(m_discover, &QAction::triggered, this, &MainMenu::discoverRequested);
    connect(m_quit, &QAction::triggered, this, &MainMenu::quitRequested);
    connect(m_primary, &QAction::triggered, &actions, &ResourceActions::triggerPrimary);
    connect(m_lookAgain, &QAction::triggered, this, &MainMenu::lookAgainRequested);
    connect(m_search, &QAction::triggered, this, &MainMenu::searchRequested);
    connect(m_details, &QAction::toggled, this, &MainMenu::detailsToggled);
    connect(m_about, &QAction::triggered, this, &MainMenu::aboutRequested);
    connect(m_action, &QMenu::aboutToShow, this, [this] {
        m_action->clear();
        m_actions.fill(m_action);
        if (m_action->isEmpty())
            m_action->addAction(tr("Nothing is chosen"))->setEnabled(false);
    });
    window.addAction(m_primary); // its menu is filled anew each time
    retranslate();
}

void MainMenu::buildMenus(QMainWindow& window)
{
    for (QMenu* menu : {m_file, m_action, m_view, m_language, m_help})
        window.menuBar()->addMenu(menu);
    m_file->addAction(m_attach);
    m_file->addMenu(m_recent);
    m_file->addAction(m_discover);
    m_file->addSeparator();
    m_file->addAction(m_quit);
    addViews();
    m_view->addSeparator();
    m_view->addMenu(m_columns);
    m_view->addAction(m_details);
    m_view->addSeparator();
    m_view->addAction(m_search);
    m_view->addAction(m_lookAgain);
    addLanguages();
    m_help->addAction(m_about);
}

void MainMenu::addViews()
{
    for (View view : views()) {
        QAction* action = m_views->addAction(new QAction(m_views));
        action->setIcon(icon(QString::fromLatin1(viewIcon(view))));
        action->setCheckable(true);
        action->setData(static_cast<int>(view));
        action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + m_views->actions().size() - 1)));
        m_view->addAction(action);
        connect(action, &QAction::triggered, this, [this, view] { emit viewRequested(view); });
    }
}

void MainMenu::addLanguages()
{
    for (const auto& [code, name] : {std::pair {QStringLiteral("en"), QStringLiteral("English")},
                                     {QStringLiteral("fr"), QStringLiteral("Français")}}) {
        QAction* action = m_languages->addAction(new QAction(name, m_languages)); // each in its own language
        action->setCheckable(true);
        action->setData(code);
        m_language->addAction(action);
        connect(action, &QAction::triggered, this, [this, code = code] { emit languageRequested(code); });
    }
}

bool MainMenu::showsDetails() const { return m_details->isChecked(); }

void MainMenu::setView(View view)
{
    for (QAction* action : m_views->actions())
        if (action->data().toInt() == static_cast<int>(view))
            action->setChecked(true);
}

void MainMenu::setLanguage(const QString& language)
{
    for (QAction* action : m_languages->actions())
        action->setChecked(action->data().toString() == language);
}

void MainMenu::retranslate()
{
    m_file->setTitle(tr("&File"));
    m_action->setTitle(tr("&Selection"));
    m_view->setTitle(tr("&View"));
    m_recent->setTitle(tr("&Recent images"));
    m_columns->setTitle(tr("&Columns"));
    m_language->setTitle(tr("&Language"));
    m_help->setTitle(tr("&Help"));
    m_attach->setText(tr("&Attach image…"));
    m_attach->setIconText(tr("Attach image…"));
    m_discover->setText(tr("&Discover targets…"));
    m_discover->setIconText(tr("Discover targets…"));
    m_quit->setText(tr("&Quit"));
    m_primary->setText(tr("Main action"));
    m_lookAgain->setText(tr("&Look again"));
    m_search->setText(tr("&Search"));
    m_details->setText(tr("&Details"));
    m_about->setText(tr("&About Mooring"));
    for (QAction* action : m_views->actions())
        action->setText(Wording::view(static_cast<View>(action->data().toInt())));
}

} // namespace mooring
