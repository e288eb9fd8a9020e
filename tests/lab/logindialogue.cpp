// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logindialogue.h"

#include <QCryptographicHash>

#include <algorithm>
#include <random>

namespace mooring::lab {

namespace {

constexpr int securityStage = 0;

LoginAnswer authenticationFailure() { return {.statusClass = 2, .statusDetail = 1}; }

// RFC 1994: MD5 over identifier, secret, challenge
QByteArray proofOf(quint8 identifier, const QByteArray& secret, const QByteArray& challenge)
{
    return QCryptographicHash::hash(char(identifier) + secret + challenge, QCryptographicHash::Md5);
}

QByteArray decoded(const QByteArray& value)
{
    const QByteArray prefix = value.left(2).toLower();
    if (prefix == "0x")
        return QByteArray::fromHex(value.mid(2));
    return prefix == "0b" ? QByteArray::fromBase64(value.mid(2)) : QByteArray();
}

QByteArray hexadecimal(const QByteArray& bytes) { return "0x" + bytes.toHex(); }

QByteArray number(qint64 value) { return QByteArray::number(value); }

QByteArray randomBytes(int size)
{
    std::random_device random;
    QByteArray bytes(size, Qt::Uninitialized);
    std::generate(bytes.begin(), bytes.end(), [&] { return char(random() & 0xff); });
    return bytes;
}

bool isAmong(const QByteArray& list, const QByteArray& value) { return list.split(',').contains(value); }

} // namespace

LoginDialogue::LoginDialogue(LoginRules rules, quint16 portalGroup)
    : m_rules(std::move(rules))
    , m_portalGroup(portalGroup)
{
    m_isProven = !m_rules.chap;
}

LoginAnswer LoginDialogue::answer(int stage, bool wantsTransit, const QList<TextKey>& keys)
{
    if (m_rules.statusClass != 0) {
        LoginAnswer refusal {m_rules.statusClass, m_rules.statusDetail, {}, false};
        if (!m_rules.redirect.isEmpty())
            refusal.keys.append(TextKey {"TargetAddress", m_rules.redirect});
        return refusal;
    }
    if (m_rules.neverCompletes)
        return {};
    LoginAnswer answer
        = stage == securityStage ? security(wantsTransit, keys) : operational(wantsTransit, keys);
    if (answer.statusClass == 0 && !std::exchange(m_hasToldGroup, true) && m_portalGroup != 0)
        answer.keys.append(TextKey {"TargetPortalGroupTag", number(m_portalGroup)});
    return answer;
}

LoginAnswer LoginDialogue::security(bool wantsTransit, const QList<TextKey>& keys)
{
    const QByteArray methods = valueOf(keys, "AuthMethod"), algorithms = valueOf(keys, "CHAP_A");
    if (m_isProven) {
        LoginAnswer answer {.transits = wantsTransit};
        if (!methods.isEmpty())
            answer.keys.append(TextKey {"AuthMethod", "None"});
        return answer;
    }
    if (!methods.isEmpty())
        return isAmong(methods, "CHAP") ? LoginAnswer {.keys = {{"AuthMethod", "CHAP"}}}
                                        : authenticationFailure();
    if (!algorithms.isEmpty()) {
        if (!isAmong(algorithms, "5"))
            return authenticationFailure();
        m_challenge = randomBytes(16);
        m_identifier = quint8(randomBytes(1)[0]);
        return {.keys
                = {{"CHAP_A", "5"}, {"CHAP_I", number(m_identifier)}, {"CHAP_C", hexadecimal(m_challenge)}}};
    }
    return checkProof(wantsTransit, keys);
}

LoginAnswer LoginDialogue::checkProof(bool wantsTransit, const QList<TextKey>& keys)
{
    const Chap& chap = *m_rules.chap;
    const bool isRight = !m_challenge.isEmpty() && valueOf(keys, "CHAP_N") == chap.user
        && decoded(valueOf(keys, "CHAP_R")) == proofOf(m_identifier, chap.secret, m_challenge);
    if (!isRight)
        return authenticationFailure();
    LoginAnswer answer {.transits = wantsTransit};
    const QByteArray asked = decoded(valueOf(keys, "CHAP_C"));
    if (!asked.isEmpty()) {
        if (chap.mutualUser.isEmpty() || asked == m_challenge) // RFC 7143, 9.2.1: no reflection
            return authenticationFailure();
        answer.keys = ownProof(keys);
    }
    m_isProven = true;
    return answer;
}

QList<TextKey> LoginDialogue::ownProof(const QList<TextKey>& keys) const
{
    const Chap& chap = *m_rules.chap;
    if (chap.proof == Chap::Missing)
        return {};
    QByteArray proof = proofOf(quint8(valueOf(keys, "CHAP_I").toUInt()), chap.mutualSecret,
                               decoded(valueOf(keys, "CHAP_C")));
    if (chap.proof == Chap::Wrong)
        proof[0] = char(~proof[0]);
    if (chap.proof == Chap::Reflected)
        proof = decoded(valueOf(keys, "CHAP_R"));
    return {{"CHAP_N", chap.mutualUser}, {"CHAP_R", hexadecimal(proof)}};
}

LoginAnswer LoginDialogue::operational(bool wantsTransit, const QList<TextKey>& keys)
{
    if (!m_isProven)
        return authenticationFailure();
    LoginAnswer answer {.transits = wantsTransit};
    for (const TextKey& offer : keys)
        if (const QByteArray value = agreed(offer); !value.isEmpty())
            answer.keys.append(TextKey {offer.name, value});
    override(answer.keys);
    return answer;
}

QByteArray LoginDialogue::agreed(const TextKey& offer)
{
    const auto smaller
        = [&](qint64 ours) { return number(std::min<qint64>(ours, offer.value.toLongLong())); };
    static const QMap<QByteArray, QByteArray> ours {{"DataDigest", "None"},
                                                    {"MaxConnections", "1"},
                                                    {"InitialR2T", "Yes"},
                                                    {"ImmediateData", "No"},
                                                    {"DefaultTime2Wait", "2"},
                                                    {"DefaultTime2Retain", "0"},
                                                    {"MaxOutstandingR2T", "1"},
                                                    {"DataPDUInOrder", "Yes"},
                                                    {"DataSequenceInOrder", "Yes"},
                                                    {"ErrorRecoveryLevel", "0"},
                                                    {"IFMarker", "No"},
                                                    {"OFMarker", "No"},
                                                    {"InitiatorName", {}},
                                                    {"InitiatorAlias", {}},
                                                    {"TargetName", {}},
                                                    {"SessionType", {}},
                                                    {"MaxRecvDataSegmentLength", "262144"}};
    if (offer.name == "HeaderDigest") {
        m_headerDigest = m_rules.headerDigest && isAmong(offer.value, "CRC32C");
        return m_headerDigest ? "CRC32C" : "None";
    }
    if (offer.name == "MaxBurstLength") {
        m_burst = std::min<qint64>(m_burst, offer.value.toLongLong());
        return number(m_burst);
    }
    if (offer.name == "FirstBurstLength")
        return smaller(65536);
    if (offer.name == "MaxRecvDataSegmentLength") // each side tells its own
        m_initiatorTakes = std::max<qint64>(offer.value.toLongLong(), 512);
    const auto found = ours.find(offer.name);
    return found == ours.end() ? QByteArray("NotUnderstood") : *found;
}

void LoginDialogue::override(QList<TextKey>& keys) const
{
    for (const TextKey& rule : m_rules.keys) {
        keys.removeIf([&](const TextKey& key) { return key.name == rule.name; });
        keys.append(rule);
    }
}

} // namespace mooring::lab
