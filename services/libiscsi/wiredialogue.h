// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogue.h"

namespace mooring::iscsi {

// What every dialogue has that is a session of our own: the login, then what it is for, then the logout. Cuts
// what comes into PDUs and answers pings, messages and rejects.
class WireDialogue : public Dialogue
{
public:
    QByteArray output() final { return std::exchange(m_output, {}); }
    void input(QByteArrayView bytes) final;
    void closed() final { fail(errorOf(ErrorCode::ConnectionLost)); }
    bool hasAnswer() const final { return m_phase == Phase::LogOut; }
    State state() const final { return m_state; }
    const Error& error() const final { return m_error; }
    const Redirection& redirection() const final { return m_login.redirection(); }

protected:
    enum class Phase
    {
        LogIn,
        Ask,
        LogOut
    };
    explicit WireDialogue(LoginOptions options);

    virtual void loggedIn() = 0; // the phase is Ask
    virtual void take(const Pdu& pdu) = 0; // what is none of those above
    virtual void dropped() { } // it has failed: nothing more is answered

    void takePing(const HeaderView& header, quint32 cmdSn);
    void takeStrange(const HeaderView& header); // a PDU that nobody expects
    void fail(Error error);
    void malformed(const QString& why);

    QString m_subject;
    WireLogin m_login;
    Phase m_phase = Phase::LogIn;
    State m_state = State::Running;
    QByteArray m_output;
    quint32 m_expStatSn = 0;
    int m_asides = 0; // pings and messages since the last answer
    Error m_error; // of a failure

private:
    bool isForeign() const;
    void takeAny(const Pdu& pdu);
    void takeLogin(const Pdu& pdu);
    void takeAsync(const HeaderView& header);
    void takeReject(const HeaderView& header);
    PduStream m_stream;
};

} // namespace mooring::iscsi
