// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetconnection.h"

// The answers of a scripted target, by kind of request.

namespace mooring::lab {

namespace {

constexpr quint8 finalBit = 0x80, continueBit = 0x40; // RFC 7143, 11.10
constexpr quint8 transitBit = 0x80; // RFC 7143, 11.12
constexpr int fullFeatureStage = 3;

const LunSpec* find(const QList<LunSpec>& luns, std::optional<quint16> number)
{
    if (!number)
        return nullptr;
    // one of thousands that are numbered from 0 or from 1
    for (const qsizetype index : {qsizetype(*number), qsizetype(*number) - 1})
        if (index >= 0 && index < luns.size() && luns[index].number == number)
            return &luns[index];
    for (const LunSpec& lun : luns)
        if (lun.number == number)
            return &lun;
    return nullptr;
}

// As much as fits of whole pairs; at least one.
qsizetype endOfPairs(const QByteArray& text, qsizetype most)
{
    const auto end = text.lastIndexOf('\0', most - 1);
    return (end >= 0 ? end : text.indexOf('\0')) + 1;
}

} // namespace

TargetConnection::Answer TargetConnection::answerTo(Stage stage, const Pdu& request)
{
    switch (stage) {
    case Stage::Login:
        return login(request);
    case Stage::Text:
        return text(request);
    case Stage::Logout:
        return logout(request);
    case Stage::Command:
        return command(request);
    case Stage::Ping:
        return nop(request);
    case Stage::TaskManagement:
        return taskManagement(request);
    }
    return {};
}

TargetConnection::Answer TargetConnection::login(const Pdu& request)
{
    if (m_isLoggedIn)
        return reject(request);
    m_loginText += request.data;
    if (request.flags() & continueBit) // RFC 7143, 6.2: more of it comes
        return {.pdus = {loginPdu(request, {})}};
    const QList<TextKey> keys = parsedText(std::exchange(m_loginText, {}));
    const int stage = (request.flags() >> 2) & 3, next = request.flags() & 3;
    LoginAnswer answer = unidentified(request);
    if (answer.statusClass == 0)
        answer = m_login->answer(stage, request.flags() & transitBit, keys);
    m_record->chapUser = valueOf(keys, "CHAP_N").isEmpty() ? m_record->chapUser : valueOf(keys, "CHAP_N");
    Answer reply {.pdus = {loginPdu(request, answer)}};
    if (answer.statusClass != 0)
        reply.then = [this] { dropWhenSent(); };
    else if (answer.transits && next == fullFeatureStage)
        reply.then = [this] { enterFullFeature(); };
    return reply;
}

Pdu TargetConnection::loginPdu(const Pdu& request, const LoginAnswer& answer) const
{
    const auto stage = quint8(request.flags() & 0x0c), next = quint8(request.flags() & 0x03);
    const bool isLast = answer.transits && next == fullFeatureStage;
    Pdu pdu(Opcode::LoginResponse, answer.transits ? quint8(transitBit | stage | next) : stage);
    pdu.header.replace(8, 6, request.header.mid(8, 6)); // ISID
    pdu.put(14, isLast ? ++m_state.lastHandle : quint16(0)).put(16, request.tag());
    pdu.put(36, answer.statusClass).put(37, answer.statusDetail);
    pdu.data = textOf(answer.keys);
    return pdu;
}

// RFC 7143, 11.13.5
LoginAnswer TargetConnection::unidentified(const Pdu& request) const
{
    constexpr quint8 initiatorError = 2, notFound = 3, missingParameter = 7, noSession = 10;
    const bool isDiscovery = m_record->target.isEmpty();
    if (request.get<quint16>(14) != 0)
        return {initiatorError, noSession, {}, false};
    if (m_record->initiator.isEmpty())
        return {initiatorError, missingParameter, {}, false};
    if (!isDiscovery && !m_state.target(m_record->target))
        return {initiatorError, notFound, {}, false};
    return {};
}

void TargetConnection::enterFullFeature()
{
    m_isLoggedIn = true;
    m_record->hasHeaderDigest = m_login->usesHeaderDigest();
    m_channel->setHeaderDigest(m_record->hasHeaderDigest);
    m_state.sessionOpened(m_record);
    if (m_script.greeting)
        m_state.reactor.after(std::chrono::milliseconds(m_script.greetingDelay), [weak = weak_from_this()] {
            if (const auto connection = weak.lock())
                connection->sendAsync(*connection->m_script.greeting);
        });
    pingRegularly();
}

TargetConnection::Answer TargetConnection::text(const Pdu& request)
{
    if (request.targetTag() != noTag && request.targetTag() != m_textTag)
        return reject(request);
    if (request.targetTag() == noTag) {
        const QList<TextKey> keys = parsedText(request.data);
        QList<TextKey> answers;
        for (const TextKey& key : keys)
            answers += key.name == "SendTargets" ? offeredTargets(key.value)
                                                 : QList<TextKey> {{key.name, "NotUnderstood"}};
        m_text = m_script.text.bytes.value_or(textOf(answers));
    }
    const QByteArray before = m_text;
    Pdu pdu(Opcode::TextResponse);
    pdu.data = nextPiece();
    if (m_script.text.neverEnds && m_text.isEmpty())
        m_text = before;
    const bool isLast = m_text.isEmpty();
    const quint8 more = m_script.text.split == TextRules::ContinueBit ? continueBit : quint8(0);
    m_textTag = isLast ? noTag : ++m_lastTargetTag;
    pdu.put(1, isLast ? finalBit : more).put(16, request.tag()).put(20, m_textTag);
    return {.pdus = {pdu}};
}

QByteArray TargetConnection::nextPiece()
{
    qsizetype size = m_login->initiatorTakes();
    if (m_script.text.bytesAtOnce > 0)
        size = std::min<qsizetype>(size, m_script.text.bytesAtOnce);
    if (m_script.text.split == TextRules::FinalBit && size < m_text.size())
        size = endOfPairs(m_text, size);
    const QByteArray piece = m_text.left(size);
    m_text.remove(0, size);
    return piece;
}

// RFC 7143, appendix C
QList<TextKey> TargetConnection::offeredTargets(const QByteArray& which) const
{
    const QByteArray wanted = which.isEmpty() ? m_record->target : which;
    QList<TextKey> keys;
    for (const TargetSpec& target : m_state.targets) {
        if (wanted != "All" && wanted != target.name)
            continue;
        keys.append(TextKey {"TargetName", target.name});
        const QByteArray here = m_state.portal + ',' + QByteArray::number(target.portalGroup);
        for (const QByteArray& portal : target.portals.isEmpty() ? QList<QByteArray> {here} : target.portals)
            keys.append(TextKey {"TargetAddress", portal});
    }
    return keys;
}

TargetConnection::Answer TargetConnection::logout(const Pdu& request)
{
    const LogoutRules& rules = m_script.logout;
    Pdu pdu(Opcode::LogoutResponse);
    pdu.put(2, rules.response).put(16, request.tag()).put(40, rules.wait).put(42, rules.retain);
    Answer answer {.pdus = {pdu}};
    if (rules.response == 0)
        answer.then = [this] {
            m_state.sessionEnded(*m_record, SessionRecord::LoggedOut);
            m_channel->closeWhenSent();
        };
    return answer;
}

ScsiAnswer TargetConnection::scsiAnswer(const Pdu& request) const
{
    const QByteArray cdb = request.header.mid(32, 16);
    const TargetSpec* target = m_state.target(m_record->target);
    if (!target) // in a discovery session
        return checkCondition(5, 0x20, 0);
    const LunSpec* lun = find(target->luns, lunNumber(request.get<quint64>(8)));
    if (lun)
        if (const ScsiAnswer* own = scriptedAnswer(lun->answers, cdb))
            return *own;
    if (const ScsiAnswer* scripted = scriptedAnswer(m_script.answers, cdb))
        return *scripted;
    return answerOf(target->luns, lun, cdb);
}

TargetConnection::Answer TargetConnection::command(const Pdu& request)
{
    const ScsiAnswer answer = scsiAnswer(request);
    if (answer.status == 0 && !answer.data.isEmpty())
        return {.pdus = dataIn(request, answer)};
    constexpr quint8 underflow = 0x02; // RFC 7143, 11.4.1
    const auto expected = request.get<quint32>(20);
    Pdu pdu(Opcode::Response, expected > 0 ? quint8(finalBit | underflow) : finalBit);
    pdu.put(3, answer.status).put(16, request.tag()).put(44, expected);
    if (!answer.sense.isEmpty())
        pdu.data = QByteArray(1, '\0') + char(answer.sense.size()) + answer.sense;
    return {.pdus = {pdu}};
}

// RFC 7143, 11.7: the last one carries the status
QList<Pdu> TargetConnection::dataIn(const Pdu& request, const ScsiAnswer& answer) const
{
    constexpr quint8 statusBit = 0x01, underflow = 0x02, overflow = 0x04;
    const qint64 expected = request.get<quint32>(20), burst = m_login->burst();
    const QByteArray data = answer.ignoresLength ? answer.data : answer.data.left(expected);
    const qint64 excess = data.size() - expected;
    QList<Pdu> pdus;
    qint64 offset = 0;
    do {
        const qint64 size
            = std::min({m_login->initiatorTakes(), data.size() - offset, burst - offset % burst});
        const bool isLast = offset + size >= data.size();
        Pdu pdu(Opcode::DataIn, isLast || (offset + size) % burst == 0 ? finalBit : quint8(0));
        pdu.data = data.mid(offset, size);
        pdu.put(16, request.tag()).put(20, noTag).put(36, quint32(pdus.size())).put(40, quint32(offset));
        if (isLast)
            pdu.put(1,
                    quint8(finalBit | statusBit
                           | (excess < 0       ? underflow
                                  : excess > 0 ? overflow
                                               : 0)))
                .put(44, quint32(std::abs(excess)));
        pdus.append(pdu);
        offset += size;
    } while (offset < data.size());
    return pdus;
}

TargetConnection::Answer TargetConnection::taskManagement(const Pdu& request) const
{
    return {.pdus = {Pdu(Opcode::TaskManagementResponse).put(16, request.tag())}};
}

TargetConnection::Answer TargetConnection::nop(const Pdu& request) const
{
    if (request.tag() == noTag)
        return {}; // it answers ours
    Pdu pdu(Opcode::NopIn);
    pdu.put(16, request.tag()).put(20, noTag).data = request.data;
    return {.pdus = {pdu}};
}

TargetConnection::Answer TargetConnection::reject(const Pdu& request) const
{
    constexpr quint8 protocolError = 0x04; // RFC 7143, 11.17.1
    Pdu pdu(Opcode::Reject);
    pdu.put(2, protocolError).put(16, noTag).data = request.header;
    return {.pdus = {pdu}};
}

} // namespace mooring::lab
