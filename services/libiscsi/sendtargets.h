// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "foundtargets.h"
#include "wiredialogue.h"

namespace mooring::iscsi {

struct SendTargetsLimits
{
    qsizetype answer = qsizetype(64) * 1024 * 1024; // bytes
    qsizetype targets = 100000;
};

// A whole discovery (RFC 7143, 4.3 and Appendix C): login, SendTargets=All, logout. Done also when only the
// logout went wrong.
class SendTargets final : public WireDialogue
{
public:
    explicit SendTargets(LoginOptions options, SendTargetsLimits limits = {});

    const QList<FoundTarget>& targets() const { return m_targets; }

private:
    void loggedIn() override;
    void take(const Pdu& pdu) override;
    void dropped() override { m_answer.clear(); }
    void takeText(const Pdu& pdu);
    void takeLogout(const HeaderView& header);
    void takeAnswer();
    void ask(quint32 transferTag, QByteArrayView text);
    void logOut();

    SendTargetsLimits m_limits;
    QByteArray m_answer;
    int m_emptyAnswers = 0;
    QList<FoundTarget> m_targets;
};

} // namespace mooring::iscsi
