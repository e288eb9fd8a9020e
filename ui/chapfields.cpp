// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chapfields.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace mooring {

ChapFields::ChapFields(QWidget* parent)
    : QWidget(parent)
    , m_own(makeSide(QStringLiteral("chap")))
    , m_target(makeSide(QStringLiteral("mutual")))
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    int row = 0;
    for (const Side& side : {m_own, m_target}) {
        layout->addWidget(side.box, row++, 0, 1, 3);
        layout->addWidget(side.userLabel, row, 1);
        layout->addWidget(side.user, row++, 2);
        layout->addWidget(side.secretLabel, row, 1);
        layout->addWidget(side.secret, row++, 2);
    }
    layout->setColumnMinimumWidth(0, fontMetrics().averageCharWidth() * 3); // below the box's words
    layout->setColumnStretch(2, 1);
    retranslate();
    adapt();
}

ChapFields::Side ChapFields::makeSide(const QString& name)
{
    const Side side {new QCheckBox(this), new QLabel(this), new QLineEdit(this), new QLabel(this),
                     new QLineEdit(this)};
    side.box->setObjectName(name);
    side.user->setObjectName(name + QStringLiteral("User"));
    side.secret->setObjectName(name + QStringLiteral("Secret"));
    side.secret->setEchoMode(QLineEdit::Password);
    side.secret->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    side.userLabel->setBuddy(side.user);
    side.secretLabel->setBuddy(side.secret);
    connect(side.box, &QCheckBox::toggled, this, [this, side](bool wanted) {
        adapt();
        if (wanted)
            side.user->setFocus();
    });
    for (QLineEdit* field : {side.user, side.secret})
        connect(field, &QLineEdit::textChanged, this, &ChapFields::changed);
    connect(side.user, &QLineEdit::textEdited, this, [this] {
        complete(m_own, m_offered.own);
        complete(m_target, m_offered.mutual);
    });
    return side;
}

std::optional<ChapAccess> ChapFields::accessOf(const Side& side)
{
    if (!side.box->isChecked())
        return {};
    return ChapAccess {side.user->text().toUtf8(), side.secret->text().toUtf8()};
}

std::optional<ChapAccess> ChapFields::chap() const { return accessOf(m_own); }

std::optional<ChapAccess> ChapFields::mutualChap() const
{
    return m_own.box->isChecked() ? accessOf(m_target) : std::nullopt;
}

void ChapFields::fill(const Side& side, const std::optional<ChapAccess>& access)
{
    side.box->setChecked(access.has_value());
    if (!access)
        return;
    side.user->setText(QString::fromUtf8(access->user));
    side.secret->setText(QString::fromUtf8(access->secret));
}

void ChapFields::setAccess(const std::optional<ChapAccess>& chap, const std::optional<ChapAccess>& mutualChap)
{
    fill(m_own, chap);
    fill(m_target, mutualChap);
}

void ChapFields::offer(const ChapSecrets& remembered)
{
    m_offered = remembered;
    if (m_own.user->text().isEmpty() && m_own.secret->text().isEmpty())
        return setAccess(remembered.own, remembered.mutual);
    complete(m_own, m_offered.own);
    complete(m_target, m_offered.mutual);
}

// It goes again when another name is typed.
void ChapFields::complete(const Side& side, const std::optional<ChapAccess>& remembered)
{
    if (!remembered)
        return;
    const QString secret = QString::fromUtf8(remembered->secret);
    const bool fits = side.user->text().toUtf8() == remembered->user;
    if (fits && side.secret->text().isEmpty())
        side.secret->setText(secret);
    else if (!fits && side.secret->text() == secret)
        side.secret->setText({});
}

bool ChapFields::isComplete() const
{
    const auto isFilled = [](const std::optional<ChapAccess>& access) {
        return !access || (!access->user.isEmpty() && !access->secret.isEmpty());
    };
    return isFilled(chap()) && isFilled(mutualChap());
}

void ChapFields::askAgain()
{
    m_offered = {};
    m_own.box->setChecked(true);
    for (const Side& side : {m_own, m_target})
        side.secret->setText({});
    (m_own.user->text().isEmpty() ? m_own.user : m_own.secret)->setFocus();
}

void ChapFields::wipe()
{
    m_offered = {};
    for (const Side& side : {m_own, m_target})
        for (QLineEdit* field : {side.user, side.secret})
            field->setText({}); // clear() could be undone
}

void ChapFields::adapt()
{
    const bool own = m_own.box->isChecked();
    for (QWidget* part : {static_cast<QWidget*>(m_own.userLabel), static_cast<QWidget*>(m_own.user),
                          static_cast<QWidget*>(m_own.secretLabel), static_cast<QWidget*>(m_own.secret),
                          static_cast<QWidget*>(m_target.box)})
        part->setVisible(own);
    const bool both = own && m_target.box->isChecked();
    for (QWidget* part :
         {static_cast<QWidget*>(m_target.userLabel), static_cast<QWidget*>(m_target.user),
          static_cast<QWidget*>(m_target.secretLabel), static_cast<QWidget*>(m_target.secret)})
        part->setVisible(both);
    emit changed();
}

void ChapFields::name(const Side& side, const QString& user, const QString& secret)
{
    side.userLabel->setText(user);
    side.secretLabel->setText(secret);
}

void ChapFields::retranslate()
{
    m_own.box->setText(tr("A&uthenticate with CHAP"));
    name(m_own, tr("User na&me:"), tr("CHAP &secret:"));
    m_own.user->setAccessibleName(tr("CHAP user name"));
    m_own.secret->setAccessibleName(tr("CHAP secret"));
    m_target.box->setText(tr("The target proves who it is as &well (mutual CHAP)"));
    name(m_target, tr("User name of the &target:"), tr("CHAP secret &of the target:"));
    m_target.user->setAccessibleName(tr("CHAP user name of the target"));
    m_target.secret->setAccessibleName(tr("CHAP secret of the target"));
}

} // namespace mooring
