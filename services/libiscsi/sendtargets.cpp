// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendtargets.h"

#include "wirerequests.h"

namespace mooring::iscsi {

namespace {

constexpr quint32 kTextTag = 2, kLogoutTag = 3; // initiator task tags, ours to choose
constexpr int kMostEmptyAnswers = 64; // one after the other
constexpr char kAll[] = "SendTargets=All"; // RFC 7143, Appendix C; sent with its NUL

} // namespace

SendTargets::SendTargets(LoginOptions options, SendTargetsLimits limits)
    : WireDialogue(std::move(options))
    , m_limits(limits)
{
}

void SendTargets::take(const Pdu& pdu)
{
    const HeaderView header = pdu.header();
    switch (header.opcode()) {
    case Opcode::TextResponse:
        return takeText(pdu);
    case Opcode::LogoutResponse:
        return takeLogout(header);
    case Opcode::NopIn:
        return takePing(header, WireLogin::kCmdSn);
    default:
        takeStrange(header);
    }
}

void SendTargets::loggedIn() { ask(kNoTag, QByteArrayView(kAll, sizeof kAll)); }

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

} // namespace mooring::iscsi
