// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/iscsirequests.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QSpinBox;

namespace mooring {

class ChapFields;

// How sessions are to be opened: how many, with what secrets, remembered or not, checked by a digest or not,
// and whether again when the service starts.
class LoginOptions final : public QWidget
{
    Q_OBJECT
public:
    explicit LoginOptions(QWidget* parent = nullptr);

    LoginRequest request() const; // without target and portal
    void setAccess(const std::optional<ChapAccess>& chap, const std::optional<ChapAccess>& mutualChap);
    void keyringAnswered(); // before that it is not known to remember anything
    void keyringFailed();
    void offer(const ChapSecrets& remembered);
    bool isComplete() const;
    void askForSecretsAgain();
    void wipe();
    void retranslate();

signals:
    void changed();

private:
    enum class Keyring
    {
        Unknown,
        Answers,
        Fails
    };
    void adapt();
    void nameKeyring();

    QLabel* m_sessionsLabel;
    QSpinBox* m_sessions;
    ChapFields* m_chap;
    QCheckBox* m_rememberSecret;
    QCheckBox* m_digest;
    QCheckBox* m_automatic;
    QCheckBox* m_remember; // the targets
    Keyring m_keyring = Keyring::Unknown;
};

} // namespace mooring
