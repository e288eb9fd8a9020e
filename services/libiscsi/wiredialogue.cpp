// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiredialogue.h"

#include "wirerequests.h"

namespace mooring::iscsi {

namespace {
constexpr int kMostAsides = 4096; // pings and messages
} // namespace

WireDialogue::WireDialogue(LoginOptions options)
    : m_subject(options.subject)
    , m_login(std::move(options))
    , m_stream(WireLogin::kMostData)
{
    m_login.begin();
    m_output = m_login.output();
    if (m_login.state() == WireLogin::State::Failed)
        fail(m_login.error());
}

void WireDialogue::input(QByteArrayView bytes)
{
    if (m_state != State::Running)
        return;
    m_stream.append(bytes);
    while (m_state == State::Running) {
        if (isForeign())
            return malformed(QStringLiteral("no Login Response"));
        if (m_stream.isTooLong())
            return malformed(QStringLiteral("a PDU longer than agreed"));
        const std::optional<Pdu> pdu = m_stream.next();
        if (!pdu)
            return;
        takeAny(*pdu);
    }
}

// Another protocol shows itself by its first byte: what comes first is a Login Response or a Reject.
bool WireDialogue::isForeign() const
{
    const HeaderView header = m_stream.waiting();
    return !m_login.isIscsi() && header.size() > 0
        && header.u8(0) != static_cast<quint8>(Opcode::LoginResponse)
        && header.u8(0) != static_cast<quint8>(Opcode::Reject);
}

void WireDialogue::takeAny(const Pdu& pdu)
{
    const HeaderView header = pdu.header();
    if (header.opcode() == Opcode::Reject)
        return takeReject(header);
    if (m_phase == Phase::LogIn)
        return takeLogin(pdu);
    if (header.opcode() == Opcode::AsyncMessage)
        takeAsync(header);
    else
        take(pdu);
}

void WireDialogue::takeLogin(const Pdu& pdu)
{
    if (pdu.header().opcode() != Opcode::LoginResponse)
        return malformed(QStringLiteral("no Login Response"));
    m_login.take(pdu);
    m_output += m_login.output();
    switch (m_login.state()) {
    case WireLogin::State::Running:
        return;
    case WireLogin::State::Failed:
        return fail(m_login.error());
    case WireLogin::State::Redirected:
        m_state = State::Redirected;
        return;
    case WireLogin::State::LoggedIn:
        m_phase = Phase::Ask;
        m_expStatSn = m_login.expStatSn();
        loggedIn();
    }
}

// Its StatSN is not used up (RFC 7143, 11.19).
void WireDialogue::takePing(const HeaderView& header, quint32 cmdSn)
{
    if (++m_asides > kMostAsides)
        return malformed(QStringLiteral("pings without end"));
    if (header.initiatorTaskTag() != kNoTag)
        return malformed(QStringLiteral("a NOP-In to no request"));
    m_output += pingAnswer(header, {cmdSn, m_expStatSn});
}

void WireDialogue::takeAsync(const HeaderView& header)
{
    if (++m_asides > kMostAsides)
        return malformed(QStringLiteral("messages without end"));
    m_expStatSn = header.statSn() + 1;
    const auto event = static_cast<AsyncEvent>(header.u8(36));
    if (event == AsyncEvent::DropsConnection || event == AsyncEvent::DropsConnections)
        return closed();
    if (event == AsyncEvent::RequestsLogout)
        fail(errorOf(ErrorCode::LogoutRequested));
}

// RFC 7143, 11.17
void WireDialogue::takeReject(const HeaderView& header)
{
    const bool isReject = (header.flags() & kFinalBit) != 0 && header.initiatorTaskTag() == kNoTag;
    if (!isReject)
        return malformed(QStringLiteral("no Login Response"));
    fail(rejectError(header));
}

void WireDialogue::takeStrange(const HeaderView& header)
{
    malformed(QStringLiteral("a PDU of opcode 0x%1").arg(quint8(header.opcode()), 2, 16, QLatin1Char('0')));
}

// What goes wrong at the logout takes nothing back: all was read, and the connection is closed next.
void WireDialogue::fail(Error error)
{
    if (m_state != State::Running)
        return;
    m_state = m_phase == Phase::LogOut ? State::Done : State::Failed;
    if (m_state == State::Failed) {
        m_error = std::move(error);
        m_error.subject = m_subject;
        m_output.clear();
    }
    dropped();
}

void WireDialogue::malformed(const QString& why)
{
    Error error = errorOf(m_login.isIscsi() ? ErrorCode::AnswerMalformed : ErrorCode::NotIscsi);
    error.text = why;
    fail(error);
}

} // namespace mooring::iscsi
