// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/discoverdialog.h"
#include "ui/errorpanel.h"
#include "uitest.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPointer>
#include <QTreeView>

namespace mooring {

// Two portals that lead to three targets, one of them through both.
inline void threeTargets(FakeEngine& engine)
{
    engine.portals["192.0.2.1"].targets
        = {{"iqn.2026-11.example.san:archive", {"192.0.2.1:3260"}},
           {"iqn.2026-11.example.san:backup", {"192.0.2.1:3260", "192.0.2.2:3260"}}};
    engine.portals["192.0.2.2"].targets = {{"iqn.2026-11.example.san:backup", {"192.0.2.2:3260"}},
                                           {"iqn.2026-11.example.san:mail", {"192.0.2.2:3260"}}};
}

inline QTreeView* foundIn(QWidget* dialog) { return part<QTreeView>(dialog, "found"); }

inline QModelIndex targetRow(QTreeView* tree, const QString& end)
{
    for (int portal = 0; portal < tree->model()->rowCount(); ++portal) {
        const QModelIndex above = tree->model()->index(portal, 0);
        for (int row = 0; row < tree->model()->rowCount(above); ++row) {
            const QModelIndex target = tree->model()->index(row, 0, above);
            if (target.data().toString().endsWith(end))
                return target;
        }
    }
    return {};
}

inline void choose(QTreeView* tree, const QStringList& ends)
{
    tree->selectionModel()->clear();
    for (const QString& end : ends)
        tree->selectionModel()->setCurrentIndex(targetRow(tree, end),
                                                QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

} // namespace mooring
