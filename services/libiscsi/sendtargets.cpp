// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendtargets.h"

#include "wirerequests.h"

namespace mooring::iscsi {

namespace {

constexpr quint32 kTextTag = 2, kLogoutTag = 3; // initiator task tags, ours to choose
constexpr int kMostEmptyAnswers = 64; // one after the other
constexpr int kMostAsides = 4096; // pings and messages
constexpr char kAll[] = "SendTargets=All"; // RFC 7143, Appendix C; sent with its NUL

} // namespace

SendTargets::SendTargets(LoginOptions options, SendTargetsLimits limits)
    : m_subject(options.subject)
    , m_limits(limits)
    , m_login(std::move(options))
    , m_stream(WireLogin::kMostData)
{
    m_login.begin();
    m_output = m_login.output();
    if (m_login.state() == WireLogin::State::Failed)
        fail(m_login.error());
}

void SendTargets::input(QByteArrayView bytes)
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
        take(*pdu);
    }
}

// Another protocol shows itself by its first byte: what comes first is a Login Response or a Reject.
bool SendTargets::isForeign() const
{
    const HeaderView header = m_stream.waiting();
    return !m_login.isIscsi() && header.size() > 0
        && header.u8(0) != static_cast<quint8>(Opcode::LoginResponse)
        && header.u8(0) != static_cast<quint8>(Opcode::Reject);
}

void SendTargets::closed()
{
    if (m_state != State::Running)
        return;
    fail(errorOf(ErrorCode::ConnectionLost));
}

void SendTargets::take(const Pdu& pdu)
{
    const HeaderView header = pdu.header();
    if (header.opcode() == Opcode::Reject)
        return takeReject(header);
    if (m_phase == Phase::LogIn)
        return takeLogin(pdu);
    switch (header.opcode()) {
    case Opcode::TextResponse:
        return takeText(pdu);
    case Opcode::LogoutResponse:
        return takeLogout(header);
    case Opcode::NopIn:
        return takePing(header);
    case Opcode::AsyncMessage:
        return takeAsync(header);
    default:
        malformed(
            QStringLiteral("a PDU of opcode 0x%1").arg(quint8(header.opcode()), 2, 16, QLatin1Char('0')));
    }
}

void SendTargets::takeLogin(const Pdu& pdu)
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
        m_redirection = m_login.redirection();
        m_state = State::Redirected;
        return;
    case WireLogin::State::LoggedIn:
        m_phase = Phase::Ask;
        m_expStatSn = m_login.expStatSn();
        ask(kNoTag, QByteArrayView(kAll, sizeof kAll));
    }
}

// RFC 7143, 11.10. Immediate, so that the target's command window does not matter.
void SendTargets::ask(quint32 transferTag, QByteArrayView text)
{
    m_output += PduWriter(Opcode::TextRequest, kFinalBit)
                    .u32(16, kTextTag)
                    .u32(20, transferTag)
                    .u32(24, WireLogin::kCmdSn)
                    .u32(28, m_expStatSn)
                    .with(text);
}

// RFC 7143, 11.11. An answer in parts, which may cut a key anywhere, goes on at an empty request.
void SendTargets::takeText(const Pdu& pdu)
{
    const HeaderView header = pdu.header();
    const bool isFinal = (header.flags() & kFinalBit) != 0;
    const bool isContinued = (header.flags() & kContinueBit) != 0;
    const bool hasTag = header.targetTransferTag() != kNoTag;
    if (m_phase != Phase::Ask || header.initiatorTaskTag() != kTextTag)
        return malformed(QStringLiteral("a Text Response to no request"));
    if (isFinal == hasTag || (isFinal && isContinued))
        return malformed(QStringLiteral("a Text Response that ends and goes on"));
    m_expStatSn = header.statSn() + 1;
    const QByteArrayView data = pdu.data();
    m_emptyAnswers = data.isEmpty() ? m_emptyAnswers + 1 : 0;
    if (m_emptyAnswers > kMostEmptyAnswers || m_answer.size() + data.size() > m_limits.answer)
        return malformed(QStringLiteral("an answer without end"));
    m_answer.append(data.data(), data.size());
    if (isFinal)
        return takeAnswer();
    ask(header.targetTransferTag(), {});
}

void SendTargets::takeAnswer()
{
    Result<QList<FoundTarget>> found = parseFoundTargets(std::exchange(m_answer, {}), m_limits.targets);
    if (!found)
        return fail(found.error());
    m_targets = *std::move(found);
    logOut();
}

void SendTargets::logOut()
{
    m_phase = Phase::LogOut;
    m_output += logoutRequest(kLogoutTag, {WireLogin::kCmdSn, m_expStatSn});
}

void SendTargets::takeLogout(const HeaderView& header)
{
    if (m_phase != Phase::LogOut || header.initiatorTaskTag() != kLogoutTag)
        return malformed(QStringLiteral("a Logout Response to no request"));
    m_state = State::Done;
}

// Its StatSN is not used up (RFC 7143, 11.19).
void SendTargets::takePing(const HeaderView& header)
{
    if (++m_asides > kMostAsides)
        return malformed(QStringLiteral("pings without end"));
    if (header.initiatorTaskTag() != kNoTag)
        return malformed(QStringLiteral("a NOP-In to no request"));
    m_output += pingAnswer(header, {WireLogin::kCmdSn, m_expStatSn});
}

void SendTargets::takeAsync(const HeaderView& header)
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
void SendTargets::takeReject(const HeaderView& header)
{
    const bool isReject = (header.flags() & kFinalBit) != 0 && header.initiatorTaskTag() == kNoTag;
    if (!isReject)
        return malformed(QStringLiteral("no Login Response"));
    fail(rejectError(header));
}

// What goes wrong at the logout takes nothing back: the targets are known, and the connection is closed next.
void SendTargets::fail(Error error)
{
    if (m_phase == Phase::LogOut) {
        m_state = State::Done;
        return;
    }
    m_error = std::move(error);
    m_error.subject = m_subject;
    m_state = State::Failed;
    m_output.clear();
    m_answer.clear();
}

void SendTargets::malformed(const QString& why)
{
    Error error = errorOf(m_login.isIscsi() ? ErrorCode::AnswerMalformed : ErrorCode::NotIscsi);
    error.text = why;
    fail(error);
}

} // namespace mooring::iscsi
