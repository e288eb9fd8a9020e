// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "backendbar.h"

#include "icons.h"
#include "models/engine.h"
#include "models/wording.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QToolTip>

namespace mooring {
namespace {

QIcon iconFor(Availability availability)
{
    switch (availability) {
    case Availability::Ok:
        return icon(QStringLiteral("mooring-done"));
    case Availability::Absent:
        return icon(QStringLiteral("mooring-state-absent"));
    case Availability::Refused:
        return icon(QStringLiteral("dialog-error"));
    case Availability::Hung:
        return icon(QStringLiteral("dialog-warning"));
    }
    return {};
}

} // namespace

BackendBar::BackendBar(Engine& engine, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_layout(new QHBoxLayout(this))
    , m_actingAs(new QLabel(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_actingAs->setObjectName(QStringLiteral("actingAs"));
    m_actingAs->setTextFormat(Qt::PlainText);
    m_layout->addStretch(1);
    m_layout->addWidget(m_actingAs);
    connect(&engine, &Engine::providersChanged, this, &BackendBar::refresh);
    refresh();
}

void BackendBar::refresh()
{
    const QList<ProviderInfo> providers = m_engine.providers();
    while (m_backends.size() > providers.size())
        delete m_backends.takeLast();
    while (m_backends.size() < providers.size()) {
        auto* button = new QToolButton(this);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        connect(button, &QToolButton::clicked, this,
                [button] { QToolTip::showText(button->mapToGlobal(QPoint()), button->toolTip(), button); });
        m_layout->insertWidget(static_cast<int>(m_backends.size()), button);
        m_backends.append(button);
    }
    for (int i = 0; i < providers.size(); ++i) {
        const QString words = Wording::provider(providers[i]);
        const QString why = Wording::providerWhy(providers[i]);
        m_backends[i]->setObjectName(QStringLiteral("backend-") + providers[i].name);
        m_backends[i]->setIcon(iconFor(providers[i].availability));
        const Availability availability = providers[i].availability; // where all is well, its icon says so
        const bool isQuiet = availability == Availability::Ok || availability == Availability::Absent;
        m_backends[i]->setText(isQuiet ? providers[i].name : words);
        m_backends[i]->setToolTip((why.isEmpty() ? words : why).toHtmlEscaped());
        m_backends[i]->setAccessibleName(words);
        m_backends[i]->setAccessibleDescription(why);
    }
    m_actingAs->setText(Wording::actingAs(m_engine.userName(), m_engine.isPrivileged()));
}

void BackendBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace mooring
