// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resourceview.h"

#include "models/engine.h"
#include "models/wording.h"
#include "resourceactions.h"
#include "resourcedelegate.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>

namespace mooring {
namespace {

// Opened by themselves while there are few enough to take in.
constexpr int openedRows = 300;

int widthOf(View view, Column column, int character)
{
    switch (column) {
    case Column::Name: // targets have long ones
        return (view == View::IscsiTargets ? 52 : 44) * character;
    case Column::What:
        return 28 * character;
    case Column::Consequence:
        return 50 * character;
    case Column::NextStep:
    case Column::Initiators:
        return 30 * character;
    case Column::Since:
    case Column::InUseBy:
    case Column::MountedOn:
    case Column::Path:
        return 18 * character;
    case Column::StaysAttached:
        return 22 * character;
    case Column::PossibleCard:
        return 26 * character;
    case Column::State: // with an icon before it; a lost session's says why
        return (view == View::IscsiTargets ? 34 : 28) * character;
    default: // short words and numbers
        return 13 * character;
    }
}

} // namespace

ResourceView::ResourceView(View view, Engine& engine, ResourceActions& actions, QWidget* parent)
    : QTreeView(parent)
    , m_model(view)
    , m_actions(actions)
{
    m_filter.setSourceModel(&m_model);
    setModel(&m_filter);
    setItemDelegate(new ResourceDelegate(this));
    setSelectionMode(ExtendedSelection);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSortingEnabled(true);
    setEditTriggers(NoEditTriggers);
    setContextMenuPolicy(Qt::DefaultContextMenu);
    // what needs attention comes in the order of urgency
    sortByColumn(view == View::NeedsAttention ? -1 : 0, Qt::AscendingOrder);
    setObjectName(QStringLiteral("tree-") + token(view));
    setAccessibleName(Wording::view(view));
    prepareHeader();
    connect(&m_filter, &QAbstractItemModel::rowsInserted, this, &ResourceView::openRows);
    connect(&m_model, &ResourceModel::updated, this, &ResourceView::updated);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!selected().isEmpty())
            m_awaited = {};
        emit selectedChanged();
    });
    connect(&m_model, &ResourceModel::updated, this, &ResourceView::selectAwaited);
    m_model.follow(&engine);
    openRows({}, 0, m_filter.rowCount() - 1);
}

ResourceView::~ResourceView() { saveColumns(); }

QString ResourceView::settingKey() const { return QStringLiteral("columns/") + token(view()); }

void ResourceView::prepareHeader()
{
    const int character = fontMetrics().averageCharWidth();
    const QList<ColumnSpec>& specs = m_model.columnSpecs();
    for (int i = 0; i < specs.size(); ++i) {
        setColumnWidth(i, widthOf(view(), specs[i].column, character));
        setColumnHidden(i, specs[i].hiddenAtFirst);
    }
    header()->setStretchLastSection(true);
    header()->restoreState(QSettings().value(settingKey()).toByteArray());
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setAccessibleName(tr("Columns"));
    connect(header(), &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumnMenu(menu);
        menu->popup(header()->mapToGlobal(at));
    });
}

void ResourceView::fillColumnMenu(QMenu* menu)
{
    const QList<ColumnSpec>& specs = m_model.columnSpecs();
    for (int i = 1; i < specs.size(); ++i) { // the name stays
        QAction* action = menu->addAction(Wording::column(specs[i].column));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(i));
        connect(action, &QAction::toggled, this, [this, i](bool shown) {
            setColumnHidden(i, !shown);
            saveColumns();
        });
    }
}

void ResourceView::saveColumns() const { QSettings().setValue(settingKey(), header()->saveState()); }

void ResourceView::openRows(const QModelIndex& parent, int first, int last)
{
    if (m_filter.rowCount(parent) > openedRows || (parent.isValid() && !isExpanded(parent)))
        return;
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_filter.index(row, 0, parent);
        if (index.data(ResourceModel::GroupRole).toInt() != static_cast<int>(RowGroup::None))
            continue;
        expand(index);
        openRows(index, 0, m_filter.rowCount(index) - 1);
    }
}

QList<ResourceId> ResourceView::selected() const
{
    QModelIndexList indexes;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        indexes.append(m_filter.mapToSource(index));
    return m_model.idsOf(indexes);
}

bool ResourceView::select(const ResourceId& id)
{
    const QModelIndex index = m_filter.mapFromSource(m_model.indexOf(id));
    if (!index.isValid())
        return false;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
    return true;
}

void ResourceView::selectWhenShown(const ResourceId& id)
{
    m_awaited = id;
    selectAwaited();
}

void ResourceView::selectAwaited()
{
    if (!m_awaited.isEmpty())
        select(m_awaited);
}

void ResourceView::contextMenuEvent(QContextMenuEvent* event)
{
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid())
        at = viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    const qint64 operation = currentIndex().data(ResourceModel::OperationNumberRole).toLongLong();
    if (selected().isEmpty() && operation == 0)
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("contextMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (selected().isEmpty()) {
        connect(menu->addAction(tr("Show what was done")), &QAction::triggered, this,
                [this, operation] { emit operationRequested(operation); });
    } else {
        m_actions.setSelection(m_model.topology(), selected());
        m_actions.fill(menu);
    }
    menu->popup(at);
}

void ResourceView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        m_actions.copy();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void ResourceView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_model.retranslate();
        m_filter.retranslate();
        setAccessibleName(Wording::view(view()));
        header()->setAccessibleName(tr("Columns"));
    }
    QTreeView::changeEvent(event);
}

} // namespace mooring
