// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationrow.h"

#include "icons.h"
#include "models/operationsmodel.h"
#include "textlabel.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace mooring {

OperationRow::OperationRow(QWidget* parent)
    : QFrame(parent)
    , m_picture(new QLabel(this))
    , m_title(new TextLabel(this))
    , m_text(new TextLabel(this))
    , m_bar(new QProgressBar(this))
    , m_stop(new QPushButton(this))
    , m_putBack(new QPushButton(this))
    , m_copy(new QToolButton(this))
    , m_dismiss(new QToolButton(this))
{
    buildLayout();
    connect(m_stop, &QPushButton::clicked, this, &OperationRow::stopRequested);
    connect(m_putBack, &QPushButton::clicked, this, &OperationRow::putBackRequested);
    connect(m_dismiss, &QToolButton::clicked, this, &OperationRow::dismissed);
    connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_details); });
    retranslate();
}

void OperationRow::buildLayout()
{
    setFrameShape(StyledPanel);
    m_title->enlarge(1.0);
    m_stop->setObjectName(QStringLiteral("stop"));
    m_putBack->setObjectName(QStringLiteral("putBack"));
    m_dismiss->setObjectName(QStringLiteral("dismiss"));
    m_text->setObjectName(QStringLiteral("operationText"));
    m_stop->setIcon(icon(QStringLiteral("process-stop")));
    m_putBack->setIcon(icon(QStringLiteral("edit-undo")));
    m_copy->setIcon(icon(QStringLiteral("edit-copy")));
    m_copy->setAutoRaise(true);
    m_dismiss->setIcon(icon(QStringLiteral("window-close")));
    m_dismiss->setAutoRaise(true);
    m_bar->setTextVisible(false);
    m_bar->setMinimumWidth(fontMetrics().averageCharWidth() * 20);

    auto* layout = new QGridLayout(this);
    layout->addWidget(m_picture, 0, 0, 2, 1, Qt::AlignVCenter);
    layout->addWidget(m_title, 0, 1);
    layout->addWidget(m_text, 1, 1);
    layout->addWidget(m_bar, 0, 2, 2, 1, Qt::AlignVCenter);
    layout->addWidget(m_putBack, 0, 3, 2, 1, Qt::AlignVCenter);
    layout->addWidget(m_stop, 0, 4, 2, 1, Qt::AlignVCenter);
    layout->addWidget(m_copy, 0, 5, 2, 1, Qt::AlignVCenter);
    layout->addWidget(m_dismiss, 0, 6, 2, 1, Qt::AlignVCenter);
    layout->setColumnStretch(1, 1);
}

void OperationRow::showOperation(const QModelIndex& index)
{
    m_details = index.data(OperationsModel::DetailsRole).toString();
    const bool finished = index.data(OperationsModel::FinishedRole).toBool();
    finished ? showEnded(index) : showRunning(index);
    m_stop->setVisible(!finished);
    m_bar->setVisible(!finished);
    m_dismiss->setVisible(finished);
    m_copy->setVisible(finished && !m_details.isEmpty());
}

void OperationRow::showRunning(const QModelIndex& index)
{
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_picture->setPixmap(icon(QStringLiteral("mooring-state-looking")).pixmap(side, side));
    m_title->say(index.data(OperationsModel::TitleRole).toString());
    m_text->say(index.data(OperationsModel::ProgressTextRole).toString());
    const int percent = index.data(OperationsModel::PercentRole).toInt();
    m_bar->setRange(0, percent < 0 ? 0 : 100);
    m_bar->setValue(qMax(0, percent));
    m_bar->setAccessibleName(m_title->text());
    m_stop->setEnabled(index.data(OperationsModel::StoppableRole).toBool());
    m_putBack->hide();
    setAccessibleName(m_title->text() + QLatin1Char('\n') + m_text->text());
}

void OperationRow::showEnded(const QModelIndex& index)
{
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    const auto outcome = static_cast<Outcome>(index.data(OperationsModel::OutcomeRole).toInt());
    m_picture->setPixmap(iconOf(outcome).pixmap(side, side));
    m_title->say({});
    m_bar->setAccessibleName({});
    m_text->say(index.data(OperationsModel::ResultRole).toString());
    m_putBack->setVisible(index.data(OperationsModel::CanPutBackRole).toBool());
    setAccessibleName(m_text->text());
}

void OperationRow::showNotice(const QString& text)
{
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_picture->setPixmap(icon(QStringLiteral("dialog-information")).pixmap(side, side));
    m_title->hide();
    m_text->say(text);
    m_bar->hide();
    m_stop->hide();
    m_putBack->hide();
    m_copy->hide();
    setAccessibleName(text);
}

void OperationRow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void OperationRow::retranslate()
{
    m_stop->setText(tr("Stop"));
    m_putBack->setText(tr("Put back…"));
    m_copy->setToolTip(tr("Copy the details"));
    m_copy->setAccessibleName(tr("Copy the details"));
    m_dismiss->setToolTip(tr("Dismiss"));
    m_dismiss->setAccessibleName(tr("Dismiss"));
}

} // namespace mooring
