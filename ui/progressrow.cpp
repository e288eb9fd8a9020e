// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "progressrow.h"

#include "icons.h"
#include "textlabel.h"

#include <QAccessible>
#include <QGridLayout>
#include <QProgressBar>
#include <QPushButton>

namespace mooring {

ProgressRow::ProgressRow(QWidget* parent)
    : QWidget(parent)
    , m_text(new TextLabel(this))
    , m_bar(new QProgressBar(this))
    , m_stop(new QPushButton(this))
{
    m_text->setObjectName(QStringLiteral("progress"));
    m_bar->setObjectName(QStringLiteral("bar"));
    m_stop->setObjectName(QStringLiteral("stop"));
    m_stop->setIcon(icon(QStringLiteral("process-stop")));
    m_stop->setAutoDefault(false);
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(fontMetrics().height() / 2);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text, 0, 0);
    layout->addWidget(m_bar, 1, 0);
    layout->addWidget(m_stop, 0, 1, 2, 1, Qt::AlignVCenter);
    layout->setColumnStretch(0, 1);
    connect(m_stop, &QPushButton::clicked, this, &ProgressRow::stopRequested);
    retranslate();
    rest();
}

void ProgressRow::say(const QString& text, bool isRunning)
{
    m_text->setText(text);
    m_bar->setAccessibleName(text);
    m_bar->setVisible(isRunning);
    m_stop->setVisible(isRunning);
    setVisible(!text.isEmpty());
}

void ProgressRow::run(const QString& text, int done, int of)
{
    m_bar->setRange(0, of > 1 ? of : 0);
    m_bar->setValue(of > 1 ? done : 0);
    if (m_isStopping)
        return;
    m_stop->setEnabled(true);
    say(text, true);
}

void ProgressRow::stopping(const QString& text)
{
    m_isStopping = true;
    m_stop->setEnabled(false);
    say(text, true);
}

void ProgressRow::rest(const QString& text)
{
    m_isStopping = false;
    say(text, false);
    if (!text.isEmpty() && isVisible()) {
        QAccessibleEvent ended(m_text, QAccessible::Alert);
        QAccessible::updateAccessibility(&ended);
    }
}

void ProgressRow::retranslate() { m_stop->setText(tr("Stop")); }

} // namespace mooring
