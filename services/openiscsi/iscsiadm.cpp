// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "iscsiadm.h"

namespace mooring {
namespace {

constexpr int kLastCode = 33; // ISCSI_ERR_REQ_TIMEDOUT
constexpr int kKilled = 128; // what a shell adds to the signal

std::optional<Error> errorOf(const ChildResult& result, const QString& subject)
{
    const QString text = QString::fromLocal8Bit(result.err).trimmed();
    if (result.abandoned)
        return Error {ErrorCode::DeadlinePassed, subject, ErrorDomain::None, 0, {}, {}};
    if (result.signal != 0)
        return Error {ErrorCode::CommandFailed,
                      subject,
                      ErrorDomain::Exit,
                      static_cast<quint32>(kKilled + result.signal),
                      text,
                      {}};
    if (result.exitCode == 0)
        return {};
    const bool isOwn = result.exitCode <= kLastCode;
    return Error {
        Iscsiadm::codeOf(result.exitCode),     subject, isOwn ? ErrorDomain::Openiscsi : ErrorDomain::Exit,
        static_cast<quint32>(result.exitCode), text,    {}};
}

} // namespace

Iscsiadm::Iscsiadm(std::shared_ptr<Child> child, unsigned user)
    : m_child(std::move(child))
    , m_user(user)
{
}

ErrorCode Iscsiadm::codeOf(int exitCode)
{
    switch (exitCode) {
    case 2: // ISCSI_ERR_SESS_NOT_FOUND
    case 21: // ISCSI_ERR_NO_OBJS_FOUND
    case 32: // ISCSI_ERR_SESSION_NOT_CONNECTED
        return ErrorCode::AlreadyGone;
    case 7: // ISCSI_ERR_INVAL
        return ErrorCode::InvalidArgument;
    case 8: // ISCSI_ERR_TRANS_TIMEOUT
    case 11: // ISCSI_ERR_PDU_TIMEOUT
    case 33: // ISCSI_ERR_REQ_TIMEDOUT
        return ErrorCode::DeadlinePassed;
    case 13: // ISCSI_ERR_ACCESS
    case 24: // ISCSI_ERR_LOGIN_AUTH_FAILED
        return ErrorCode::PermissionDenied;
    case 18: // ISCSI_ERR_ISCSID_COMM_ERR
    case 20: // ISCSI_ERR_ISCSID_NOTCONN
        return ErrorCode::ServiceNotRunning;
    case 28: // ISCSI_ERR_BUSY
        return ErrorCode::SomethingStandsOnIt;
    default:
        return ErrorCode::CommandFailed;
    }
}

std::optional<Error> Iscsiadm::run(const QList<QByteArray>& argv, const QString& subject,
                                   std::stop_token stop, const std::function<void(Progress)>& progress) const
{
    if (m_user != 0)
        return mooring::errorOf(ErrorCode::PermissionDenied, subject);
    if (stop.stop_requested())
        return mooring::errorOf(ErrorCode::StoppedByUser, subject);
    const auto tell = [&progress](qint64 pid) {
        Progress now;
        now.sent = true;
        now.waitingPid = pid;
        if (progress)
            progress(now);
    };
    tell(0);
    Child::Options options;
    options.waiting = [&tell](qint64 pid, int) { tell(pid); };
    const Result<ChildResult> result = m_child->run(argv, stop, options);
    if (!result && result.error().code == ErrorCode::CommandMissing)
        return Error {ErrorCode::CommandMissing,
                      encodeBytes(argv.value(0)),
                      ErrorDomain::None,
                      0,
                      QStringLiteral("open-iscsi"), // the package
                      {}};
    std::optional<Error> error;
    if (result) {
        error = errorOf(*result, subject);
    } else {
        error = result.error();
        error->subject = subject;
    }
    const bool wasKilled = !result || result->abandoned || result->signal != 0;
    if (error && wasKilled && stop.stop_requested())
        error->code = ErrorCode::StoppedByUser;
    return error;
}

} // namespace mooring
