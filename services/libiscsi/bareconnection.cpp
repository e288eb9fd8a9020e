// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bareconnection.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>

namespace mooring::iscsi {

namespace {

constexpr qsizetype mostReceived = 1024 * 1024; // nothing was asked for that would be longer

void put32(QByteArray& bytes, qsizetype at, quint32 value)
{
    for (int i = 0; i < 4; ++i)
        bytes[at + i] = static_cast<char>(value >> (24 - 8 * i));
}

// CRC32C, reflected polynomial 0x82f63b78, lowest byte first: RFC 7143, 13.1 and appendix A.
QByteArray crc32c(const QByteArray& bytes)
{
    quint32 crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= static_cast<quint8>(byte);
        for (int i = 0; i < 8; ++i)
            crc = crc >> 1 ^ ((crc & 1) != 0 ? 0x82f63b78 : 0);
    }
    crc = ~crc;
    QByteArray digest(4, '\0');
    for (int i = 0; i < 4; ++i)
        digest[i] = static_cast<char>(crc >> (8 * i));
    return digest;
}

QByteArray headerOf(Opcode opcode)
{
    QByteArray header(static_cast<qsizetype>(kHeaderSize), '\0');
    header[0] = static_cast<char>(static_cast<quint8>(opcode) | kImmediateBit);
    header[1] = static_cast<char>(kFinalBit); // and reason 0, close the session: RFC 7143, 11.14.1
    return header;
}

} // namespace

BareConnection::BareConnection(int fd, const WireWatch& wire)
    : m_fd(fd)
    , m_cmdSn(wire.nextCmdSn())
    , m_expStatSn(wire.nextStatSn())
    , m_headerDigest(wire.hasHeaderDigest())
{
}

bool BareConnection::sendLogout()
{
    QByteArray header = headerOf(Opcode::LogoutRequest);
    put32(header, 16, ++m_task);
    put32(header, 24, m_cmdSn);
    put32(header, 28, m_expStatSn);
    return send(header);
}

bool BareConnection::send(QByteArray header)
{
    if (m_headerDigest)
        header += crc32c(header);
    ssize_t sent = 0;
    do {
        sent = ::send(m_fd, header.constData(), static_cast<size_t>(header.size()), MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == header.size(); // so short a message fits, or nobody has read for long
}

BareConnection::Heard BareConnection::read()
{
    const bool hasEnded = !receive(); // what came before the end counts all the same
    while (m_received.size() >= static_cast<qsizetype>(kHeaderSize)) {
        const auto length = static_cast<qsizetype>(*pduLength(m_received, {m_headerDigest, false}));
        if (length > m_received.size())
            break;
        const QByteArray pdu = m_received.first(length);
        m_received.remove(0, length);
        if (const Heard heard = take(HeaderView(pdu)); heard != Heard::Nothing)
            return heard;
    }
    return hasEnded ? Heard::End : Heard::Nothing;
}

bool BareConnection::receive()
{
    std::array<char, 4096> buffer {};
    while (m_received.size() <= mostReceived) {
        const ssize_t got = ::recv(m_fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got > 0)
            m_received.append(buffer.data(), got);
        else if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
            return false;
        else if (errno != EINTR)
            return true;
    }
    return false;
}

BareConnection::Heard BareConnection::take(HeaderView header)
{
    if (header.opcode() == Opcode::LogoutResponse) {
        m_expStatSn = header.statSn() + 1;
        m_cmdSn = header.expCmdSn();
        m_response = header.u8(2);
        return Heard::LogoutResponse;
    }
    if (header.opcode() != Opcode::NopIn || header.targetTransferTag() == kNoTag)
        return Heard::Nothing;
    QByteArray answer = headerOf(Opcode::NopOut); // RFC 7143, 11.18
    answer.replace(8, 8, header.bytes().sliced(8, 8).toByteArray());
    put32(answer, 16, kNoTag);
    put32(answer, 20, header.targetTransferTag());
    put32(answer, 24, m_cmdSn);
    put32(answer, 28, m_expStatSn);
    return send(answer) ? Heard::Nothing : Heard::End;
}

} // namespace mooring::iscsi
