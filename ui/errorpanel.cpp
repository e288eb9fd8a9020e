// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "errorpanel.h"

#include "icons.h"
#include "models/wording.h"
#include "textlabel.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QPlainTextEdit>
#include <QStyle>
#include <QToolButton>

namespace mooring {
namespace {

constexpr int shownDetailLines = 5;

} // namespace

ErrorPanel::ErrorPanel(QWidget* parent)
    : QFrame(parent)
    , m_what(new TextLabel(this))
    , m_data(new TextLabel(this))
    , m_next(new TextLabel(this))
    , m_details(new QToolButton(this))
    , m_copy(new QToolButton(this))
    , m_raw(new QPlainTextEdit(this))
{
    setFrameShape(QFrame::StyledPanel);
    setObjectName(QStringLiteral("errorPanel"));
    m_what->enlarge(1.0);
    auto* picture = new QLabel(this);
    const int side = style()->pixelMetric(QStyle::PM_LargeIconSize);
    picture->setPixmap(icon(QStringLiteral("dialog-error")).pixmap(side, side));
    m_details->setCheckable(true);
    m_details->setAutoRaise(true);
    m_details->setArrowType(Qt::RightArrow);
    m_details->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setAutoRaise(true);
    m_copy->setIcon(icon(QStringLiteral("edit-copy")));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_raw->setReadOnly(true);
    m_raw->setTabChangesFocus(true);
    m_raw->setMaximumHeight(fontMetrics().lineSpacing() * shownDetailLines);
    m_raw->hide();

    auto* layout = new QGridLayout(this);
    layout->addWidget(picture, 0, 0, 3, 1, Qt::AlignTop);
    layout->addWidget(m_what, 0, 1, 1, 3);
    layout->addWidget(m_data, 1, 1, 1, 3);
    layout->addWidget(m_next, 2, 1, 1, 3);
    layout->addWidget(m_details, 3, 1);
    layout->addWidget(m_copy, 3, 2);
    layout->addWidget(m_raw, 4, 1, 1, 3);
    layout->setColumnStretch(3, 1);

    connect(m_details, &QToolButton::toggled, this, [this](bool open) {
        m_details->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_raw->setVisible(open);
    });
    connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(text()); });
    retranslate();
    hide();
}

void ErrorPanel::setError(const Error& error)
{
    m_error = error;
    retranslate();
    show();
}

void ErrorPanel::clear()
{
    m_error.reset();
    for (TextLabel* label : {m_what, m_data, m_next})
        label->clear();
    m_raw->clear();
    setAccessibleName({});
    hide();
}

QString ErrorPanel::text() const
{
    if (!m_error)
        return {};
    const ErrorText words = Wording::error(*m_error);
    return words.sentence() + QLatin1Char('\n') + words.details;
}

void ErrorPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void ErrorPanel::retranslate()
{
    m_details->setText(tr("Details"));
    m_copy->setText(tr("Copy"));
    m_raw->setAccessibleName(tr("Details of the error"));
    if (!m_error)
        return;
    const ErrorText words = Wording::error(*m_error);
    m_what->say(words.what);
    m_data->say(words.data);
    m_next->say(words.next);
    m_raw->setPlainText(words.details);
    m_details->setVisible(!words.details.isEmpty());
    m_raw->setVisible(m_details->isChecked() && !words.details.isEmpty());
    setAccessibleName(words.what);
}

} // namespace mooring
