// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chap.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace mooring::iscsi {

namespace {

constexpr char kMd5[] = "5"; // the algorithm's number: RFC 1994, 3
constexpr qsizetype kOurChallenge = 16; // no shorter than the digest, RFC 1994, 2.3
constexpr qsizetype kDigest = 16;

Error failed(const char* why)
{
    Error error = errorOf(ErrorCode::AuthenticationFailed);
    error.text = QString::fromLatin1(why);
    return error;
}

Error malformed(const char* why)
{
    Error error = errorOf(ErrorCode::AnswerMalformed);
    error.text = QString::fromLatin1(why);
    return error;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// An odd number of digits lacks a leading zero.
std::optional<QByteArray> fromHex(QByteArrayView digits)
{
    QByteArray bytes((digits.size() + 1) / 2, '\0');
    const qsizetype shift = digits.size() % 2;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const int digit = hexDigit(digits[i]);
        if (digit < 0)
            return {};
        char& byte = bytes[(i + shift) / 2];
        byte = static_cast<char>(static_cast<quint8>(byte) << 4 | digit);
    }
    return bytes;
}

std::optional<QByteArray> fromBase64(QByteArrayView text)
{
    auto decoded = QByteArray::fromBase64Encoding(
        text.toByteArray(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional<QByteArray>(*std::move(decoded)) : std::nullopt;
}

// A number of one byte, decimal or hexadecimal.
std::optional<quint8> identifier(QByteArrayView text)
{
    const bool hex = text.startsWith("0x") || text.startsWith("0X");
    const QByteArrayView digits = hex ? text.sliced(2) : text;
    if (digits.isEmpty() || digits.size() > 3)
        return {};
    int value = 0;
    for (const char c : digits) {
        const int digit = hexDigit(c);
        if (digit < 0 || (!hex && digit > 9))
            return {};
        value = value * (hex ? 16 : 10) + digit;
    }
    return value <= 0xff ? std::optional<quint8>(static_cast<quint8>(value)) : std::nullopt;
}

// Takes the same time wherever the difference is.
bool isSame(QByteArrayView one, QByteArrayView other)
{
    if (one.size() != other.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < one.size(); ++i)
        difference |= static_cast<unsigned>(static_cast<quint8>(one[i]) ^ static_cast<quint8>(other[i]));
    return difference == 0;
}

} // namespace

ChapChallenge randomChallenge()
{
    QRandomGenerator* const generator = QRandomGenerator::system();
    ChapChallenge challenge;
    challenge.identifier = static_cast<quint8>(generator->bounded(256));
    for (qsizetype i = 0; i < kOurChallenge; ++i)
        challenge.bytes.append(static_cast<char>(generator->bounded(256)));
    return challenge;
}

QByteArray chapDigest(quint8 identifier, QByteArrayView secret, QByteArrayView challenge)
{
    QCryptographicHash hash(QCryptographicHash::Md5);
    const char first = static_cast<char>(identifier);
    hash.addData(QByteArrayView(&first, 1));
    hash.addData(secret);
    hash.addData(challenge);
    return hash.result();
}

std::optional<QByteArray> binaryValue(QByteArrayView text)
{
    if (text.size() < 3 || text[0] != '0')
        return {};
    if (text[1] == 'x' || text[1] == 'X')
        return fromHex(text.sliced(2));
    if (text[1] == 'b' || text[1] == 'B')
        return fromBase64(text.sliced(2));
    return {};
}

QByteArray hexValue(QByteArrayView bytes) { return "0x" + bytes.toByteArray().toHex(); }

Chap::Chap(ChapCredentials own, std::optional<ChapCredentials> target, ChapChallenge challenge)
    : m_own(std::move(own))
    , m_target(std::move(target))
    , m_challenge(std::move(challenge))
{
}

Result<void> Chap::check() const
{
    Error error = errorOf(ErrorCode::InvalidArgument);
    if (m_target && m_target->secret == m_own.secret)
        error.text = QStringLiteral("both sides have the same CHAP secret");
    else if (m_target && (m_challenge.bytes.isEmpty() || m_challenge.bytes.size() > kMostChallenge))
        error.text = QStringLiteral("no challenge for the target");
    else
        return {};
    return fail(error);
}

TextKeys Chap::offer() { return {{"CHAP_A", kMd5}}; }

Result<TextKeys> Chap::answer(const TextKeys& asked) const
{
    if (asked.value("CHAP_A") != QByteArray(kMd5))
        return fail(failed("the target does not take CHAP with MD5"));
    const std::optional<quint8> number = identifier(asked.value("CHAP_I").value_or(QByteArray()));
    const std::optional<QByteArray> challenge = binaryValue(asked.value("CHAP_C").value_or(QByteArray()));
    if (!number || !challenge || challenge->isEmpty() || challenge->size() > kMostChallenge)
        return fail(malformed("a CHAP challenge that cannot be read"));
    // Answered, it would be the answer to our own question: RFC 7143, 9.2.1.
    if (m_target && *challenge == m_challenge.bytes)
        return fail(failed("the target sent our own challenge back"));
    TextKeys keys {{"CHAP_N", m_own.user},
                   {"CHAP_R", hexValue(chapDigest(*number, m_own.secret, *challenge))}};
    if (m_target) {
        keys.append({"CHAP_I", QByteArray::number(m_challenge.identifier)});
        keys.append({"CHAP_C", hexValue(m_challenge.bytes)});
    }
    return keys;
}

Result<void> Chap::checkTarget(const TextKeys& proof) const
{
    if (!m_target)
        return {};
    const std::optional<QByteArray> response = binaryValue(proof.value("CHAP_R").value_or(QByteArray()));
    if (!response || response->size() != kDigest)
        return fail(failed("the target did not prove itself"));
    if (proof.value("CHAP_N") != m_target->user)
        return fail(failed("the target has another CHAP name"));
    if (!isSame(*response, chapDigest(m_challenge.identifier, m_target->secret, m_challenge.bytes)))
        return fail(failed("the target has another CHAP secret"));
    return {};
}

} // namespace mooring::iscsi
