// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pdustream.h"

#include <QtEndian>

namespace mooring::iscsi {

std::optional<Pdu> PduStream::next()
{
    const HeaderView header = waiting();
    const std::optional<size_t> length = pduLength(header.bytes());
    if (!length || isTooLong() || header.size() < *length)
        return {};
    Pdu pdu {header.part(0, *length).toByteArray()};
    m_at += static_cast<qsizetype>(*length);
    if (m_at == m_bytes.size()) {
        m_bytes.clear();
        m_at = 0;
    } else if (m_at > 65536) { // not at each PDU: many small ones may wait
        m_bytes.remove(0, m_at);
        m_at = 0;
    }
    return pdu;
}

PduWriter::PduWriter(Opcode opcode, quint8 flags)
    : m_header(static_cast<qsizetype>(kHeaderSize), '\0')
{
    m_header[0] = static_cast<char>(static_cast<quint8>(opcode) | kImmediateBit);
    m_header[1] = static_cast<char>(flags);
}

PduWriter& PduWriter::bytes(size_t at, QByteArrayView bytes)
{
    m_header.replace(static_cast<qsizetype>(at), bytes.size(), bytes);
    return *this;
}

PduWriter& PduWriter::u16(size_t at, quint16 value)
{
    char buffer[2];
    qToBigEndian(value, buffer);
    return bytes(at, QByteArrayView(buffer, 2));
}

PduWriter& PduWriter::u32(size_t at, quint32 value)
{
    char buffer[4];
    qToBigEndian(value, buffer);
    return bytes(at, QByteArrayView(buffer, 4));
}

PduWriter& PduWriter::inOrder()
{
    m_header[0] = static_cast<char>(m_header.at(0) & kOpcodeMask);
    return *this;
}

QByteArray PduWriter::with(QByteArrayView data)
{
    u32(4, static_cast<quint32>(data.size())); // AHS length 0, then 24 bits
    QByteArray pdu = m_header;
    pdu.append(data.data(), data.size());
    pdu.append((4 - pdu.size() % 4) % 4, '\0');
    return pdu;
}

} // namespace mooring::iscsi
