// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "logindialogue.h"
#include "pduchannel.h"
#include "targetstate.h"

namespace mooring::lab {

// One connection to a scripted target; of its thread.
class TargetConnection : public std::enable_shared_from_this<TargetConnection>
{
public:
    TargetConnection(TargetState& state, int descriptor);

    void begin(); // once it is shared
    void misbehaveAtOnce(const Misdeed& misdeed); // in place of begin()
    std::shared_ptr<SessionRecord> record() const { return m_record; } // none before the first Login PDU
    void setScript(const Script& script) { m_script = script; }
    void sendAsync(const AsyncMessage& message);
    void ping();
    void drop(bool reset = false);
    void dropWhenSent();

private:
    // What is sent for one request, and what happens then.
    struct Answer
    {
        QList<Pdu> pdus;
        std::function<void()> then;
    };
    void take(const Pdu& request);
    void ended(bool reset);
    void identify(const Pdu& request);
    void count(Stage stage, const Pdu& request);
    const Misdeed* dueMisdeed(Stage stage, const Pdu& request);
    void misbehave(const Misdeed& misdeed, Opcode inPlaceOf);
    void reply(Stage stage, const Answer& answer, const Misdeed* misdeed);
    void deliver(const Answer& answer, std::optional<Misdeed::Kind> kind);
    QByteArray finished(Pdu pdu);

    Answer answerTo(Stage stage, const Pdu& request);
    Answer login(const Pdu& request);
    Pdu loginPdu(const Pdu& request, const LoginAnswer& answer) const;
    LoginAnswer unidentified(const Pdu& request) const;
    void enterFullFeature();
    Answer text(const Pdu& request);
    QList<TextKey> offeredTargets(const QByteArray& which) const;
    QByteArray nextPiece();
    Answer logout(const Pdu& request);
    Answer command(const Pdu& request);
    ScsiAnswer scsiAnswer(const Pdu& request) const;
    QList<Pdu> dataIn(const Pdu& request, const ScsiAnswer& answer) const;
    Answer taskManagement(const Pdu& request) const;
    Answer nop(const Pdu& request) const;
    Answer reject(const Pdu& request) const;
    void pingRegularly();

    TargetState& m_state;
    std::shared_ptr<PduChannel> m_channel;
    std::shared_ptr<SessionRecord> m_record;
    Script m_script;
    std::optional<LoginDialogue> m_login;
    QByteArray m_loginText, m_text; // begun by the initiator, left to tell
    bool m_isLoggedIn = false;
    quint32 m_statSn = 1, m_expectedCmdSn = 1, m_lastTargetTag = 0, m_textTag = noTag;
    QMap<Stage, int> m_seen;
    QMap<quint8, int> m_seenCommands;
};

} // namespace mooring::lab
