// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetconnection.h"

#include <optional>

namespace mooring::lab {

namespace {

// Of the requests that are answered; Data-Out is for no command that is served.
std::optional<Stage> stageOf(const Pdu& request)
{
    switch (request.opcode()) {
    case Opcode::Login:
        return Stage::Login;
    case Opcode::Text:
        return Stage::Text;
    case Opcode::Logout:
        return Stage::Logout;
    case Opcode::Command:
        return Stage::Command;
    case Opcode::NopOut:
        return Stage::Ping;
    case Opcode::TaskManagement:
        return Stage::TaskManagement;
    default:
        return {};
    }
}

// SNs of commands are counted by those that wait their turn. RFC 7143, 4.2.2.1
constexpr quint32 window = 128;

} // namespace

TargetConnection::TargetConnection(TargetState& state, int descriptor)
    : m_state(state)
    , m_channel(std::make_shared<PduChannel>(state.reactor, descriptor))
{
}

void TargetConnection::begin()
{
    m_channel->begin(
        [weak = weak_from_this()](const Pdu& pdu) {
            if (const auto connection = weak.lock())
                connection->take(pdu);
        },
        [weak = weak_from_this()](bool reset) {
            if (const auto connection = weak.lock())
                connection->ended(reset);
        });
}

void TargetConnection::misbehaveAtOnce(const Misdeed& misdeed)
{
    if (misdeed.kind != Misdeed::Silence) // that one does not even notice the end
        begin();
    misbehave(misdeed, Opcode::Login);
}

void TargetConnection::ended(bool reset)
{
    if (m_record)
        m_state.sessionEnded(*m_record,
                             reset ? SessionRecord::ResetByInitiator : SessionRecord::ClosedByInitiator);
    m_state.forget(this);
}

void TargetConnection::drop(bool reset)
{
    const auto keep = shared_from_this();
    m_channel->close(reset);
    if (m_record)
        m_state.sessionEnded(*m_record, SessionRecord::ClosedByTarget);
    m_state.forget(this);
}

void TargetConnection::dropWhenSent()
{
    if (m_record)
        m_state.sessionEnded(*m_record, SessionRecord::ClosedByTarget);
    m_channel->closeWhenSent();
}

void TargetConnection::take(const Pdu& request)
{
    const std::optional<Stage> stage = stageOf(request);
    if (!stage)
        return;
    if (*stage == Stage::Login && !m_record)
        identify(request);
    if (!m_isLoggedIn && *stage != Stage::Login) { // RFC 7143, 7.8: nothing else before that
        drop();
        return;
    }
    if (!request.isImmediate())
        m_expectedCmdSn = request.get<quint32>(24) + 1;
    count(*stage, request);
    const Misdeed* misdeed = dueMisdeed(*stage, request);
    const bool stillAnswers = !misdeed || misdeed->kind == Misdeed::AnswerAndClose
        || misdeed->kind == Misdeed::HalfAndClose || misdeed->kind == Misdeed::WrongTag;
    if (!stillAnswers)
        misbehave(*misdeed, request.opcode());
    else
        reply(*stage, answerTo(*stage, request), misdeed);
}

// By the first Login PDU, which names both ends: RFC 7143, 6.3.
void TargetConnection::identify(const Pdu& request)
{
    const QList<TextKey> keys = parsedText(request.data);
    SessionRecord record;
    record.initiator = valueOf(keys, "InitiatorName");
    record.alias = valueOf(keys, "InitiatorAlias");
    if (valueOf(keys, "SessionType") != "Discovery")
        record.target = valueOf(keys, "TargetName");
    record.isid = request.header.mid(8, 6);
    record.connection = request.get<quint16>(20);
    m_record = m_state.beginSession(record);
    m_script = m_state.scriptOf(*m_record);
    m_channel->setDribbles(m_script.dribbles);
    m_expectedCmdSn = request.get<quint32>(24);
    const TargetSpec* target = m_state.target(record.target);
    m_login.emplace(m_script.login, target ? target->portalGroup : quint16(0));
}

void TargetConnection::count(Stage stage, const Pdu& request)
{
    Counts& all = m_state.counts;
    SessionRecord& own = *m_record;
    switch (stage) {
    case Stage::Login:
        ++all.loginRequests, ++own.loginRequests;
        break;
    case Stage::Text:
        ++all.textRequests, ++own.textRequests;
        break;
    case Stage::Logout:
        ++all.logouts, ++own.logouts;
        break;
    case Stage::Command: {
        const auto code = request.get<quint8>(32);
        ++all.commands, ++all.commandsByCode[code], ++own.commands[code];
        break;
    }
    case Stage::Ping:
        if (request.tag() == noTag)
            ++own.pingsAnswered;
        else
            ++all.pings, ++own.pings;
        break;
    case Stage::TaskManagement:
        break;
    }
}

const Misdeed* TargetConnection::dueMisdeed(Stage stage, const Pdu& request)
{
    if (stage == Stage::Ping && request.tag() == noTag)
        return nullptr;
    const int nth = ++m_seen[stage];
    if (stage == Stage::Command) {
        const auto code = request.get<quint8>(32);
        const int nthOfCode = ++m_seenCommands[code];
        const auto found = m_script.commandMisdeeds.constFind(code);
        if (found != m_script.commandMisdeeds.cend() && isDue(*found, nthOfCode))
            return &*found;
    }
    const auto found = m_script.misdeeds.constFind(stage);
    return found != m_script.misdeeds.cend() && isDue(*found, nth) ? &*found : nullptr;
}

void TargetConnection::misbehave(const Misdeed& misdeed, Opcode inPlaceOf)
{
    constexpr quint8 answerBit = 0x20;
    switch (misdeed.kind) {
    case Misdeed::Close:
        drop();
        break;
    case Misdeed::Reset:
        drop(true);
        break;
    case Misdeed::Bytes:
        m_channel->send(misdeed.bytes);
        break;
    case Misdeed::BytesAndClose:
        m_channel->send(misdeed.bytes);
        dropWhenSent();
        break;
    case Misdeed::Endless:
        m_channel->sendEndlessly(Pdu(Opcode(quint8(inPlaceOf) | answerBit)).put(4, quint32(0xffffff)).header);
        break;
    case Misdeed::Silence:
    case Misdeed::AnswerAndClose:
    case Misdeed::HalfAndClose:
    case Misdeed::WrongTag:
        break;
    }
}

void TargetConnection::reply(Stage stage, const Answer& answer, const Misdeed* misdeed)
{
    const auto kind = misdeed ? std::optional(misdeed->kind) : std::nullopt;
    const int delay = m_script.delays.value(stage);
    if (delay <= 0) {
        deliver(answer, kind);
        return;
    }
    m_state.reactor.after(std::chrono::milliseconds(delay), [weak = weak_from_this(), answer, kind] {
        if (const auto connection = weak.lock())
            connection->deliver(answer, kind);
    });
}

void TargetConnection::deliver(const Answer& answer, std::optional<Misdeed::Kind> kind)
{
    const auto keep = shared_from_this();
    QByteArray bytes;
    for (Pdu pdu : answer.pdus) {
        if (kind == Misdeed::WrongTag)
            pdu.put(16, pdu.tag() + 1000);
        bytes += finished(pdu);
    }
    m_channel->send(kind == Misdeed::HalfAndClose ? bytes.left(bytes.size() / 2) : bytes);
    if (answer.then)
        answer.then();
    if (kind == Misdeed::HalfAndClose || kind == Misdeed::AnswerAndClose)
        dropWhenSent();
}

// Sequence numbers are given when it is sent: answers may wait and overtake. RFC 7143, 4.2.2.2
QByteArray TargetConnection::finished(Pdu pdu)
{
    constexpr quint8 statusBit = 0x01;
    const bool isOwnPing = pdu.opcode() == Opcode::NopIn && pdu.tag() == noTag;
    const bool hasStatus = pdu.opcode() != Opcode::DataIn || (pdu.flags() & statusBit);
    if (hasStatus)
        pdu.put(24, isOwnPing ? m_statSn : m_statSn++);
    pdu.put(28, m_expectedCmdSn).put(32, m_expectedCmdSn + window - 1);
    return encoded(pdu, m_channel->headerDigest());
}

} // namespace mooring::lab
