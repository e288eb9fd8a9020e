// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QModelIndex>

#include <functional>

namespace mooring {

// How a flat model brings its rows from one list to the next without a reset. The four functions are the
// model's own begin and end signals.
struct RowSignals
{
    std::function<void(int first, int last)> beginInsert;
    std::function<void()> endInsert;
    std::function<void(int first, int last)> beginRemove;
    std::function<void()> endRemove;
    std::function<void(int first, int last)> changed;
};

// keyOf names a row; rows are compared with ==. Rows that change their order are removed and inserted again.
template <class Row, class KeyOf>
void updateRows(QList<Row>& rows, const QList<Row>& next, KeyOf keyOf, const RowSignals& tell)
{
    const auto placeOf = [&](const QList<Row>& list, const Row& row, qsizetype from) {
        for (qsizetype i = from; i < list.size(); ++i) {
            if (keyOf(list.at(i)) == keyOf(row))
                return i;
        }
        return qsizetype(-1);
    };
    qsizetype kept = 0;
    for (qsizetype i = 0; i < rows.size();) {
        const qsizetype place = placeOf(next, rows.at(i), kept);
        if (place >= 0) {
            kept = place + 1;
            ++i;
            continue;
        }
        tell.beginRemove(int(i), int(i));
        rows.removeAt(i);
        tell.endRemove();
    }
    for (qsizetype i = 0; i < next.size(); ++i) {
        if (i < rows.size() && keyOf(rows.at(i)) == keyOf(next.at(i))) {
            if (rows.at(i) == next.at(i))
                continue;
            rows[i] = next.at(i);
            tell.changed(int(i), int(i));
            continue;
        }
        tell.beginInsert(int(i), int(i));
        rows.insert(i, next.at(i));
        tell.endInsert();
    }
}

} // namespace mooring
