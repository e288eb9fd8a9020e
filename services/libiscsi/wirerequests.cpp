// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "wirerequests.h"

namespace mooring::iscsi {

namespace {
constexpr quint16 kConnection = 0; // the only one
constexpr quint8 kCloseSession = 0; // reason code: RFC 7143, 11.14.1
} // namespace

QByteArray logoutRequest(quint32 taskTag, SequenceNumbers numbers)
{
    return PduWriter(Opcode::LogoutRequest, kFinalBit | kCloseSession)
        .u32(16, taskTag)
        .u16(20, kConnection)
        .u32(24, numbers.cmdSn)
        .u32(28, numbers.expStatSn)
        .with({});
}

QByteArray pingAnswer(HeaderView ping, SequenceNumbers numbers)
{
    if (ping.targetTransferTag() == kNoTag)
        return {};
    return PduWriter(Opcode::NopOut, kFinalBit)
        .bytes(8, ping.part(8, 8))
        .u32(16, kNoTag)
        .u32(20, ping.targetTransferTag())
        .u32(24, numbers.cmdSn)
        .u32(28, numbers.expStatSn)
        .with({});
}

Error rejectError(HeaderView reject)
{
    Error error = errorOf(ErrorCode::AnswerMalformed);
    error.text = QStringLiteral("Reject");
    error.domain = ErrorDomain::Iscsi;
    error.number = reject.u8(2);
    return error;
}

} // namespace mooring::iscsi
