// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "navigation.h"

#include "icons.h"
#include "models/wording.h"

#include <QEvent>
#include <QLocale>
#include <QScrollBar>
#include <QStyledItemDelegate>

namespace mooring {
namespace {

enum Role
{
    CountRole = Qt::UserRole
};

// The count stands at the right edge, so that the names line up and the figures too.
class CountDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QString count = index.data(CountRole).toString();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        option.widget->style()->drawItemText(
            painter, option.rect.adjusted(0, 0, -option.fontMetrics.averageCharWidth(), 0),
            Qt::AlignRight | Qt::AlignVCenter, option.palette, true, count,
            selected ? QPalette::HighlightedText : QPalette::Text);
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.rheight() += option.fontMetrics.height() / 2;
        size.rwidth() += option.fontMetrics.averageCharWidth() * 8;
        return size;
    }
};

} // namespace

Navigation::Navigation(QWidget* parent)
    : QListWidget(parent)
{
    setItemDelegate(new CountDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setObjectName(QStringLiteral("navigation"));
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    setIconSize({side, side});
    for (View view : views())
        addItem(new QListWidgetItem(icon(QString::fromLatin1(viewIcon(view))), {}, nullptr,
                                    static_cast<int>(view)));
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            emit chosen(views().at(row));
    });
    retranslate();
}

void Navigation::setCount(View view, int count)
{
    m_counts[view] = count;
    retranslate();
}

void Navigation::showView(View view) { setCurrentRow(static_cast<int>(views().indexOf(view))); }

View Navigation::current() const { return views().value(currentRow(), View::Everything); }

QSize Navigation::sizeHint() const
{
    const int edges = 2 * frameWidth() + verticalScrollBar()->sizeHint().width();
    return {sizeHintForColumn(0) + edges, QListWidget::sizeHint().height()};
}

void Navigation::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QListWidget::changeEvent(event);
}

void Navigation::retranslate()
{
    setAccessibleName(tr("Views"));
    for (int row = 0; row < count(); ++row) {
        const View view = views().at(row);
        const int known = m_counts.value(view, -1);
        const QString figure = known < 0 ? QString() : QLocale().toString(known);
        QListWidgetItem* entry = item(row);
        entry->setText(Wording::view(view));
        entry->setData(CountRole, figure);
        entry->setData(Qt::AccessibleTextRole,
                       known < 0 ? Wording::view(view)
                                 : tr("%1, %n entries", nullptr, known).arg(Wording::view(view)));
        entry->setToolTip(QStringLiteral("Ctrl+%1").arg(row + 1));
    }
    updateGeometry();
}

} // namespace mooring
