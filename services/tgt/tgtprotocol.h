// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/resource.h"

#include <QByteArray>

#include <optional>
#include <stop_token>

namespace mooring::tgt {

// tgtd's management protocol (tgt 1.0.85: usr/tgtadm.h, struct tgtadm_req and tgtadm_rsp): one request a
// connection over a UNIX stream socket, in the byte order of the host.
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
    Update,
    Stats
};

// enum tgtadm_errno of the same file.
enum TgtError : quint32
{
    Success = 0,
    UnknownError = 1,
    NoMemory = 2,
    NoDriver = 3,
    NoTarget = 4,
    NoUnit = 5,
    NoSession = 6,
    NoConnection = 7,
    NoBinding = 8,
    TargetExists = 9,
    UnitExists = 10,
    BindingExists = 11,
    AclExists = 12,
    AclMissing = 13,
    UserExists = 14,
    NoUser = 15,
    TooManyUsers = 16,
    InvalidRequest = 17,
    OutAccountExists = 18,
    TargetActive = 19,
    UnitActive = 20,
    DriverActive = 21,
    UnsupportedOperation = 22,
    UnknownParameter = 23,
    PreventRemoval = 24,
};

struct Request
{
    Mode mode = Mode::System;
    Op op = Op::Show;
    qint32 target = -1;
    quint64 session = 0;
    quint64 lun = ~quint64(0);
    quint32 connection = 0;
    quint32 deviceType = 0; // of a new device: a SCSI peripheral device type (SPC-4, 6.6.2)
    QByteArray parameters; // "key=value,...": no value can hold a comma
    bool operator==(const Request&) const = default;
};

struct Response
{
    quint32 error = Success;
    QByteArray text;
    bool operator==(const Response&) const = default;
};

QByteArray encoded(const Request& request);

// The whole of what came back before the connection was closed; empty: that is no answer of tgtd's.
std::optional<Response> decoded(const QByteArray& answer);

// Where one tgtd is asked: its socket, and the number that tgtadm calls it by (-C).
struct Control
{
    QByteArray name; // "0"; a path where two have the same number
    QByteArray socket;
    bool operator==(const Control&) const = default;
};

struct Answer
{
    Response response; // when there is no error
    std::optional<Error> error; // nobody listens, not this user's, silent, garbage
    bool wasSent = false; // the whole request went out
    qint64 pid = 0; // of who listens; 0: not known
};

// Blocks until tgtd answered, `stop` or `patience` (ms) passed. An empty answer is how tgtd refuses those who
// are not its own user (usr/mgmt.c, ipc_perm).
Answer ask(const Control& control, const Request& request, const std::stop_token& stop, int patience = 5000);

// What an error number of tgtd's means, of the unit, target or session called `subject`.
Error errorOfNumber(quint32 number, const QString& subject);

} // namespace mooring::tgt
