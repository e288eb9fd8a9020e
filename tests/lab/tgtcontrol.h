// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace mooring::lab {

// A request of tgtd's management protocol, what tgtadm speaks (tgt: usr/tgtadm.h, struct tgtadm_req).
struct TgtRequest
{
    enum class Mode : quint32
    {
        System,
        Target,
        Device,
        Portal,
        Driver,
        Session,
        Connection,
        Account
    };
    enum class Op : quint32
    {
        New,
        Delete,
        Show,
        Bind,
        Unbind,
        Update
    };
    Mode mode = Mode::System;
    Op op = Op::Show;
    qint32 target = -1;
    quint64 session = 0, lun = ~quint64(0);
    quint32 connection = 0;
    QByteArray parameters; // "key=value,..."
    bool force = false;
    bool isOutgoing = false; // an account by which the target proves itself
};

struct TgtReply
{
    static constexpr quint32 noAnswer = ~quint32(0);
    quint32 error = noAnswer; // TGTADM_ errors; 0: done
    QByteArray text;
};

// One request, one connection to the UNIX socket.
TgtReply askTgt(const QByteArray& socketPath, const TgtRequest& request);

} // namespace mooring::lab
