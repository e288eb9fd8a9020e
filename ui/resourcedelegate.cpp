// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "resourcedelegate.h"

#include "icons.h"
#include "models/resourcemodel.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QToolTip>

namespace mooring {
namespace {

QIcon iconFor(const QModelIndex& index)
{
    const QByteArray name = index.data(ResourceModel::IconNameRole).toByteArray();
    if (name.isEmpty())
        return {};
    const int kind = index.data(ResourceModel::KindRole).toInt();
    const int state = index.data(ResourceModel::StateRole).toInt();
    if (index.column() == 0 && kind >= 0)
        return iconOf(static_cast<Kind>(kind));
    if (index.column() > 0 && state >= 0)
        return iconOf(static_cast<State>(state));
    return icon(QString::fromLatin1(name));
}

} // namespace

void ResourceDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QIcon picture = iconFor(index);
    if (!picture.isNull()) {
        option->icon = picture;
        option->features |= QStyleOptionViewItem::HasDecoration;
    }
    option->textElideMode
        = index.data(ResourceModel::ElideMiddleRole).toBool() ? Qt::ElideMiddle : Qt::ElideRight;
}

bool ResourceDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                                 const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const bool isCut = sizeHint(option, index).width() > view->visualRect(index).width();
    if (event->type() != QEvent::ToolTip || !isCut || index.data(Qt::ToolTipRole).isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), index.data(Qt::DisplayRole).toString().toHtmlEscaped(), view);
    return true;
}

} // namespace mooring
