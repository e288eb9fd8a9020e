// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pdu.h"

namespace mooring::iscsi {

// One PDU without digests.
struct Pdu
{
    QByteArray bytes;
    HeaderView header() const
    {
        const HeaderView view(QByteArrayView(bytes).first(qsizetype(kHeaderSize)));
        return view;
    }
    QByteArrayView data() const
    {
        return BigEndian(bytes).part(kHeaderSize + header().ahsLength(), header().dataLength());
    }
};

// Cuts what comes in into PDUs; keeps no more than one PDU and what came behind it.
class PduStream
{
public:
    explicit PduStream(size_t mostData)
        : m_mostData(mostData)
    {
    }
    void append(QByteArrayView bytes) { m_bytes.append(bytes.data(), bytes.size()); }
    std::optional<Pdu> next();
    HeaderView waiting() const // what is there of the next one
    {
        const HeaderView view(QByteArrayView(m_bytes).sliced(m_at));
        return view;
    }
    bool isTooLong() const { return waiting().dataLength() > m_mostData; }

private:
    size_t m_mostData;
    QByteArray m_bytes;
    qsizetype m_at = 0; // what is before it was taken
};

// A request being written: RFC 7143, 11.2.
class PduWriter
{
public:
    PduWriter(Opcode opcode, quint8 flags);
    PduWriter& bytes(size_t at, QByteArrayView bytes);
    PduWriter& u16(size_t at, quint16 value);
    PduWriter& u32(size_t at, quint32 value);
    PduWriter& inOrder(); // not immediate: counts in the order of commands
    QByteArray with(QByteArrayView data); // the whole PDU, its length and padding filled in

private:
    QByteArray m_header;
};

} // namespace mooring::iscsi
