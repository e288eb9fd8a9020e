// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationspanel.h"

#include "models/engine.h"
#include "models/wording.h"
#include "operationrow.h"

#include <QAccessible>
#include <QEvent>
#include <QVBoxLayout>

namespace mooring {
OperationsPanel::OperationsPanel(Engine& engine, QWidget* parent)
    : FittingScrollArea(parent)
{
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { insertRows(first, last); });
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex&, int first, int last) { removeRows(first, last); });
    connect(&m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& from, const QModelIndex& to) { refresh(from.row(), to.row()); });
    connect(&m_model, &OperationsModel::ended, this, [this](Operation*, const QString& sentence) {
        setAccessibleName(sentence);
        QAccessibleEvent announcement(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&announcement);
    });
    connect(&engine, &Engine::settled, this, [this](const ResourceId&, const QString& name) {
        addNotice([name] { return Wording::settled(name); });
    });
    connect(&engine, &Engine::logBegunAnew, this, [this](const QByteArray& keptAs) {
        addNotice([keptAs] { return Wording::logBegunAnew(keptAs); });
    });
    m_model.follow(&engine);
    adapt();
}

void OperationsPanel::insertRows(int first, int last)
{
    for (int i = first; i <= last; ++i) {
        auto* row = new OperationRow(widget());
        m_rows.insert(i, row);
        rows()->insertWidget(i, row);
        connect(row, &OperationRow::stopRequested, this, [this, row] { stop(row); });
        connect(row, &OperationRow::putBackRequested, this, [this, row] { putBack(row); });
        connect(row, &OperationRow::dismissed, this, [this, row] { m_model.dismiss(indexOf(row)); });
    }
    refresh(first, last);
    adapt();
}

void OperationsPanel::removeRows(int first, int last)
{
    for (int i = last; i >= first; --i)
        m_rows.takeAt(i)->deleteLater();
    adapt();
}

void OperationsPanel::refresh(int first, int last)
{
    for (int i = first; i <= last && i < m_rows.size(); ++i)
        m_rows[i]->showOperation(m_model.index(i));
    fit();
    emit runningChanged();
}

void OperationsPanel::addNotice(std::function<QString()> words)
{
    auto* row = new OperationRow(widget());
    row->showNotice(words());
    rows()->insertWidget(rows()->count() - 1, row);
    m_notices.push_back({row, std::move(words)});
    connect(row, &OperationRow::dismissed, this, [this, row] {
        std::erase_if(m_notices, [row](const Notice& notice) { return notice.row == row; });
        row->deleteLater();
        adapt();
    });
    adapt();
}

void OperationsPanel::adapt()
{
    setVisible(!m_rows.isEmpty() || !m_notices.empty());
    fit();
    emit runningChanged();
}

QModelIndex OperationsPanel::indexOf(OperationRow* row) const
{
    return m_model.index(static_cast<int>(m_rows.indexOf(row)));
}

void OperationsPanel::stop(OperationRow* row)
{
    const QString answer = m_model.stop(indexOf(row));
    if (!answer.isEmpty())
        emit told(answer);
    refresh(0, static_cast<int>(m_rows.size()) - 1);
}

void OperationsPanel::putBack(OperationRow* row)
{
    emit putBackRequested(indexOf(row).data(OperationsModel::NumberRole).toLongLong());
}

void OperationsPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_model.retranslate();
        refresh(0, static_cast<int>(m_rows.size()) - 1);
        for (const Notice& notice : m_notices)
            notice.row->showNotice(notice.words());
    }
    FittingScrollArea::changeEvent(event);
}

} // namespace mooring
