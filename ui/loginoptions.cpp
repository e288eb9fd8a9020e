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
    , m_rememberSecret(new QCheckBox(this))
    , m_digest(new QCheckBox(this))
    , m_automatic(new QCheckBox(this))
    , m_remember(new QCheckBox(this))
{
    m_sessions->setObjectName(QStringLiteral("sessions"));
    m_rememberSecret->setObjectName(QStringLiteral("rememberSecret"));
    m_digest->setObjectName(QStringLiteral("headerDigest"));
    m_automatic->setObjectName(QStringLiteral("automatic"));
    m_remember->setObjectName(QStringLiteral("remember"));
    m_remember->setChecked(true);
    m_sessions->setRange(1, mostSessions);
    m_sessionsLabel->setBuddy(m_sessions);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sessionsLabel, 0, 0);
    layout->addWidget(m_sessions, 0, 1);
    layout->addWidget(m_chap, 1, 0, 1, 3);
    layout->addWidget(m_rememberSecret, 2, 0, 1, 3);
    layout->addWidget(m_digest, 3, 0, 1, 3);
    layout->addWidget(m_automatic, 4, 0, 1, 3);
    layout->addWidget(m_remember, 5, 0, 1, 3);
    layout->setColumnStretch(2, 1);
    connect(m_chap, &ChapFields::changed, this, [this] {
        adapt();
        emit changed();
    });
    connect(m_automatic, &QCheckBox::toggled, this, &LoginOptions::adapt);
    retranslate();
    adapt();
}

LoginRequest LoginOptions::request() const
{
    LoginRequest request;
    request.sessions = m_sessions->value();
    request.chap = m_chap->chap();
    request.mutualChap = m_chap->mutualChap();
    request.headerDigest = m_digest->isChecked();
    request.automatic = m_automatic->isChecked();
    request.remember = m_remember->isChecked();
    request.rememberSecret = request.chap && m_rememberSecret->isChecked();
    return request;
}

void LoginOptions::setAccess(const std::optional<ChapAccess>& chap,
                             const std::optional<ChapAccess>& mutualChap)
{
    m_chap->setAccess(chap, mutualChap);
}

void LoginOptions::keyringAnswered()
{
    m_keyring = Keyring::Answers;
    nameKeyring();
    adapt();
}

void LoginOptions::keyringFailed()
{
    m_keyring = Keyring::Fails;
    m_rememberSecret->setChecked(false);
    nameKeyring();
    adapt();
}

void LoginOptions::offer(const ChapSecrets& remembered)
{
    m_chap->offer(remembered);
    m_rememberSecret->setChecked(true); // it stays so
}

// What is to be opened by itself needs its secret there.
void LoginOptions::adapt()
{
    const bool isNeeded = m_automatic->isChecked();
    m_rememberSecret->setVisible(m_chap->chap().has_value());
    m_rememberSecret->setEnabled(m_keyring == Keyring::Answers && !isNeeded);
    if (isNeeded && m_keyring == Keyring::Answers)
        m_rememberSecret->setChecked(true);
}

void LoginOptions::nameKeyring()
{
    m_rememberSecret->setText(m_keyring == Keyring::Fails ? tr(
                                  "Remember the secret in the &keyring (it is missing, locked or silent)")
                                                          : tr("Remember the secret in the &keyring"));
}

bool LoginOptions::isComplete() const { return m_chap->isComplete(); }

void LoginOptions::askForSecretsAgain() { m_chap->askAgain(); }

void LoginOptions::wipe() { m_chap->wipe(); }

void LoginOptions::retranslate()
{
    m_sessionsLabel->setText(tr("&Number of sessions:"));
    m_sessions->setAccessibleName(tr("Number of sessions to each target"));
    m_chap->retranslate();
    nameKeyring();
    m_digest->setText(tr("Check the &headers with a digest (CRC32C)"));
    m_automatic->setText(tr("Log in &automatically when Mooring's service starts"));
    m_remember->setText(tr("Keep in the &list when no session is open"));
}

} // namespace mooring
