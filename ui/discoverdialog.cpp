// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "discoverdialog.h"

#include "chapfields.h"
#include "errorpanel.h"
#include "icons.h"
#include "models/wording.h"
#include "portalfield.h"
#include "progressrow.h"
#include "recentportals.h"
#include "rowicons.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>

namespace mooring {

DiscoverDialog::DiscoverDialog(Engine& engine, QWidget* parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_model(engine)
    , m_portals(new PortalField(this))
    , m_chap(new ChapFields(this))
    , m_discover(new QPushButton(this))
    , m_progress(new ProgressRow(this))
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeView(this))
    , m_error(new ErrorPanel(this))
    , m_close(new QPushButton(this))
    , m_logIn(new QPushButton(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    buildTree();
    buildLayout();
    connectParts();
    retranslate();
    resize(fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 30);
    m_portals->setFocus();
}

void DiscoverDialog::buildTree()
{
    m_filter.setSourceModel(&m_model);
    m_filter.setRecursiveFilteringEnabled(true);
    m_filter.setAutoAcceptChildRows(true);
    m_filter.setFilterRole(DiscoverModel::SearchRole);
    m_filter.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_tree->setObjectName(QStringLiteral("found"));
    m_tree->setModel(&m_filter);
    m_tree->setItemDelegate(new RowIcons(DiscoverModel::IconNameRole, m_tree));
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->installEventFilter(this);
    m_tree->header()->setSectionsMovable(false);
    m_tree->setColumnWidth(DiscoverModel::Name, fontMetrics().averageCharWidth() * 60);
    m_tree->setColumnWidth(DiscoverModel::Portals, fontMetrics().averageCharWidth() * 38);
    connect(&m_filter, &QAbstractItemModel::rowsInserted, m_tree, &QTreeView::expand);
    connect(m_tree, &QTreeView::doubleClicked, this, &DiscoverDialog::requestLogin);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DiscoverDialog::adapt);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &DiscoverDialog::adaptError);
}

void DiscoverDialog::buildLayout()
{
    m_discover->setObjectName(QStringLiteral("discover"));
    m_logIn->setObjectName(QStringLiteral("logIn"));
    m_close->setObjectName(QStringLiteral("close"));
    m_search->setObjectName(QStringLiteral("searchTargets"));
    m_discover->setIcon(icon(QStringLiteral("edit-find")));
    m_discover->setDefault(true);
    for (QPushButton* button : {m_logIn, m_close})
        button->setAutoDefault(false);
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);

    auto* ask = new QHBoxLayout;
    ask->addWidget(m_chap, 1);
    ask->addWidget(m_discover, 0, Qt::AlignTop);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_logIn);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_portals);
    layout->addLayout(ask);
    layout->addWidget(m_progress);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_error);
    layout->addLayout(buttons);
}

void DiscoverDialog::connectParts()
{
    connect(m_portals, &PortalField::changed, this, &DiscoverDialog::adapt);
    connect(m_chap, &ChapFields::changed, this, &DiscoverDialog::adapt);
    connect(m_discover, &QPushButton::clicked, this, &DiscoverDialog::discover);
    connect(m_progress, &ProgressRow::stopRequested, &m_model, &DiscoverModel::stop);
    connect(&m_model, &DiscoverModel::progressed, this, &DiscoverDialog::progressed);
    connect(&m_model, &DiscoverModel::answered, this, &RecentPortals::add);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setFilterFixedString(text.trimmed());
        m_tree->expandAll();
    });
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_logIn, &QPushButton::clicked, this, &DiscoverDialog::requestLogin);
}

std::optional<ChapAccess> DiscoverDialog::chap() const { return m_chap->chap(); }

std::optional<ChapAccess> DiscoverDialog::mutualChap() const { return m_chap->mutualChap(); }

QList<LoginTarget> DiscoverDialog::chosen() const
{
    QList<LoginTarget> targets;
    for (const QModelIndex& index : m_tree->selectionModel()->selectedRows()) {
        const QByteArray name = index.data(DiscoverModel::TargetRole).toByteArray();
        if (!name.isEmpty())
            targets.append({name, index.data(DiscoverModel::PortalsRole).value<QByteArrayList>()});
    }
    return targets;
}

void DiscoverDialog::discover()
{
    m_error->clear();
    m_model.discover({m_portals->portals(), chap(), mutualChap()});
}

void DiscoverDialog::progressed()
{
    const bool isRunning = m_model.isRunning();
    const QString text
        = Wording::discovery(m_model.askedCount(), m_model.answeredCount(), m_model.targetCount(), isRunning);
    if (isRunning)
        m_progress->run(text, m_model.answeredCount(), m_model.askedCount());
    else
        m_progress->rest(text);
    if (m_wasRunning && !isRunning && m_tree->selectionModel()->selectedRows().isEmpty())
        intoTree();
    m_wasRunning = isRunning;
    adapt();
}

// To the first target, so that Enter is all that is left to do.
void DiscoverDialog::intoTree()
{
    for (int portal = 0; portal < m_filter.rowCount(); ++portal) {
        const QModelIndex target = m_filter.index(0, 0, m_filter.index(portal, 0));
        if (!target.isValid())
            continue;
        m_tree->setCurrentIndex(target);
        m_tree->setFocus();
        return;
    }
}

void DiscoverDialog::requestLogin()
{
    if (!chosen().isEmpty())
        emit loginRequested();
}

void DiscoverDialog::adapt()
{
    const bool isRunning = m_model.isRunning();
    m_portals->setBusy(isRunning);
    m_discover->setEnabled(!isRunning && !m_portals->portals().isEmpty() && m_chap->isComplete());
    m_logIn->setEnabled(!chosen().isEmpty());
    adaptError();
}

// Of the portal that is looked at; of the first one when no target is there to look at instead.
void DiscoverDialog::adaptError()
{
    std::optional<Error> error = m_model.errorAt(m_filter.mapToSource(m_tree->currentIndex()));
    if (!error && !m_model.isRunning() && m_model.targetCount() == 0)
        error = m_model.firstError();
    if (error)
        m_error->setError(*error);
    else
        m_error->clear();
}

bool DiscoverDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (watched == m_tree && isEnter) {
        requestLogin();
        return true;
    }
    if (watched == m_search && (isEnter || key == Qt::Key_Down)) {
        intoTree();
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void DiscoverDialog::done(int result)
{
    m_model.stop();
    m_chap->wipe();
    QDialog::done(result);
}

void DiscoverDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void DiscoverDialog::retranslate()
{
    setWindowTitle(tr("Discover iSCSI targets on %1").arg(m_engine.hostName()));
    m_portals->retranslate();
    m_chap->retranslate();
    m_progress->retranslate();
    m_model.retranslate();
    m_discover->setText(tr("&Discover"));
    m_search->setPlaceholderText(tr("Filter"));
    m_search->setAccessibleName(tr("Filter the targets"));
    m_tree->setAccessibleName(tr("Targets found"));
    m_tree->header()->setAccessibleName(tr("Columns"));
    m_close->setText(tr("Close"));
    m_logIn->setText(Wording::verbWithDots(Verb::LogIn));
    progressed();
}

} // namespace mooring
