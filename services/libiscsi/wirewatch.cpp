// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wirewatch.h"

#include "textkeys.h"

#include <array>
#include <cerrno>
#include <memory>
#include <sys/socket.h>

namespace mooring::iscsi {

namespace {

constexpr qsizetype bufferSize = 64 * 1024;

bool isOfATarget(Opcode opcode)
{
    const auto number = static_cast<quint8>(opcode);
    return (number >= static_cast<quint8>(Opcode::NopIn)
            && number <= static_cast<quint8>(Opcode::LogoutResponse))
        || opcode == Opcode::ReadyToTransfer || opcode == Opcode::AsyncMessage || opcode == Opcode::Reject;
}

} // namespace

WireWatch::Seen WireWatch::look(int fd, bool isPatient)
{
    // of all sessions of the thread: each wakeup finds it in the processor's cache
    static thread_local const auto buffer = std::make_unique<std::array<char, bufferSize>>();
    ssize_t got = 0;
    do {
        got = ::recv(fd, buffer->data(), buffer->size(), MSG_PEEK | MSG_DONTWAIT);
    } while (got < 0 && errno == EINTR);
    if (got == 0)
        return Seen::End;
    if (got < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK ? Seen::Nothing : Seen::End;
    return walk(QByteArrayView(buffer->data(), got), isPatient);
}

WireWatch::Seen WireWatch::walk(QByteArrayView waiting, bool isPatient)
{
    qsizetype at = isPatient ? 0 : m_skip; // patience begins between two PDUs
    m_skip = 0;
    while (at + static_cast<qsizetype>(kHeaderSize) <= waiting.size()) {
        const QByteArrayView rest = waiting.sliced(at);
        const HeaderView header(rest);
        if (!isOfATarget(header.opcode()))
            return m_hasAnswer && !isPatient ? Seen::Data : Seen::Garbage;
        const Digests digests {m_headerDigest && header.opcode() != Opcode::LoginResponse, false};
        const auto length = static_cast<qsizetype>(*pduLength(rest, digests));
        if (length > rest.size() && isPatient)
            return length > bufferSize ? Seen::Garbage : Seen::Partial;
        m_hasAnswer = true;
        take(header, rest.first(qMin(length, rest.size())));
        at += length;
    }
    if (at < waiting.size() && isPatient)
        return Seen::Partial;
    m_skip = qMax<qsizetype>(0, at - waiting.size());
    return Seen::Data;
}

void WireWatch::take(HeaderView header, QByteArrayView pdu)
{
    takeNumbers(header);
    switch (header.opcode()) {
    case Opcode::LoginResponse: // RFC 7143, 11.13
        m_loginStatus = header.u16(36);
        m_tsih = header.u16(14);
        takeKeys(pdu.sliced(kHeaderSize));
        break;
    case Opcode::LogoutResponse: // RFC 7143, 11.15.1
        m_logoutResponse = header.u8(2);
        break;
    case Opcode::AsyncMessage: // RFC 7143, 11.9.1
        m_asyncEvent = header.u8(36);
        break;
    default:
        break;
    }
}

// RFC 7143, 4.2.2: data and ready-to-transfer carry no status, and a ping of the target's own does not count.
void WireWatch::takeNumbers(HeaderView header)
{
    m_nextCmdSn = header.expCmdSn();
    if (header.opcode() == Opcode::DataIn || header.opcode() == Opcode::ReadyToTransfer)
        return;
    const bool isCounted = header.opcode() != Opcode::NopIn || header.initiatorTaskTag() != kNoTag;
    m_nextStatSn = header.statSn() + (isCounted ? 1 : 0);
}

void WireWatch::takeKeys(QByteArrayView data)
{
    constexpr qsizetype most = 64; // a login has some twenty
    for (const QByteArray& pair : QByteArray::fromRawData(data.data(), data.size()).split('\0')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0 && m_loginKeys.size() < most)
            m_loginKeys.insert(QByteArray(pair.constData(), equals), pair.mid(equals + 1));
    }
    m_headerDigest = m_loginKeys.value("HeaderDigest") == "CRC32C";
}

} // namespace mooring::iscsi
