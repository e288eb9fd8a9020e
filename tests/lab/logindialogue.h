// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script.h"

namespace mooring::lab {

struct LoginAnswer
{
    quint8 statusClass = 0, statusDetail = 0;
    QList<TextKey> keys;
    bool transits = false; // to the stage that was asked for
};

// The target's part in one login: RFC 7143, 6 (the two stages) and 12 (CHAP), 13 (the keys).
class LoginDialogue
{
public:
    LoginDialogue(LoginRules rules, quint16 portalGroup);

    LoginAnswer answer(int stage, bool wantsTransit, const QList<TextKey>& keys);

    bool usesHeaderDigest() const { return m_headerDigest; }
    qint64 initiatorTakes() const { return m_initiatorTakes; } // bytes of data in one PDU
    qint64 burst() const { return m_burst; }

private:
    LoginAnswer security(bool wantsTransit, const QList<TextKey>& keys);
    LoginAnswer operational(bool wantsTransit, const QList<TextKey>& keys);
    LoginAnswer checkProof(bool wantsTransit, const QList<TextKey>& keys);
    QList<TextKey> ownProof(const QList<TextKey>& keys) const;
    QByteArray agreed(const TextKey& offer); // empty: needs no answer
    void override(QList<TextKey>& keys) const;
    LoginRules m_rules;
    quint16 m_portalGroup;
    bool m_isProven = false, m_hasToldGroup = false, m_headerDigest = false;
    QByteArray m_challenge;
    quint8 m_identifier = 0;
    qint64 m_initiatorTakes = 8192; // RFC 7143, 13.12
    qint64 m_burst = 262144;
};

} // namespace mooring::lab
