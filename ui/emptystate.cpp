// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "emptystate.h"

#include "textlabel.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace mooring {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_sentence(new TextLabel(this))
    , m_action(new QPushButton(this))
{
    m_sentence->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addWidget(m_sentence);
    layout->addSpacing(fontMetrics().height());
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::triggered);
}

void EmptyState::setText(const QString& sentence, const QString& action)
{
    m_sentence->setText(sentence);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(sentence);
}

} // namespace mooring
