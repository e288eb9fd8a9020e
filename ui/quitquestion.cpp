// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "quitquestion.h"

#include "models/wording.h"

#include <QEvent>
#include <QPushButton>

namespace mooring {

QuitQuestion::QuitQuestion(const OperationsModel& operations, QWidget* parent)
    : QMessageBox(parent)
    , m_operations(operations)
    , m_finish(addButton(QString(), AcceptRole))
    , m_stop(addButton(QString(), DestructiveRole))
    , m_cancel(addButton(QString(), RejectRole))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(Warning);
    setTextFormat(Qt::PlainText);
    setObjectName(QStringLiteral("quitQuestion"));
    m_finish->setObjectName(QStringLiteral("finishFirst"));
    m_stop->setObjectName(QStringLiteral("stopFirst"));
    m_cancel->setObjectName(QStringLiteral("keepOpen"));
    setEscapeButton(m_cancel);
    connect(m_finish, &QPushButton::clicked, this, &QuitQuestion::finishFirst);
    connect(m_stop, &QPushButton::clicked, this, &QuitQuestion::stopFirst);
    retranslate();
}

void QuitQuestion::changeEvent(QEvent* event)
{
    QMessageBox::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void QuitQuestion::retranslate()
{
    setText(Wording::quitWhileBusy(m_operations.running()));
    m_finish->setText(tr("Finish, then quit"));
    m_stop->setText(tr("Stop after this step and quit"));
    m_cancel->setText(tr("Cancel"));
}

} // namespace mooring
