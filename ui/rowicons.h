// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "icons.h"

#include <QStyledItemDelegate>

namespace mooring {

// Draws the icon that a row names in `role`, and cuts names in the middle: their ends tell them apart.
class RowIcons final : public QStyledItemDelegate
{
public:
    RowIcons(int role, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_role(role)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = index.column() == 0 ? Qt::ElideMiddle : Qt::ElideRight;
        const QByteArray name = index.data(m_role).toByteArray();
        if (name.isEmpty())
            return;
        option->icon = icon(QString::fromLatin1(name));
        option->features |= QStyleOptionViewItem::HasDecoration;
    }

private:
    int m_role;
};

} // namespace mooring
