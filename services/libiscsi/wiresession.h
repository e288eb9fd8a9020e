// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogue.h"
#include "scsicommands.h"

#include <deque>
#include <map>

namespace mooring::iscsi {

// A whole session with one target that only reads: login, SCSI commands, logout. Beside Session, which holds
// sessions by libiscsi: here all that can be said at once goes out in one write, and a login takes one round
// trip where the target lets it. Done also when only the logout went wrong.
class WireSession final : public Dialogue, public ScsiCommands
{
public:
    using LoggedIn = std::function<void()>; // asks its commands, and calls logOut() in the end
    WireSession(LoginOptions options, LoggedIn loggedIn);
    WireSession(const WireSession&) = delete;
    WireSession& operator=(const WireSession&) = delete;
    ~WireSession() override = default;

    QByteArray output() override { return std::exchange(m_output, {}); }
    void input(QByteArrayView bytes) override;
    void closed() override;
    bool hasAnswer() const override { return m_phase == Phase::LogOut; }
    State state() const override { return m_state; }
    const Error& error() const override { return m_error; }
    const Redirection& redirection() const override { return m_login.redirection(); }

    void command(quint16 lun, const QByteArray& cdb, quint32 length, Answered answered) override;
    bool isOpen() const override { return m_state == State::Running && m_phase == Phase::Ask; }
    Error whyClosed() const override { return m_error; }
    void logOut();
    bool wasLoggedIn() const { return m_phase != Phase::LogIn; }

private:
    enum class Phase
    {
        LogIn,
        Ask,
        LogOut
    };
    struct Task
    {
        quint16 lun = 0;
        QByteArray cdb, data;
        quint32 length = 0;
        Answered answered;
    };
    bool isForeign() const;
    void take(const Pdu& pdu);
    void takeLogin(const Pdu& pdu);
    void takeNumbers(const HeaderView& header);
    void takeData(const Pdu& pdu);
    void takeResponse(const Pdu& pdu);
    void takeAsync(const HeaderView& header);
    void sendWaiting();
    void sendTask(const Task& task, quint32 tag);
    void finish(quint32 tag, Result<QByteArray> result);
    void fail(Error error);
    void malformed(const QString& why);

    QString m_subject;
    WireLogin m_login;
    PduStream m_stream;
    LoggedIn m_loggedIn;
    Phase m_phase = Phase::LogIn;
    State m_state = State::Running;
    QByteArray m_output;
    quint32 m_cmdSn = WireLogin::kCmdSn, m_maxCmdSn = 0, m_expStatSn = 0;
    quint32 m_lastTag = WireLogin::kTaskTag;
    std::map<quint32, Task> m_tasks; // sent, by their tags
    std::deque<Task> m_waiting;
    int m_asides = 0; // pings and messages since the last answer
    Error m_error = errorOf(ErrorCode::ConnectionLost);
};

} // namespace mooring::iscsi
