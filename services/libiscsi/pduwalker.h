// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pdu.h"

#include <QList>

#include <variant>

namespace mooring::iscsi {

struct LogoutResponse // RFC 7143, 11.15
{
    quint32 initiatorTaskTag = 0;
    quint8 response = 0; // 0 closed, 1 CID not found, 2 recovery not supported, 3 cleanup failed
    quint16 time2Wait = 0, time2Retain = 0; // seconds
    bool operator==(const LogoutResponse&) const = default;
};

struct AsyncMessage // RFC 7143, 11.9
{
    quint8 event = 0; // 0 SCSI, 1 log out, 2 drops this connection, 3 drops all, 4 negotiate, 255 vendor
    quint8 vendorCode = 0;
    quint16 parameter1 = 0, parameter2 = 0, parameter3 = 0;
    bool operator==(const AsyncMessage&) const = default;
};

struct Reject // RFC 7143, 11.17
{
    quint8 reason = 0;
    bool operator==(const Reject&) const = default;
};

using PduNotice = std::variant<LogoutResponse, AsyncMessage, Reject>;

// What a whole header says, when it is one of the three.
std::optional<PduNotice> noticeOf(HeaderView header);

// Goes along a connection in full feature phase and tells of the PDUs that a library swallows: it is shown
// what waits in the socket (recv with MSG_PEEK) before the library reads it. Each PDU is told once, however
// often its bytes are shown, as soon as its header is there.
class PduWalker
{
public:
    static constexpr size_t kMostData = 262144; // what libiscsi offers as MaxRecvDataSegmentLength

    explicit PduWalker(Digests digests = {}, size_t mostData = kMostData);

    // `bytes` are waiting, and `before` bytes of the connection were read before the first of them.
    QList<PduNotice> look(quint64 before, QByteArrayView bytes);

    // No more can be told: bytes of a header went by unseen, or a PDU was longer than `mostData`.
    bool isLost() const noexcept { return m_lost; }
    quint64 nextPdu() const noexcept { return m_next; } // where the next PDU begins that was not told yet

private:
    bool takeHeader(quint64 before, QByteArrayView bytes);

    Digests m_digests;
    size_t m_mostData;
    quint64 m_next = 0;
    QByteArray m_header; // its first bytes
    bool m_lost = false;
};

} // namespace mooring::iscsi
