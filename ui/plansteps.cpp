// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plansteps.h"

#include "icons.h"
#include "models/wording.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTreeView>

namespace mooring {
namespace {

constexpr int stepsToSearch = 12;
constexpr int commandLines = 6;

// What has nothing beside it takes the whole width.
bool isAcross(const QModelIndex& index)
{
    return index.column() == PlanModel::Text
        && index.siblingAtColumn(PlanModel::Consequence).data().toString().isEmpty();
}

// Sections stand out from their lines; long lines wrap.
class PlanDelegate final : public QStyledItemDelegate
{
public:
    explicit PlanDelegate(QTreeView* view)
        : QStyledItemDelegate(view)
        , m_view(view)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem wrapped = option;
        wrapped.rect = QRect(0, 0, roomOf(index), INT16_MAX); // QTreeView does not say how much there is
        // an accent on a capital of the first line would touch the edge
        return QStyledItemDelegate::sizeHint(wrapped, index) + QSize(0, option.fontMetrics.height() / 3);
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->features |= QStyleOptionViewItem::WrapText;
        if (index.data(PlanModel::IsSectionRole).toBool())
            option->font.setBold(true);
        if (!index.data(PlanModel::WarningRole).toBool())
            return;
        const bool isDark = option->palette.color(QPalette::Base).lightness() < 128;
        option->palette.setColor(QPalette::Text,
                                 isDark ? QColor(0xff, 0x8a, 0x80) : QColor(0xb7, 0x1c, 0x1c));
    }

private:
    int roomOf(const QModelIndex& index) const
    {
        const int depth = index.parent().isValid() && index.column() == PlanModel::Text ? 1 : 0;
        const int width = isAcross(index) ? m_view->viewport()->width() : m_view->columnWidth(index.column());
        return width - depth * m_view->indentation();
    }

    QTreeView* m_view;
};

} // namespace

void PlanStepsFilter::setText(const QString& text)
{
    m_text = text.toCaseFolded();
    invalidateFilter();
}

bool PlanStepsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (index.data(PlanModel::SectionRole).toInt() == static_cast<int>(PlanSection::InTheWay))
        return false;
    return !parent.isValid() || m_text.isEmpty()
        || index.data(PlanModel::SearchRole).toString().contains(m_text);
}

PlanSteps::PlanSteps(PlanModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeView(this))
    , m_commands(new QWidget(this))
    , m_text(new QPlainTextEdit(m_commands))
    , m_copy(new QPushButton(m_commands))
{
    m_filter.setSourceModel(&m_model);
    buildTree();
    buildCommands();
    m_search->setClearButtonEnabled(true);
    m_search->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_commands);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter.setText(text);
        m_tree->expandAll();
    });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_model.commands()); });
    connect(&m_filter, &QAbstractItemModel::rowsInserted, this, [this] { m_tree->expandAll(); });
}

void PlanSteps::buildTree()
{
    m_tree->setObjectName(QStringLiteral("planTree"));
    m_tree->setModel(&m_filter);
    m_tree->setItemDelegate(new PlanDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setWordWrap(true);
    m_tree->setItemsExpandable(false);
    m_tree->setRootIsDecorated(false);
    m_tree->setSelectionMode(QAbstractItemView::SingleSelection);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setColumnHidden(PlanModel::Command, true);
    m_tree->header()->setStretchLastSection(true);
    m_tree->viewport()->installEventFilter(this);
    m_tree->setMinimumHeight(fontMetrics().lineSpacing() * 7);
}

void PlanSteps::buildCommands()
{
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setFixedHeight(fontMetrics().lineSpacing() * commandLines);
    m_text->setObjectName(QStringLiteral("commands"));
    m_copy->setIcon(icon(QStringLiteral("edit-copy")));
    m_copy->setAutoDefault(false);
    auto* layout = new QHBoxLayout(m_commands);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_copy, 0, Qt::AlignTop);
    m_commands->hide();
}

void PlanSteps::refresh()
{
    m_search->setVisible(m_model.plan().steps.size() > stepsToSearch);
    m_text->setPlainText(m_model.commands());
    m_commands->setVisible(m_areCommandsWanted && !m_model.plan().steps.isEmpty());
    m_tree->setVisible(m_filter.rowCount() > 0);
    m_tree->expandAll();
    for (int row = 0; row < m_filter.rowCount(); ++row) {
        m_tree->setFirstColumnSpanned(row, {}, true);
        const QModelIndex section = m_filter.index(row, 0);
        for (int line = 0; line < m_filter.rowCount(section); ++line)
            m_tree->setFirstColumnSpanned(line, section, isAcross(m_filter.index(line, 0, section)));
    }
}

void PlanSteps::setCommandsShown(bool shown)
{
    m_areCommandsWanted = shown;
    refresh();
}

// The lines wrap at the width there is.
bool PlanSteps::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_tree->viewport() && event->type() == QEvent::Resize) {
        m_tree->setColumnWidth(PlanModel::Text, m_tree->viewport()->width() * 2 / 5);
        QMetaObject::invokeMethod(m_tree, &QTreeView::doItemsLayout, Qt::QueuedConnection);
    }
    return QWidget::eventFilter(watched, event);
}

void PlanSteps::retranslate()
{
    m_search->setPlaceholderText(tr("Search in the plan"));
    m_search->setAccessibleName(tr("Search in the plan"));
    m_tree->setAccessibleName(tr("Steps of the plan"));
    m_text->setAccessibleName(tr("Commands that do the same"));
    m_copy->setText(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy the commands"));
}

} // namespace mooring
