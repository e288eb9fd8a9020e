// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filterbar.h"

#include "icons.h"
#include "models/resourcefilter.h"
#include "models/wording.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>

namespace mooring {

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (Chip chip : ResourceFilter::chips()) {
        auto* button = new QToolButton(this);
        button->setCheckable(true);
        button->setObjectName(QStringLiteral("chip-") + token(chip));
        layout->addWidget(button);
        m_chips.append({chip, button});
        connect(button, &QToolButton::toggled, this, [this, chip](bool on) { emit chipToggled(chip, on); });
    }
    layout->addStretch(1);
    layout->addWidget(m_search, 2);
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &FilterBar::textChanged);
    retranslate();
}

void FilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void FilterBar::clear()
{
    m_search->clear();
    for (const auto& [chip, button] : m_chips)
        button->setChecked(false);
}

bool FilterBar::isActive() const
{
    return !m_search->text().isEmpty() || std::any_of(m_chips.begin(), m_chips.end(), [](const auto& entry) {
        return entry.second->isChecked();
    });
}

void FilterBar::setChipsShown(bool shown)
{
    for (const auto& [chip, button] : m_chips)
        button->setVisible(shown);
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape)
            m_search->clear();
        if (key == Qt::Key_Escape || key == Qt::Key_Down) {
            emit leaveRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FilterBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FilterBar::retranslate()
{
    m_search->setPlaceholderText(tr("Search (Ctrl+F)"));
    const int letters = m_search->fontMetrics().horizontalAdvance(m_search->placeholderText());
    const int icon = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, m_search);
    m_search->setMinimumWidth(letters + 3 * icon); // the icon, its margins and the frame
    m_search->setAccessibleName(tr("Search"));
    for (const auto& [chip, button] : m_chips) {
        button->setText(Wording::filter(chip));
        button->setAccessibleName(tr("Show only: %1").arg(Wording::filter(chip)));
    }
}

} // namespace mooring
