// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawinitiator.h"

#include "loopback.h"

#include <array>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mooring::lab {

RawInitiator::RawInitiator(quint16 port)
    : m_descriptor(connectTo(port))
{
}

RawInitiator::~RawInitiator()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
}

std::optional<Pdu> RawInitiator::login(const QByteArray& target, quint8 isid, const QList<TextKey>& more)
{
    constexpr quint8 immediate = 0x40, operationalToFull = 0x87; // RFC 7143, 11.12.3
    Pdu request(Opcode::Login, operationalToFull);
    request.put(0, quint8(immediate | quint8(Opcode::Login))).put(8, quint8(0x80)).put(13, isid);
    QList<TextKey> keys {{"InitiatorName", "iqn.2026-11.lab:raw"}};
    if (target.isEmpty())
        keys.append(TextKey {"SessionType", "Discovery"});
    else
        keys += {{"SessionType", "Normal"}, {"TargetName", target}};
    request.data = textOf(keys + more);
    return ask(request);
}

std::optional<Pdu> RawInitiator::ask(Pdu request)
{
    request.put(16, ++m_tag).put(24, m_commandSn);
    if (!request.isImmediate())
        ++m_commandSn;
    send(request);
    return receive();
}

std::optional<Pdu> RawInitiator::logout() { return ask(Pdu(Opcode::Logout)); }

std::optional<Pdu> RawInitiator::command(quint16 lun, const QByteArray& cdb, quint32 expected)
{
    constexpr quint8 readsAndIsFinal = 0xc1; // simple task attribute
    Pdu request(Opcode::Command, readsAndIsFinal);
    request.put(8, quint16(lun)).put(20, expected);
    request.header.replace(32, 16, cdb.leftJustified(16, '\0'));
    return ask(request);
}

std::optional<Pdu> RawInitiator::textRequest(const QByteArray& text, quint32 targetTag)
{
    Pdu request(Opcode::Text);
    request.put(20, targetTag).data = text;
    return ask(request);
}

void RawInitiator::send(const Pdu& pdu)
{
    const QByteArray wire = encoded(pdu, false);
    if (::send(m_descriptor, wire.constData(), size_t(wire.size()), MSG_NOSIGNAL) != wire.size())
        m_hasEnded = true;
}

bool RawInitiator::readMore(int timeout)
{
    pollfd wait {m_descriptor, POLLIN, 0};
    if (m_hasEnded || poll(&wait, 1, timeout) <= 0)
        return false;
    std::array<char, 65536> buffer; // NOLINT: filled by read
    const ssize_t count = read(m_descriptor, buffer.data(), buffer.size());
    m_hasEnded = count <= 0;
    if (count > 0)
        m_buffer.append(buffer.data(), count);
    return count > 0;
}

std::optional<Pdu> RawInitiator::receive(int timeout)
{
    for (;;) {
        if (const std::optional<Pdu> pdu = takePdu(m_buffer, false))
            return pdu;
        if (!readMore(timeout))
            return {};
    }
}

QByteArray RawInitiator::receiveBytes(qsizetype most, int timeout)
{
    while (m_buffer.size() < most && readMore(timeout)) { }
    const QByteArray bytes = m_buffer.left(most);
    m_buffer.remove(0, most);
    return bytes;
}

bool RawInitiator::isAtEnd(int timeout)
{
    while (!m_hasEnded && readMore(timeout)) { }
    return m_hasEnded;
}

} // namespace mooring::lab
