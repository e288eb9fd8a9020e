// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recentimages.h"

#include "icons.h"
#include "models/format.h"

#include <QMenu>
#include <QSettings>

namespace mooring {
namespace {

constexpr qsizetype remembered = 10;
constexpr int widest = 60; // characters

QString settingKey() { return QStringLiteral("attach/recent"); }

void store(const QList<QByteArray>& paths)
{
    QStringList words;
    for (const QByteArray& path : paths)
        words.append(encodeBytes(path));
    QSettings().setValue(settingKey(), words);
}

} // namespace

RecentImages::RecentImages(Engine& engine, QObject* parent)
    : QObject(parent)
{
    connect(&engine, &Engine::operationFinished, this,
            [this](const Operation* operation) { ended(*operation); });
}

QList<QByteArray> RecentImages::paths()
{
    QList<QByteArray> paths;
    for (const QString& word : QSettings().value(settingKey()).toStringList())
        paths.append(decodeBytes(word));
    return paths;
}

void RecentImages::add(const QByteArray& path)
{
    QList<QByteArray> known = paths();
    known.removeAll(path);
    known.prepend(path);
    store(known.mid(0, remembered));
}

void RecentImages::clear() { QSettings().remove(settingKey()); }

void RecentImages::ended(const Operation& operation)
{
    const OperationRecord& record = operation.record();
    if (record.plan.verb != Verb::Attach || record.outcome != Outcome::Done)
        return;
    for (const Goal& goal : record.plan.goals)
        if (goal.resource.kind() == Kind::Image)
            add(goal.resource.key());
}

void RecentImages::fill(QMenu* menu)
{
    menu->clear();
    menu->setToolTipsVisible(true);
    const QList<QByteArray> known = paths();
    for (const QByteArray& path : known) {
        const QString whole = Format::bytes(path);
        const int room = menu->fontMetrics().averageCharWidth() * widest;
        QString text = menu->fontMetrics().elidedText(whole, Qt::ElideMiddle, room);
        QAction* action = menu->addAction(text.replace(u'&', QLatin1String("&&")));
        action->setToolTip(whole);
        connect(action, &QAction::triggered, this, [this, path] { emit chosen(path); });
    }
    if (known.isEmpty()) {
        menu->addAction(tr("No image has been attached yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    connect(menu->addAction(icon(QStringLiteral("edit-clear")), tr("&Clear the list")), &QAction::triggered,
            this, &RecentImages::clear);
}

} // namespace mooring
