// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine.h"

class QMenu;

namespace mooring {

// The images that were attached last, newest first, remembered from one start to the next. Their files are
// not looked at before one is chosen: a server that does not answer would hold up the menu.
class RecentImages final : public QObject
{
    Q_OBJECT
public:
    explicit RecentImages(Engine& engine, QObject* parent = nullptr);
    static QList<QByteArray> paths();
    static void add(const QByteArray& path);
    static void clear();
    void fill(QMenu* menu); // anew: another window may have attached something

signals:
    void chosen(const QByteArray& path);

private:
    void ended(const Operation& operation);
};

} // namespace mooring
