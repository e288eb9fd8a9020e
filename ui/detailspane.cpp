// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "detailspane.h"

#include "icons.h"
#include "models/engine.h"
#include "models/wording.h"
#include "picturesection.h"
#include "resourceactions.h"
#include "textlabel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTableView>

namespace mooring {
namespace {

constexpr int kMostForLabels = 40; // percent of the width

QString partsKey() { return QStringLiteral("window/details"); }

} // namespace

DetailsPane::DetailsPane(Engine& engine, ResourceActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_actions(actions)
    , m_icon(new QLabel(this))
    , m_name(new TextLabel(this))
    , m_state(new TextLabel(this))
    , m_hint(new TextLabel(this))
    , m_table(new QTableView(this))
    , m_picture(new PictureSection(this))
    , m_parts(new QSplitter(Qt::Vertical, this))
    , m_copy(new QPushButton(this))
    , m_primary(new QPushButton(this))
{
    buildLayout();
    connect(&actions, &ResourceActions::changed, this, &DetailsPane::refresh);
    connect(m_primary, &QPushButton::clicked, &actions, &ResourceActions::triggerPrimary);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_facts.copyText()); });
    auto* copyOne = new QAction(this);
    copyOne->setShortcut(QKeySequence::Copy);
    copyOne->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copyOne);
    connect(copyOne, &QAction::triggered, this, &DetailsPane::copyRow);
    connect(m_picture, &PictureSection::chosen, this, &DetailsPane::resourceChosen);
    connect(m_picture, &PictureSection::opened, this, &DetailsPane::divide);
    connect(m_picture, &PictureSection::windowRequested, this,
            [this] { emit pictureWindowRequested(m_facts.resource()); });
    retranslate();
}

DetailsPane::~DetailsPane()
{
    if (m_picture->isOpen())
        QSettings().setValue(partsKey(), m_parts->saveState());
}

void DetailsPane::buildLayout()
{
    m_name->setObjectName(QStringLiteral("detailsName"));
    m_name->enlarge(1.15);
    m_name->setMinimumWidth(1); // a long name must not push the other panes together
    m_table->setObjectName(QStringLiteral("facts"));
    m_table->setModel(&m_facts);
    m_table->horizontalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(FactsModel::Label, QHeaderView::Fixed);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(true);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->viewport()->setAutoFillBackground(false);
    m_hint->setAlignment(Qt::AlignCenter);
    m_copy->setIcon(icon(QStringLiteral("edit-copy")));

    m_parts->addWidget(m_table);
    m_parts->addWidget(m_picture);
    m_parts->setChildrenCollapsible(false);
    divide();

    auto* layout = new QGridLayout(this);
    layout->addWidget(m_icon, 0, 0, 2, 1, Qt::AlignTop);
    layout->addWidget(m_name, 0, 1);
    layout->addWidget(m_state, 1, 1);
    layout->addWidget(m_parts, 2, 0, 1, 2);
    layout->addWidget(m_hint, 2, 0, 1, 2);
    layout->addWidget(m_copy, 4, 0, 1, 2);
    layout->addWidget(m_primary, 5, 0, 1, 2);
    layout->setColumnStretch(1, 1);
    layout->setRowStretch(2, 1);
}

// A name that breaks nowhere, as those of targets, is cut in the middle.
void DetailsPane::fitName()
{
    if (m_name->isHidden())
        return;
    const QString name = m_facts.title();
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right() - m_icon->sizeHint().width()
        - static_cast<QGridLayout*>(layout())->horizontalSpacing();
    const QFontMetrics metrics = m_name->fontMetrics();
    const QStringList words = name.split(u' ');
    const bool fits = std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return metrics.horizontalAdvance(word) <= room;
    });
    m_name->setText(fits ? name : metrics.elidedText(name, Qt::ElideMiddle, room));
    m_name->setToolTip(fits ? QString() : name.toHtmlEscaped());
}

// A long label must not take the room that the values need.
void DetailsPane::fitLabels()
{
    const QAbstractItemView& view = *m_table;
    const int most = width() * kMostForLabels / 100;
    m_table->horizontalHeader()->resizeSection(FactsModel::Label,
                                               qMin(view.sizeHintForColumn(FactsModel::Label), most));
}

// Facts and picture share the room as they did last time, at first the picture has more.
void DetailsPane::divide()
{
    m_parts->handle(1)->setEnabled(m_picture->isOpen());
    if (m_picture->isOpen() && !m_parts->restoreState(QSettings().value(partsKey()).toByteArray()))
        m_parts->setSizes({2000, 3000});
}

void DetailsPane::refresh()
{
    const QList<ResourceId> ids = m_actions.selection();
    const bool one = ids.size() == 1;
    const auto node = one ? m_engine.topology().find(ids.constFirst()) : std::nullopt;
    wantUsers();
    m_parts->setVisible(node.has_value());
    m_icon->setVisible(node.has_value());
    m_copy->setVisible(node.has_value());
    m_name->setVisible(node.has_value());
    m_state->setVisible(node.has_value());
    m_hint->setVisible(!node);
    m_primary->setVisible(!m_actions.verbs().isEmpty());
    if (!m_actions.verbs().isEmpty())
        m_primary->setIcon(icon(ResourceActions::iconName(m_actions.verbs().constFirst())));
    m_primary->setText(m_actions.verbs().isEmpty() ? QString()
                                                   : Wording::verbWithDots(m_actions.verbs().constFirst()));
    m_hint->setText(ids.size() < 2 ? tr("Choose a row to see what is known about it.")
                                   : tr("%n things chosen", nullptr, static_cast<int>(ids.size())));
    if (!node) {
        m_name->clear();
        m_state->clear();
        return;
    }
    const int side = style()->pixelMetric(QStyle::PM_LargeIconSize);
    m_icon->setPixmap(iconOf(m_engine.topology().at(*node).kind).pixmap(side, side));
    m_facts.setResource(m_engine.topology(), ids.constFirst());
    fitLabels();
    m_picture->setResource(m_engine.topology(), ids.constFirst());
    fitName();
    m_state->setText(m_facts.stateText());
}

void DetailsPane::wantUsers()
{
    const bool seen = isVisible() && m_actions.selection().size() == 1;
    if (!seen)
        m_users.reset();
    else if (!m_users)
        m_users = m_engine.wantUsers();
}

void DetailsPane::copyRow()
{
    QStringList lines;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows(FactsModel::Value))
        lines.append(index.data().toString());
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void DetailsPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void DetailsPane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_users.reset();
}

void DetailsPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitLabels();
    fitName();
}

void DetailsPane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DetailsPane::retranslate()
{
    m_facts.retranslate();
    m_table->setAccessibleName(tr("Details"));
    m_copy->setText(tr("Copy attachment details"));
    refresh();
}

} // namespace mooring
