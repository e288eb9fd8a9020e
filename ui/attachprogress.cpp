// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachprogress.h"

#include "icons.h"
#include "models/wording.h"
#include "textlabel.h"

#include <QGridLayout>
#include <QProgressBar>
#include <QPushButton>

namespace mooring {

AttachProgress::AttachProgress(QWidget* parent)
    : QWidget(parent)
    , m_text(new TextLabel(this))
    , m_bar(new QProgressBar(this))
    , m_stop(new QPushButton(this))
{
    m_text->setObjectName(QStringLiteral("attachProgress"));
    m_bar->setObjectName(QStringLiteral("attachBar"));
    m_stop->setObjectName(QStringLiteral("stopAttaching"));
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
    connect(m_stop, &QPushButton::clicked, this, &AttachProgress::stop);
    hide();
}

void AttachProgress::follow(Operation* operation)
{
    if (m_operation)
        disconnect(m_operation, nullptr, this, nullptr);
    m_operation = operation;
    m_answer.reset();
    m_whole = 0;
    m_shown = 0;
    if (m_operation)
        connect(m_operation, &Operation::changed, this, &AttachProgress::refresh);
    refresh();
}

void AttachProgress::stop()
{
    if (m_operation)
        m_answer = m_operation->stop();
    refresh();
}

// Of what is copied by what is left of it, else as its provider counts; -1: nobody knows.
int AttachProgress::percent(const StepRecord& step)
{
    const quint64 left = step.progress.bytesLeft.value_or(0);
    m_whole = qMax(m_whole, left);
    if (left > 0)
        m_shown = qMax(m_shown, static_cast<int>((m_whole - left) * 100 / m_whole));
    else if (step.progress.percent)
        m_shown = qMax(m_shown, *step.progress.percent);
    else
        return -1;
    return m_shown;
}

void AttachProgress::refresh()
{
    setVisible(m_operation);
    if (!m_operation)
        return;
    const StepRecord step = m_operation->record().steps.value(0);
    const int percent = this->percent(step);
    m_bar->setRange(0, percent < 0 ? 0 : 100);
    m_bar->setValue(qMax(0, percent));
    const QString detail = Wording::progress(step.progress);
    if (m_answer)
        m_text->setText(Wording::stopAnswer(*m_answer));
    else if (step.phase == StepPhase::Proving)
        m_text->setText(tr("Checking that it is attached…"));
    else
        m_text->setText(detail.isEmpty() ? tr("Attaching…") : tr("Attaching: %1").arg(detail));
    m_stop->setEnabled(!m_answer);
    m_bar->setAccessibleName(m_text->text());
}

void AttachProgress::retranslate()
{
    m_stop->setText(tr("Stop"));
    refresh();
}

} // namespace mooring
