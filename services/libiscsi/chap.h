// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "textkeys.h"

namespace mooring::iscsi {

struct ChapCredentials
{
    QByteArray user, secret;
    bool operator==(const ChapCredentials&) const = default;
};

struct ChapChallenge
{
    quint8 identifier = 0;
    QByteArray bytes;
};
ChapChallenge randomChallenge(); // from the system's generator

inline constexpr qsizetype kMostChallenge = 1024; // bytes: RFC 7143, 12.1.3

// MD5 of identifier, secret and challenge: RFC 1994, 4.1.
QByteArray chapDigest(quint8 identifier, QByteArrayView secret, QByteArrayView challenge);

// A binary value, 0x... or 0b... (RFC 7143, 6.1); empty when it is neither.
std::optional<QByteArray> binaryValue(QByteArrayView text);
QByteArray hexValue(QByteArrayView bytes); // 0x...

// The initiator's side of CHAP with MD5: RFC 7143, 12.1.3.
class Chap
{
public:
    // `target`: what the target has to prove to us; then `challenge` is ours.
    Chap(ChapCredentials own, std::optional<ChapCredentials> target, ChapChallenge challenge);

    // Fails when both sides would have one secret: each could answer for the other (RFC 7143, 9.2.1).
    Result<void> check() const;
    static TextKeys offer(); // CHAP_A
    Result<TextKeys> answer(const TextKeys& asked) const; // CHAP_A, CHAP_I, CHAP_C -> CHAP_N, CHAP_R and ours
    Result<void> checkTarget(const TextKeys& proof) const; // CHAP_N, CHAP_R; nothing to do without `target`

private:
    ChapCredentials m_own;
    std::optional<ChapCredentials> m_target;
    ChapChallenge m_challenge;
};

} // namespace mooring::iscsi
