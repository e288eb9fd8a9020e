// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "activityview.h"

#include "emptystate.h"
#include "errorpanel.h"
#include "icons.h"
#include "models/engine.h"
#include "models/wording.h"
#include "textlabel.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHeaderView>
#include <QPushButton>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QTreeView>

namespace mooring {
namespace {

class OutcomeDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const int outcome = index.data(ActivityModel::OutcomeRole).toInt();
        const int column = static_cast<int>(columns(View::Activity).indexOf(ColumnSpec {Column::Result}));
        if (index.column() != column || index.parent().isValid())
            return;
        option->icon
            = outcome < 0 ? icon(QStringLiteral("dialog-warning")) : iconOf(static_cast<Outcome>(outcome));
        option->features |= QStyleOptionViewItem::HasDecoration;
    }
};

int widthOf(Column column, int character)
{
    switch (column) {
    case Column::Object:
        return 32 * character;
    case Column::Started:
        return 26 * character;
    case Column::Result:
        return 22 * character;
    default: // short words
        return 14 * character;
    }
}

} // namespace

ActivityView::ActivityView(Engine& engine, QWidget* parent)
    : QWidget(parent)
    , m_stack(new QStackedLayout)
    , m_empty(new EmptyState(this))
    , m_tree(new QTreeView(this))
    , m_result(new TextLabel(this))
    , m_error(new ErrorPanel(this))
    , m_putBack(new QPushButton(this))
    , m_copy(new QPushButton(this))
{
    buildLayout();
    connect(&m_model, &ActivityModel::recordsChanged, this, &ActivityView::refresh);
    connect(&m_model, &ActivityModel::failed, m_error, &ErrorPanel::setError);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ActivityView::refresh);
    connect(m_putBack, &QPushButton::clicked, this,
            [this] { emit putBackRequested(current().data(ActivityModel::NumberRole).toLongLong()); });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(current().data(ActivityModel::DetailsRole).toString());
    });
    m_model.follow(&engine);
    retranslate();
}

void ActivityView::buildLayout()
{
    m_filter.setSourceModel(&m_model);
    m_tree->setObjectName(QStringLiteral("tree-activity"));
    m_tree->setModel(&m_filter);
    m_tree->setItemDelegate(new OutcomeDelegate(m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setSortingEnabled(true);
    m_tree->sortByColumn(0, Qt::DescendingOrder);
    const QList<ColumnSpec> specs = columns(View::Activity);
    for (int i = 0; i < specs.size(); ++i)
        m_tree->setColumnWidth(i, widthOf(specs[i].column, fontMetrics().averageCharWidth()));
    m_putBack->setObjectName(QStringLiteral("putBack"));
    m_putBack->setIcon(icon(QStringLiteral("edit-undo")));
    m_copy->setIcon(icon(QStringLiteral("edit-copy")));
    m_result->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    auto* line = new QHBoxLayout;
    line->addWidget(m_result, 1);
    line->addWidget(m_copy);
    line->addWidget(m_putBack);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_error);
    layout->addLayout(m_stack, 1);
    layout->addLayout(line);
}

QModelIndex ActivityView::current() const { return m_filter.mapToSource(m_tree->currentIndex()); }

void ActivityView::setText(const QString& text) { m_filter.setFilterFixedString(text); }

void ActivityView::refresh()
{
    m_stack->setCurrentWidget(m_model.rowCount() > 0 ? static_cast<QWidget*>(m_tree) : m_empty);
    const QModelIndex index = current();
    const QString whyNot = index.data(ActivityModel::PutBackWhyNotRole).toString();
    m_putBack->setVisible(index.isValid());
    m_copy->setVisible(index.isValid());
    m_putBack->setEnabled(index.data(ActivityModel::CanPutBackRole).toBool());
    m_putBack->setToolTip(whyNot);
    QStringList sentences = {index.data(ActivityModel::ResultTextRole).toString()};
    if (!m_putBack->isEnabled())
        sentences.append(whyNot);
    sentences.removeAll(QString());
    m_result->say(sentences.join(QLatin1Char(' ')));
}

void ActivityView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ActivityView::retranslate()
{
    m_model.retranslate();
    m_tree->setAccessibleName(Wording::view(View::Activity));
    m_empty->setText(tr("Nothing has been done on this host with Mooring yet."));
    m_putBack->setText(tr("Put back…"));
    m_copy->setText(tr("Copy account"));
    refresh();
}

} // namespace mooring
