// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "activityfilter.h"

#include "activitymodel.h"

namespace mooring {

ActivityFilter::ActivityFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(ActivityModel::SortRole);
    setFilterKeyColumn(-1);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
    setRecursiveFilteringEnabled(true);
}

bool ActivityFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    if (left.parent().isValid())
        return (left.row() < right.row()) == (sortOrder() == Qt::AscendingOrder);
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace mooring
