// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loginoptions.h"

#include "chapfields.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>

namespace mooring {
namespace {

constexpr int mostSessions = 32;

} // namespace

LoginOptions::LoginOptions(QWidget* parent)
    : QWidget(parent)
    , m_sessionsLabel(new QLabel(this))
    , m_sessions(new QSpinBox(this))
    , m_chap(new ChapFields(this))
    , m_digest(new QCheckBox(this))
    , m_automatic(new QCheckBox(this))
{
    m_sessions->setObjectName(QStringLiteral("sessions"));
    m_digest->setObjectName(QStringLiteral("headerDigest"));
    m_automatic->setObjectName(QStringLiteral("automatic"));
    m_sessions->setRange(1, mostSessions);
    m_sessionsLabel->setBuddy(m_sessions);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sessionsLabel, 0, 0);
    layout->addWidget(m_sessions, 0, 1);
    layout->addWidget(m_chap, 1, 0, 1, 3);
    layout->addWidget(m_digest, 2, 0, 1, 3);
    layout->addWidget(m_automatic, 3, 0, 1, 3);
    layout->setColumnStretch(2, 1);
    connect(m_chap, &ChapFields::changed, this, &LoginOptions::changed);
    retranslate();
}

LoginRequest LoginOptions::request() const
{
    LoginRequest request;
    request.sessions = m_sessions->value();
    request.chap = m_chap->chap();
    request.mutualChap = m_chap->mutualChap();
    request.headerDigest = m_digest->isChecked();
    request.automatic = m_automatic->isChecked();
    return request;
}

void LoginOptions::setAccess(const std::optional<ChapAccess>& chap,
                             const std::optional<ChapAccess>& mutualChap)
{
    m_chap->setAccess(chap, mutualChap);
}

bool LoginOptions::isComplete() const { return m_chap->isComplete(); }

void LoginOptions::askForSecretsAgain() { m_chap->askAgain(); }

void LoginOptions::wipe() { m_chap->wipe(); }

void LoginOptions::retranslate()
{
    m_sessionsLabel->setText(tr("&Number of sessions:"));
    m_sessions->setAccessibleName(tr("Number of sessions to each target"));
    m_chap->retranslate();
    m_digest->setText(tr("Check the &headers with a digest (CRC32C)"));
    m_automatic->setText(tr("Log in &automatically when Mooring's service starts"));
}

} // namespace mooring
