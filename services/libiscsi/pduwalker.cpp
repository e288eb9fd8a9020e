// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pduwalker.h"

namespace mooring::iscsi {

std::optional<PduNotice> noticeOf(HeaderView header)
{
    switch (header.opcode()) {
    case Opcode::LogoutResponse:
        return LogoutResponse {header.initiatorTaskTag(), header.u8(2), header.u16(40), header.u16(42)};
    case Opcode::AsyncMessage:
        return AsyncMessage {header.u8(36), header.u8(37), header.u16(38), header.u16(40), header.u16(42)};
    case Opcode::Reject:
        return Reject {header.u8(2)};
    default:
        return {};
    }
}

PduWalker::PduWalker(Digests digests, size_t mostData)
    : m_digests(digests)
    , m_mostData(mostData)
{
}

// Whether the header that begins at m_next is whole now. The library may have read its first bytes meanwhile:
// they were kept.
bool PduWalker::takeHeader(quint64 before, QByteArrayView bytes)
{
    const quint64 wanted = m_next + static_cast<quint64>(m_header.size());
    const quint64 end = before + static_cast<quint64>(bytes.size());
    if (before > wanted) {
        m_lost = true;
        return false;
    }
    if (end > wanted) {
        const size_t missing = kHeaderSize - static_cast<size_t>(m_header.size());
        const QByteArrayView part = BigEndian(bytes).part(static_cast<size_t>(wanted - before), missing);
        m_header.append(part.data(), part.size());
    }
    return static_cast<size_t>(m_header.size()) == kHeaderSize;
}

QList<PduNotice> PduWalker::look(quint64 before, QByteArrayView bytes)
{
    QList<PduNotice> notices;
    while (!m_lost && takeHeader(before, bytes)) {
        const HeaderView header(m_header);
        if (header.dataLength() > m_mostData) {
            m_lost = true;
            break;
        }
        if (const std::optional<PduNotice> notice = noticeOf(header))
            notices.append(*notice);
        m_next += pduLength(m_header, m_digests).value_or(kHeaderSize);
        m_header.clear();
    }
    return notices;
}

} // namespace mooring::iscsi
