// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pdustream.h"
#include "services/core/error.h"

// What every session of our own says and hears beside its purpose.
namespace mooring::iscsi {

enum class AsyncEvent : quint8 // RFC 7143, 11.9.1
{
    RequestsLogout = 1,
    DropsConnection = 2,
    DropsConnections = 3
};

struct SequenceNumbers
{
    quint32 cmdSn = 0, expStatSn = 0;
};

QByteArray logoutRequest(quint32 taskTag, SequenceNumbers numbers); // closes the session: RFC 7143, 11.14
// To a ping that wants an answer, which has a target transfer tag (RFC 7143, 11.18 and 11.19); else empty.
QByteArray pingAnswer(HeaderView ping, SequenceNumbers numbers);
Error rejectError(HeaderView reject); // AnswerMalformed with the reason: RFC 7143, 11.17.1

} // namespace mooring::iscsi
