// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wirelogin.h"

#include "loginstatus.h"

#include <algorithm>

namespace mooring::iscsi {

namespace {

constexpr quint8 kSecurity = 0, kOperational = 1, kFullFeature = 3; // stages: RFC 7143, 11.12.3
constexpr int kMostRounds = 64; // a login has three to six
constexpr qsizetype kMostText = 65536;

// Said, not negotiated: RFC 7143, 13.
bool isDeclaration(const QByteArray& key)
{
    static constexpr std::array declarations {"TargetAlias", "TargetAddress", "TargetPortalGroupTag",
                                              "TargetName", "MaxRecvDataSegmentLength"};
    return std::any_of(declarations.begin(), declarations.end(),
                       [&](const char* each) { return key == each; });
}

// Without a meaning in a discovery session: RFC 7143, 13.
bool isOfNormalSessions(const QByteArray& key)
{
    static constexpr std::array keys {"MaxConnections", "InitialR2T",         "ImmediateData",
                                      "MaxBurstLength", "FirstBurstLength",   "MaxOutstandingR2T",
                                      "DataPDUInOrder", "DataSequenceInOrder"};
    return std::any_of(keys.begin(), keys.end(), [&](const char* each) { return key == each; });
}

// Of a session that writes nothing.
TextKeys offerOfNormalSessions()
{
    return {{"MaxConnections", "1"},      {"InitialR2T", "Yes"},         {"ImmediateData", "No"},
            {"MaxBurstLength", "262144"}, {"FirstBurstLength", "512"},   {"MaxOutstandingR2T", "1"},
            {"DataPDUInOrder", "Yes"},    {"DataSequenceInOrder", "Yes"}};
}

} // namespace

WireLogin::WireLogin(LoginOptions options)
    : m_options(std::move(options))
{
    if (m_options.chap)
        m_chap.emplace(*m_options.chap, m_options.mutualChap, m_options.challenge);
}

void WireLogin::begin()
{
    if (const Result<void> usable = m_chap ? m_chap->check() : Result<void>(); !usable)
        return fail(usable.error());
    if (m_options.mutualChap && !m_chap)
        return fail(errorOf(ErrorCode::InvalidArgument));
    // A target that has to prove itself may not be let off by choosing None.
    const char* const methods = m_options.mutualChap ? "CHAP" : m_chap ? "CHAP,None" : "None";
    TextKeys keys = names();
    if (m_options.skipsSecurity && !m_chap) {
        m_expected = Expected::Operational;
        keys.append(offer());
        return send(keys, true);
    }
    keys.append(TextKey {"AuthMethod", methods});
    send(keys, !m_chap);
}

TextKeys WireLogin::names() const
{
    TextKeys keys {{"InitiatorName", m_options.initiatorName}};
    if (m_options.target.isEmpty())
        keys.append(TextKey {"SessionType", "Discovery"});
    else
        keys.append({TextKey {"TargetName", m_options.target}, TextKey {"SessionType", "Normal"}});
    return keys;
}

TextKeys WireLogin::offer() const
{
    TextKeys keys {{"HeaderDigest", "None"},
                   {"DataDigest", "None"},
                   {"MaxRecvDataSegmentLength", QByteArray::number(qsizetype(kMostData))},
                   {"DefaultTime2Wait", "0"},
                   {"DefaultTime2Retain", "0"},
                   {"ErrorRecoveryLevel", "0"}};
    if (!m_options.target.isEmpty())
        keys.append(offerOfNormalSessions());
    return keys;
}

// What the target asks for beside our own offers gets an answer too: RFC 7143, 6.2.
TextKeys WireLogin::repliesTo(const TextKeys& keys) const
{
    const TextKeys offered = offer();
    TextKeys replies;
    for (const TextKey& each : keys) {
        if (!isDeclaration(each.key) && !offered.value(each.key))
            replies.append({each.key, isOfNormalSessions(each.key) ? "Irrelevant" : "NotUnderstood"});
    }
    return replies;
}

WireLogin::Stage WireLogin::stage() const
{
    return m_expected == Expected::Operational ? Stage {kOperational, kFullFeature}
                                               : Stage {kSecurity, kOperational};
}

void WireLogin::send(const TextKeys& keys, bool transit)
{
    m_asksTransit = transit;
    const Stage now = stage();
    const auto stages = static_cast<quint8>(now.current << 2 | (transit ? now.next | kFinalBit : 0));
    request(writeTextKeys(keys), stages);
}

// RFC 7143, 11.12
void WireLogin::request(QByteArrayView text, quint8 flags)
{
    m_output += PduWriter(Opcode::LoginRequest, flags)
                    .bytes(8, QByteArrayView(m_options.isid.data(), qsizetype(m_options.isid.size())))
                    .u32(16, kTaskTag)
                    .u16(20, kConnection)
                    .u32(24, kCmdSn)
                    .u32(28, m_expStatSn)
                    .with(text);
}

// RFC 7143, 11.13
void WireLogin::take(const Pdu& response)
{
    const HeaderView header = response.header();
    if (m_state != State::Running || !takeHead(header))
        return;
    const quint16 status = header.u16(36);
    if (status != 0)
        return takeStatus(status, response.data());
    m_text.append(response.data().data(), response.data().size());
    if (m_text.size() > kMostText)
        return malformed(QStringLiteral("a login answer without end"));
    const bool transited = (header.flags() & kFinalBit) != 0;
    const bool continued = (header.flags() & kContinueBit) != 0;
    const Stage now = stage();
    if ((header.flags() >> 2 & 3) != now.current)
        return malformed(QStringLiteral("an answer of another login stage"));
    if (transited && (continued || !m_asksTransit || (header.flags() & 3) != now.next))
        return malformed(QStringLiteral("a login stage that was not asked for"));
    if (continued) // an empty request asks for the rest: RFC 7143, 6.2
        return request({}, static_cast<quint8>(now.current << 2));
    const Result<TextKeys> keys = parseTextKeys(std::exchange(m_text, {}));
    if (!keys)
        return fail(keys.error());
    takeKeys(*keys, transited);
}

bool WireLogin::takeHead(const HeaderView& header)
{
    if (header.initiatorTaskTag() != kTaskTag || header.u8(3) != 0) // version active
        malformed(QStringLiteral("an answer to no request"));
    else if (++m_rounds > kMostRounds)
        malformed(QStringLiteral("a login without end"));
    m_isIscsi = m_isIscsi || m_state == State::Running;
    m_expStatSn = header.statSn() + 1;
    m_maxCmdSn = header.maxCmdSn();
    return m_state == State::Running;
}

void WireLogin::takeStatus(quint16 status, QByteArrayView data)
{
    if (std::optional<Error> refused = loginError(status, m_chap.has_value(), m_options.subject))
        return fail(*std::move(refused));
    const Result<TextKeys> keys = parseTextKeys(data);
    const std::optional<QByteArray> address = keys ? keys->value("TargetAddress") : std::nullopt;
    const Result<Portal> portal = parsePortal(address.value_or(QByteArray()));
    if (!portal || (status >> 8) != 1)
        return malformed(QStringLiteral("a redirection to nowhere"));
    m_redirection = {*portal, status == quint16(LoginStatus::MovedPermanently)};
    m_state = State::Redirected;
}

void WireLogin::takeKeys(const TextKeys& keys, bool transited)
{
    switch (m_expected) {
    case Expected::Method:
        return takeMethod(keys, transited);
    case Expected::Challenge: {
        const Result<TextKeys> answer = m_chap->answer(keys);
        if (!answer)
            return fail(answer.error());
        m_expected = Expected::Proof;
        return send(*answer, true);
    }
    case Expected::Proof:
        return takeProof(keys, transited);
    case Expected::EndOfSecurity:
        return leaveSecurity(transited);
    case Expected::Operational:
        return takeOperational(keys, transited);
    }
}

void WireLogin::takeMethod(const TextKeys& keys, bool transited)
{
    const QByteArray method = keys.value("AuthMethod").value_or(QByteArray());
    if (m_chap && method == "CHAP") {
        m_expected = Expected::Challenge;
        return send(Chap::offer(), false);
    }
    const bool mayBeNone = !m_options.mutualChap;
    if (mayBeNone && (method == "None" || (method.isEmpty() && transited && !m_chap)))
        return leaveSecurity(transited);
    if (method.isEmpty())
        return malformed(QStringLiteral("no answer to AuthMethod"));
    fail(errorOf(m_chap ? ErrorCode::AuthenticationFailed : ErrorCode::SecretMissing));
    m_error.text = QStringLiteral("AuthMethod=") + QString::fromLatin1(method.left(255));
}

void WireLogin::takeProof(const TextKeys& keys, bool transited)
{
    if (const Result<void> proved = m_chap->checkTarget(keys); !proved)
        return fail(proved.error());
    leaveSecurity(transited);
}

void WireLogin::leaveSecurity(bool transited)
{
    if (!transited) {
        m_expected = Expected::EndOfSecurity;
        return send({}, true);
    }
    m_expected = Expected::Operational;
    send(offer(), true);
}

void WireLogin::takeOperational(const TextKeys& keys, bool transited)
{
    for (const char* digest : {"HeaderDigest", "DataDigest"}) {
        if (keys.value(digest).value_or(QByteArray()).startsWith("CRC32C"))
            return malformed(QStringLiteral("a digest that was not offered"));
    }
    if (!transited)
        return send(repliesTo(keys), true);
    m_state = State::LoggedIn;
}

void WireLogin::fail(Error error)
{
    m_error = std::move(error);
    m_error.subject = m_options.subject;
    m_state = State::Failed;
}

void WireLogin::malformed(const QString& why)
{
    Error error = errorOf(m_isIscsi ? ErrorCode::AnswerMalformed : ErrorCode::NotIscsi);
    error.text = why;
    fail(error);
}

} // namespace mooring::iscsi
