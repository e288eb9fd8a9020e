// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "treespec.h"

#include <QCollator>
#include <QSet>
#include <QSortFilterProxyModel>

namespace mooring {

// Search, chips and order over a ResourceModel. A row stays while it, something below it or something above
// it matches the text; without chips everything stays. Groups come last in either order.
class ResourceFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ResourceFilter(QObject* parent = nullptr);

    void setText(const QString& text);
    QString text() const { return m_text; }
    void setChip(Chip chip, bool on);
    bool chip(Chip chip) const { return m_chips.contains(chip); }
    static QList<Chip> chips();
    void retranslate(); // order by the new language

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QCollator m_collator;
    QString m_text;
    QSet<Chip> m_chips;
};

} // namespace mooring
