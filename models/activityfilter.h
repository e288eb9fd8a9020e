// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace mooring {

// Sorts operations by any column; the steps of each stay in their own order.
class ActivityFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ActivityFilter(QObject* parent = nullptr);

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

} // namespace mooring
