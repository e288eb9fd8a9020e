// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogue.h"
#include "foundtargets.h"

namespace mooring::iscsi {

struct SendTargetsLimits
{
    qsizetype answer = qsizetype(64) * 1024 * 1024; // bytes
    qsizetype targets = 100000;
};

// A whole discovery (RFC 7143, 4.3 and Appendix C): login, SendTargets=All, logout. Done also when only the
// logout went wrong.
class SendTargets final : public Dialogue
{
public:
    explicit SendTargets(LoginOptions options, SendTargetsLimits limits = {});

    QByteArray output() override { return std::exchange(m_output, {}); }
    void input(QByteArrayView bytes) override;
    void closed() override;
    bool hasAnswer() const override { return m_phase == Phase::LogOut; }

    State state() const override { return m_state; }
    const QList<FoundTarget>& targets() const { return m_targets; }
    const Error& error() const override { return m_error; }
    const Redirection& redirection() const override { return m_redirection; }

private:
    enum class Phase
    {
        LogIn,
        Ask,
        LogOut
    };
    bool isForeign() const;
    void take(const Pdu& pdu);
    void takeLogin(const Pdu& pdu);
    void takeText(const Pdu& pdu);
    void takePing(const HeaderView& header);
    void takeAsync(const HeaderView& header);
    void takeReject(const HeaderView& header);
    void takeLogout(const HeaderView& header);
    void takeAnswer();
    void ask(quint32 transferTag, QByteArrayView text);
    void logOut();
    void fail(Error error);
    void malformed(const QString& why);

    QString m_subject;
    SendTargetsLimits m_limits;
    WireLogin m_login;
    PduStream m_stream;
    Phase m_phase = Phase::LogIn;
    State m_state = State::Running;
    QByteArray m_output, m_answer;
    quint32 m_expStatSn = 0;
    int m_emptyAnswers = 0, m_asides = 0;
    QList<FoundTarget> m_targets;
    Error m_error;
    Redirection m_redirection;
};

} // namespace mooring::iscsi
