// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "scsicommands.h"
#include "wiredialogue.h"

#include <deque>
#include <map>

namespace mooring::iscsi {

// A whole session with one target that only reads: login, SCSI commands, logout. Beside Session, which holds
// sessions by libiscsi: here all that can be said at once goes out in one write, and a login takes one round
// trip where the target lets it. Done also when only the logout went wrong.
class WireSession final : public WireDialogue, public ScsiCommands
{
public:
    using LoggedIn = std::function<void()>; // asks its commands, and calls logOut() in the end
    WireSession(LoginOptions options, LoggedIn loggedIn);
    WireSession(const WireSession&) = delete;
    WireSession& operator=(const WireSession&) = delete;
    ~WireSession() override = default;

    void command(quint16 lun, const QByteArray& cdb, quint32 length, Answered answered) override;
    bool isOpen() const override { return m_state == State::Running && m_phase == Phase::Ask; }
    Error whyClosed() const override;
    void logOut();
    bool wasLoggedIn() const { return m_phase != Phase::LogIn; }

private:
    struct Task
    {
        quint16 lun = 0;
        QByteArray cdb, data;
        quint32 length = 0;
        Answered answered;
    };
    void loggedIn() override;
    void take(const Pdu& pdu) override;
    void dropped() override;
    void takeNumbers(const HeaderView& header);
    void takeData(const Pdu& pdu);
    void takeResponse(const Pdu& pdu);
    void sendWaiting();
    void sendTask(const Task& task, quint32 tag);
    void finish(quint32 tag, Result<QByteArray> result);

    LoggedIn m_loggedIn;
    quint32 m_cmdSn = WireLogin::kCmdSn, m_maxCmdSn = 0;
    quint32 m_lastTag = WireLogin::kTaskTag;
    std::map<quint32, Task> m_tasks; // sent, by their tags
    std::deque<Task> m_waiting;
};

} // namespace mooring::iscsi
