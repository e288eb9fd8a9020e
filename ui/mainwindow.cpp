// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "backendbar.h"
#include "detailspane.h"
#include "icons.h"
#include "imagepaths.h"
#include "mainmenu.h"
#include "models/wording.h"
#include "navigation.h"
#include "operationspanel.h"
#include "quitquestion.h"
#include "recentimages.h"
#include "resourceview.h"
#include "viewstack.h"

#include <QCloseEvent>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace mooring {
namespace {

constexpr int messageTime = 6000;

} // namespace

MainWindow::MainWindow(Engine& engine, QWidget* parent)
    : QMainWindow(parent)
    , m_engine(engine)
    , m_dialogs(engine, *this)
    , m_recent(new RecentImages(engine, this))
    , m_menu(new MainMenu(*this, m_actions))
    , m_navigation(new Navigation(this))
    , m_views(new ViewStack(engine, m_actions, this))
    , m_details(new DetailsPane(engine, m_actions, this))
    , m_operations(new OperationsPanel(engine, this))
    , m_backends(new BackendBar(engine, this))
    , m_splitter(new QSplitter(this))
    , m_primary(new QToolButton(this))
{
    setAcceptDrops(true);
    setWindowIcon(icon(QStringLiteral("org.mooring.Mooring")));
    buildToolBar();
    buildLayout();
    connectMenu();
    connectParts();
    retranslate();
    restoreLayout();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildToolBar()
{
    auto* bar = addToolBar(QString());
    bar->setObjectName(QStringLiteral("toolBar"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->addAction(m_menu->attach());
    auto* attach = qobject_cast<QToolButton*>(bar->widgetForAction(m_menu->attach()));
    attach->setObjectName(QStringLiteral("attachImage"));
    attach->setPopupMode(QToolButton::MenuButtonPopup);
    attach->setMenu(m_menu->recent());
    bar->addAction(m_menu->discover());
    bar->widgetForAction(m_menu->discover())->setObjectName(QStringLiteral("discoverTargets"));
    bar->addSeparator();
    m_primary->setObjectName(QStringLiteral("primary"));
    m_primary->setPopupMode(QToolButton::MenuButtonPopup);
    m_primary->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_primary->setMenu(new QMenu(m_primary));
    bar->addWidget(m_primary);
    connect(m_primary, &QToolButton::clicked, &m_actions, &ResourceActions::triggerPrimary);
    connect(m_primary->menu(), &QMenu::aboutToShow, this, [this] {
        m_primary->menu()->clear();
        m_actions.fillVerbs(m_primary->menu());
    });
}

void MainWindow::buildLayout()
{
    m_splitter->addWidget(m_navigation);
    m_splitter->addWidget(m_views);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 0);
    m_splitter->setCollapsible(1, false);
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_operations);
    setCentralWidget(content);
    statusBar()->addWidget(m_backends, 1);
}

void MainWindow::connectMenu()
{
    connect(m_menu, &MainMenu::attachRequested, &m_dialogs, [this] { m_dialogs.attachImages({}); });
    connect(m_menu->recent(), &QMenu::aboutToShow, m_recent, [this] { m_recent->fill(m_menu->recent()); });
    connect(m_recent, &RecentImages::chosen, &m_dialogs,
            [this](const QByteArray& path) { m_dialogs.attachImages({path}); });
    connect(m_menu, &MainMenu::discoverRequested, &m_dialogs, &OpenDialogs::discoverTargets);
    connect(m_menu, &MainMenu::quitRequested, this, &QWidget::close);
    connect(m_menu, &MainMenu::lookAgainRequested, &m_engine, &Engine::lookAgain);
    connect(m_menu, &MainMenu::searchRequested, m_views, &ViewStack::focusSearch);
    connect(m_menu, &MainMenu::viewRequested, m_navigation, &Navigation::showView);
    connect(m_menu, &MainMenu::detailsToggled, m_details, &QWidget::setVisible);
    connect(m_menu, &MainMenu::languageRequested, this, &MainWindow::languageRequested);
    connect(m_menu, &MainMenu::aboutRequested, &m_dialogs, &OpenDialogs::showAbout);
    connect(m_menu->columns(), &QMenu::aboutToShow, this, [this] {
        m_menu->columns()->clear();
        if (ResourceView* tree = m_views->tree())
            tree->fillColumnMenu(m_menu->columns());
    });
}

void MainWindow::connectParts()
{
    connect(m_navigation, &Navigation::chosen, this, &MainWindow::showView);
    connect(m_views, &ViewStack::selectedChanged, this, &MainWindow::selectionMoved);
    connect(m_views, &ViewStack::countChanged, m_navigation, &Navigation::setCount);
    connect(m_views, &ViewStack::attachRequested, &m_dialogs, [this] { m_dialogs.attachImages({}); });
    connect(m_views, &ViewStack::discoverRequested, &m_dialogs, &OpenDialogs::discoverTargets);
    connect(m_views, &ViewStack::viewRequested, m_navigation, &Navigation::showView);
    connect(m_views, &ViewStack::putBackRequested, &m_dialogs, &OpenDialogs::openRestore);
    connect(m_operations, &OperationsPanel::putBackRequested, &m_dialogs, &OpenDialogs::openRestore);
    connect(m_operations, &OperationsPanel::told, this,
            [this](const QString& sentence) { statusBar()->showMessage(sentence, messageTime); });
    connect(m_operations, &OperationsPanel::runningChanged, this, &MainWindow::quitWhenIdle);
    connect(&m_engine, &Engine::topologyChanged, this, &MainWindow::selectionMoved);
    connect(&m_actions, &ResourceActions::changed, this, &MainWindow::adaptPrimary);
    connect(&m_actions, &ResourceActions::planRequested, &m_dialogs,
            qOverload<Verb, const QList<ResourceId>&>(&OpenDialogs::open));
    connect(&m_dialogs, &OpenDialogs::attached, this, [this](const ResourceId& created) {
        showView(View::VirtualDisks);
        m_views->tree()->select(created);
    });
    connect(&m_dialogs, &OpenDialogs::loggedIn, this, [this](const ResourceId& created) {
        showView(View::IscsiTargets);
        m_views->tree()->selectWhenShown(created);
    });
    connect(m_details, &DetailsPane::resourceChosen, m_views, &ViewStack::reveal);
    connect(&m_dialogs, &OpenDialogs::chosen, m_views, &ViewStack::reveal);
    connect(m_details, &DetailsPane::pictureWindowRequested, this,
            [this](const ResourceId& id) { m_dialogs.openPicture(m_actions, id); });
    connect(&m_actions, &ResourceActions::detailsRequested, this, [this] {
        m_details->show();
        m_details->setFocus();
    });
}

void MainWindow::showView(View view)
{
    m_views->showView(view);
    m_navigation->showView(view);
    m_menu->setView(view);
    m_details->setVisible(view != View::Activity && m_menu->showsDetails());
}

void MainWindow::selectionMoved() { m_actions.setSelection(m_engine.topology(), m_views->selected()); }

void MainWindow::adaptPrimary()
{
    const QList<Verb> verbs = m_actions.verbs();
    m_primary->setEnabled(!verbs.isEmpty());
    const QString text = Wording::verbWithDots(verbs.isEmpty() ? Verb::Detach : verbs.constFirst());
    m_primary->setText(text);
    m_primary->setIcon(icon(verbs.isEmpty() ? QStringLiteral("media-eject")
                                            : ResourceActions::iconName(verbs.constFirst())));
    m_primary->setAccessibleName(text);
    m_primary->setToolTip(m_actions.reason().isEmpty() ? text + QStringLiteral(" (Ctrl+D)")
                                                       : m_actions.reason());
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localPaths(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    m_dialogs.attachImages(localPaths(event->mimeData()));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_operations->operations().runningCount() > 0) {
        event->ignore();
        askBeforeQuit();
        return;
    }
    saveLayout();
    m_dialogs.closeAll();
    event->accept();
}

void MainWindow::askBeforeQuit()
{
    if (m_quitQuestion) {
        m_quitQuestion->raise();
        return;
    }
    auto* question = new QuitQuestion(m_operations->operations(), this);
    m_quitQuestion = question;
    connect(question, &QuitQuestion::finishFirst, this, [this] {
        m_quitting = true;
        quitWhenIdle();
    });
    connect(question, &QuitQuestion::stopFirst, this, [this] {
        m_quitting = true;
        for (Operation* operation : m_engine.operations())
            if (!operation->isFinished())
                operation->stop();
        quitWhenIdle();
    });
    connect(question, &QDialog::rejected, this, [this] { m_quitting = false; });
    question->open();
}

void MainWindow::quitWhenIdle()
{
    if (m_quitQuestion && m_operations->operations().runningCount() == 0)
        m_quitQuestion->deleteLater();
    if (m_quitting && m_operations->operations().runningCount() == 0)
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
}

void MainWindow::restoreLayout()
{
    const QSettings settings;
    resize(fontMetrics().averageCharWidth() * 210, fontMetrics().height() * 46);
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    if (!m_splitter->restoreState(settings.value(QStringLiteral("window/splitter")).toByteArray())) {
        const int side = m_navigation->sizeHint().width();
        const int details = fontMetrics().averageCharWidth() * 52;
        m_splitter->setSizes({side, qMax(1, width() - side - details), details});
    }
    showView(
        fromToken<View>(settings.value(QStringLiteral("window/view")).toString()).value_or(View::Everything));
}

void MainWindow::saveLayout() const
{
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("window/view"), token(m_views->current()));
}

void MainWindow::setLanguage(const QString& language) { m_menu->setLanguage(language); }

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::retranslate()
{
    setWindowTitle(QStringLiteral("Mooring - ") + m_engine.hostName());
    m_menu->retranslate();
    m_actions.retranslate();
    m_operations->setAccessibleName(tr("Operations"));
    m_backends->setAccessibleName(tr("Backends"));
    adaptPrimary();
}

} // namespace mooring
