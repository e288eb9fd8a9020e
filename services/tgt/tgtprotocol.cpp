// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tgtprotocol.h"

#include "services/system/descriptor.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace mooring::tgt {
namespace {

constexpr int kTurn = 100; // ms between two questions whether to stop
constexpr qsizetype kMostText = qsizetype(256) << 20; // of an answer

// As the compiler lays it out for tgtd.
struct WireRequest
{
    quint32 mode, op;
    std::array<char, 64> driver;
    quint32 length;
    qint32 target;
    quint64 session, lun;
    quint32 connection, hostNumber, deviceType, accountDirection, pack, force;
};
static_assert(sizeof(WireRequest) == 120);

struct WireResponse
{
    quint32 error, length;
};
static_assert(sizeof(WireResponse) == 8);

Error about(ErrorCode code, const Control& control, int number = 0)
{
    Error error = errorOf(code, encodeBytes(control.socket));
    error.source = QStringLiteral("tgt@") + encodeBytes(control.name);
    if (number != 0) {
        const Error system = errnoError(number, error.subject, code);
        error.domain = system.domain;
        error.number = system.number;
        error.text = system.text;
    }
    return error;
}

// One connection that never waits longer than it may.
class Line
{
public:
    Line(const std::stop_token& stop, int patience)
        : m_stop(stop)
        , m_limit(patience)
    {
    }

    int open(const QByteArray& path) // an errno
    {
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        if (path.size() >= static_cast<qsizetype>(sizeof address.sun_path))
            return ENAMETOOLONG;
        std::memcpy(&address.sun_path, path.constData(), static_cast<size_t>(path.size()));
        m_socket = Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        for (;;) {
            if (::connect(m_socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
                return 0;
            if (errno != EAGAIN) // its backlog is full
                return errno;
            if (isOver())
                return ETIMEDOUT;
            ::poll(nullptr, 0, 10);
        }
    }

    int send(const QByteArray& bytes)
    {
        for (qsizetype at = 0; at < bytes.size();) {
            const ssize_t count = ::send(m_socket.get(), bytes.constData() + at,
                                         static_cast<size_t>(bytes.size() - at), MSG_NOSIGNAL);
            if (count >= 0)
                at += count;
            else if (const int error = errno; error != EAGAIN || !waitFor(POLLOUT))
                return error == EAGAIN ? ETIMEDOUT : error;
        }
        return 0;
    }

    int readAll(QByteArray& bytes) // until it is closed
    {
        for (qsizetype used = 0;;) {
            if (used > kMostText)
                return EMSGSIZE;
            bytes.resize(used + std::clamp<qsizetype>(used, 1 << 16, 1 << 23));
            const ssize_t count
                = ::read(m_socket.get(), bytes.data() + used, static_cast<size_t>(bytes.size() - used));
            const int error = count < 0 ? errno : 0;
            used += std::max<ssize_t>(count, 0);
            bytes.resize(used);
            if (count == 0)
                return 0;
            if (error != 0 && (error != EAGAIN || !waitFor(POLLIN)))
                return error == EAGAIN ? ETIMEDOUT : error;
        }
    }

    qint64 peer() const
    {
        ucred who = {};
        socklen_t size = sizeof who;
        return ::getsockopt(m_socket.get(), SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 ? who.pid : 0;
    }

private:
    bool isOver() const { return m_limit.hasExpired() || m_stop.stop_requested(); }

    bool waitFor(short events)
    {
        while (!isOver()) {
            pollfd what {m_socket.get(), events, 0};
            const int turn = static_cast<int>(std::min<qint64>(kTurn, m_limit.remainingTime() + 1));
            if (::poll(&what, 1, turn) > 0)
                return true;
        }
        return false;
    }
    Descriptor m_socket;
    const std::stop_token& m_stop;
    QDeadlineTimer m_limit;
};

ErrorCode codeOfErrno(int number)
{
    switch (number) {
    case ECONNREFUSED:
    case ENOENT:
        return ErrorCode::ServiceNotRunning;
    case EACCES:
    case EPERM:
        return ErrorCode::TargetServerRefused;
    case ETIMEDOUT:
        return ErrorCode::DeadlinePassed;
    default:
        return ErrorCode::SystemCallFailed;
    }
}

} // namespace

QByteArray encoded(const Request& request)
{
    QByteArray parameters = request.parameters;
    if (!parameters.isEmpty())
        parameters.append('\0');
    WireRequest wire = {};
    wire.mode = static_cast<quint32>(request.mode);
    wire.op = static_cast<quint32>(request.op);
    constexpr std::string_view driver = "iscsi";
    if (request.mode != Mode::System)
        std::copy(driver.begin(), driver.end(), wire.driver.begin());
    wire.length = static_cast<quint32>(sizeof wire) + static_cast<quint32>(parameters.size());
    wire.target = request.target;
    wire.session = request.session;
    wire.lun = request.lun;
    wire.connection = request.connection;
    wire.deviceType = request.deviceType;
    return QByteArray(reinterpret_cast<const char*>(&wire), sizeof wire) + parameters;
}

std::optional<Response> decoded(const QByteArray& answer)
{
    WireResponse wire = {};
    if (answer.size() < static_cast<qsizetype>(sizeof wire))
        return {};
    std::memcpy(&wire, answer.constData(), sizeof wire);
    const auto size = static_cast<quint64>(answer.size());
    if (wire.length != size) // it counts the head as well (usr/mgmt.c, mtask_recv_send)
        return {};
    Response response;
    response.error = wire.error;
    response.text = answer.mid(sizeof wire);
    while (response.text.endsWith('\0'))
        response.text.chop(1);
    return response;
}

Answer ask(const Control& control, const Request& request, const std::stop_token& stop, int patience)
{
    Answer answer;
    Line line(stop, patience);
    int error = line.open(control.socket);
    QByteArray bytes;
    if (error == 0) {
        answer.pid = line.peer();
        error = line.send(encoded(request));
        answer.wasSent = error == 0;
    }
    if (error == 0)
        error = line.readAll(bytes);
    // who is not its user is cut off unread
    const bool isCutOff = error == EPIPE || error == ECONNRESET || (error == 0 && bytes.isEmpty());
    if (isCutOff)
        answer.error = about(ErrorCode::ConnectionLost, control, error);
    else if (error != 0)
        answer.error = about(codeOfErrno(error), control, error);
    if (answer.error)
        return answer;
    if (auto response = decoded(bytes))
        answer.response = std::move(*response);
    else
        answer.error = about(ErrorCode::AnswerMalformed, control);
    return answer;
}

Error errorOfNumber(quint32 number, const QString& subject)
{
    const auto code = [number] {
        switch (number) {
        case NoMemory:
            return ErrorCode::OutOfMemory;
        case NoUnit:
            return ErrorCode::UnitNotInTarget;
        case NoSession:
        case NoConnection:
            return ErrorCode::AlreadyGone;
        case NoTarget:
        case InvalidRequest:
        case UnknownParameter:
            return ErrorCode::InvalidArgument;
        case UnitExists:
            return ErrorCode::LunNumberTaken;
        case TargetActive:
        case DriverActive:
            return ErrorCode::TargetBusy;
        case UnitActive:
        case PreventRemoval:
            return ErrorCode::UnitBusy;
        case UnsupportedOperation:
            return ErrorCode::NotSupportedHere;
        default:
            return number > PreventRemoval ? ErrorCode::UnknownNumber : ErrorCode::CommandFailed;
        }
    }();
    Error error = errorOf(code, subject);
    error.domain = ErrorDomain::Tgt;
    error.number = number;
    return error;
}

} // namespace mooring::tgt
