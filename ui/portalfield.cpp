// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "portalfield.h"

#include "icons.h"
#include "models/format.h"
#include "models/portalentry.h"
#include "models/wording.h"
#include "recentportals.h"
#include "textlabel.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace mooring {
namespace {

constexpr int typingPause = 300;

} // namespace

PortalField::PortalField(QWidget* parent)
    : QWidget(parent)
    , m_known(new RecentPortals(this))
    , m_label(new QLabel(this))
    , m_text(new QLineEdit(this))
    , m_recent(new QToolButton(this))
    , m_hint(new TextLabel(this))
{
    m_text->setObjectName(QStringLiteral("portals"));
    m_hint->setObjectName(QStringLiteral("portalHint"));
    m_recent->setObjectName(QStringLiteral("recentPortals"));
    m_recent->setIcon(icon(QStringLiteral("document-open-recent")));
    m_recent->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_recent->setPopupMode(QToolButton::InstantPopup);
    m_recent->setFocusPolicy(Qt::TabFocus);
    m_recent->setMenu(new QMenu(m_recent));
    m_label->setBuddy(m_text);
    setFocusProxy(m_text);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_label, 0, 0);
    layout->addWidget(m_text, 0, 1);
    layout->addWidget(m_recent, 0, 2);
    layout->addWidget(m_hint, 1, 1, 1, 2);
    layout->setColumnStretch(1, 1);
    m_typed.setSingleShot(true);
    m_typed.setInterval(typingPause);
    connect(&m_typed, &QTimer::timeout, this, &PortalField::judge);
    connect(m_text, &QLineEdit::textChanged, this, [this] {
        m_typed.start();
        emit changed();
    });
    connect(m_recent->menu(), &QMenu::aboutToShow, this, [this] { m_known->fill(m_recent->menu()); });
    connect(m_known, &RecentPortals::chosen, this, &PortalField::add);
    retranslate();
}

QList<QByteArray> PortalField::portals() const
{
    QList<QByteArray> portals;
    for (const PortalEntry& entry : portalsIn(m_text->text())) {
        if (entry.mistake)
            return {};
        portals.append(entry.text);
    }
    return portals;
}

void PortalField::add(const QByteArray& portal)
{
    const QString before = m_text->text().trimmed();
    m_text->setText((before.isEmpty() ? QString() : before + u' ') + Format::bytes(portal));
    m_text->setFocus();
}

void PortalField::judge()
{
    const QList<PortalEntry> entries = portalsIn(m_text->text());
    const auto wrong = std::find_if(entries.begin(), entries.end(),
                                    [](const PortalEntry& entry) { return entry.mistake.has_value(); });
    m_hint->setText(wrong != entries.end()
                        ? Wording::portalMistake(*wrong->mistake, Format::bytes(wrong->text))
                        : tr("Address or name, with the port unless it is 3260: 10.0.0.1:3261. "
                             "Several are set apart by blanks."));
    m_text->setAccessibleDescription(m_hint->text());
}

void PortalField::setBusy(bool busy)
{
    m_text->setReadOnly(busy);
    m_recent->setEnabled(!busy);
}

void PortalField::retranslate()
{
    m_label->setText(tr("&Portals:"));
    m_text->setAccessibleName(tr("Portals to ask"));
    m_recent->setText(tr("&Recent"));
    m_recent->setAccessibleName(tr("Recent portals"));
    judge();
}

} // namespace mooring
