// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachprogress.h"

#include "models/wording.h"
#include "progressrow.h"

#include <QVBoxLayout>

namespace mooring {

AttachProgress::AttachProgress(QWidget* parent)
    : QWidget(parent)
    , m_row(new ProgressRow(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_row);
    connect(m_row, &ProgressRow::stopRequested, this, &AttachProgress::stop);
    hide();
}

void AttachProgress::follow(Operation* operation)
{
    if (m_operation)
        disconnect(m_operation, nullptr, this, nullptr);
    m_operation = operation;
    m_answer.reset();
    m_row->rest();
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
        return m_row->rest();
    const StepRecord step = m_operation->record().steps.value(0);
    const int percent = this->percent(step);
    const QString detail = Wording::progress(step.progress);
    QString text = detail.isEmpty() ? tr("Attaching…") : tr("Attaching: %1").arg(detail);
    if (step.phase == StepPhase::Proving)
        text = tr("Checking that it is attached…");
    m_row->run(text, qMax(0, percent), percent < 0 ? 0 : 100);
    if (m_answer)
        m_row->stopping(Wording::stopAnswer(*m_answer));
}

void AttachProgress::retranslate()
{
    m_row->retranslate();
    refresh();
}

} // namespace mooring
