// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>

class QMenu;

namespace mooring {

// The portals that answered last, newest first, remembered from one start to the next: their addresses and
// nothing of how they were asked.
class RecentPortals final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    static QList<QByteArray> portals();
    static void add(const QByteArray& portal);
    static void clear();
    void fill(QMenu* menu); // anew: another window may have asked some

signals:
    void chosen(const QByteArray& portal);
};

} // namespace mooring
