// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recentportals.h"

#include "icons.h"
#include "models/format.h"

#include <QMenu>
#include <QSettings>

namespace mooring {
namespace {

constexpr qsizetype remembered = 10;

QString settingKey() { return QStringLiteral("discover/recent"); }

} // namespace

QList<QByteArray> RecentPortals::portals()
{
    QList<QByteArray> portals;
    for (const QString& word : QSettings().value(settingKey()).toStringList())
        portals.append(word.toUtf8());
    return portals;
}

void RecentPortals::add(const QByteArray& portal)
{
    QStringList words {QString::fromUtf8(portal)};
    for (const QByteArray& known : portals())
        if (known != portal && words.size() < remembered)
            words.append(QString::fromUtf8(known));
    QSettings().setValue(settingKey(), words);
}

void RecentPortals::clear() { QSettings().remove(settingKey()); }

void RecentPortals::fill(QMenu* menu)
{
    menu->clear();
    const QList<QByteArray> known = portals();
    for (const QByteArray& portal : known) {
        QAction* action = menu->addAction(Format::bytes(portal));
        connect(action, &QAction::triggered, this, [this, portal] { emit chosen(portal); });
    }
    if (known.isEmpty()) {
        menu->addAction(tr("No portal has answered yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    connect(menu->addAction(icon(QStringLiteral("edit-clear")), tr("&Clear the list")), &QAction::triggered,
            this, &RecentPortals::clear);
}

} // namespace mooring
