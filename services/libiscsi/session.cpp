// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "loginstatus.h"
#include "sessioncall.h"

#include <algorithm>
#include <array>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace mooring::iscsi {

namespace {

QByteArray localAddressOf(int fd)
{
    sockaddr_storage address {};
    socklen_t length = sizeof address;
    std::array<char, NI_MAXHOST> host {};
    std::array<char, NI_MAXSERV> port {};
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::getsockname(fd, generic, &length) != 0
        || ::getnameinfo(generic, length, host.data(), host.size(), port.data(), port.size(),
                         NI_NUMERICHOST | NI_NUMERICSERV)
            != 0)
        return {};
    const QByteArray name(host.data());
    return (name.contains(':') ? '[' + name + ']' : name) + ':' + QByteArray(port.data());
}

// "... Connection refused(111) while connecting": the only place where libiscsi leaves it.
quint32 errnoIn(const QByteArray& text)
{
    const auto open = text.lastIndexOf('(');
    const auto close = text.indexOf(')', open);
    return open < 0 || close < 0 ? 0 : text.mid(open + 1, close - open - 1).toUInt();
}

} // namespace

Session::Session(EventLoop& loop, SessionSettings settings)
    : m_loop(loop)
    , m_settings(std::move(settings))
{
}

Session::~Session()
{
    *m_alive = false;
    m_whenLost = nullptr;
    if (m_context != nullptr)
        close(errorOf(ErrorCode::ConnectionLost, subject()));
}

QString Session::subject() const
{
    return QString::fromUtf8(m_settings.target + " (" + m_settings.address + ')');
}

void Session::logIn(Ended ended)
{
    m_state = State::LoggingIn;
    m_loginEnded = std::move(ended);
    m_context = iscsi_create_context(m_settings.initiator.constData());
    if (m_context == nullptr)
        return fail(errorOf(ErrorCode::OutOfMemory, subject()));
    prepareContext(m_context, m_settings);
    ++m_depth;
    const int sent = iscsi_connect_async(
        m_context, m_settings.address.constData(),
        [](iscsi_context*, int status, void*, void* self) { static_cast<Session*>(self)->connected(status); },
        this);
    --m_depth;
    if (sent != 0)
        return fail(libraryError(ErrorCode::PortalUnreachable));
    update();
}

void Session::connected(int status)
{
    if (m_closing || m_state != State::LoggingIn)
        return;
    if (status != SCSI_STATUS_GOOD)
        return fail(libraryError(ErrorCode::PortalUnreachable));
    const int on = 1;
    ::setsockopt(iscsi_get_fd(m_context), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    m_localAddress = localAddressOf(iscsi_get_fd(m_context));
    const int sent = iscsi_login_async(
        m_context,
        [](iscsi_context*, int result, void*, void* self) {
            static_cast<Session*>(self)->loginEnded(result);
        },
        this);
    if (sent != 0)
        fail(libraryError(ErrorCode::LoginRefused));
}

void Session::loginEnded(int status)
{
    if (m_closing || m_state != State::LoggingIn)
        return;
    if (m_wire.loginStatus().value_or(0) >> 8 == 1) // moved: RFC 7143, 11.13.5
        m_redirectedTo = m_wire.loginKeys().value("TargetAddress");
    if (status != SCSI_STATUS_GOOD)
        return fail(whyLoginFailed());
    m_state = State::LoggedIn;
    if (const Ended ended = std::exchange(m_loginEnded, nullptr))
        ended({});
}

void Session::start(const std::function<int(Call*)>& send, std::unique_ptr<Call> call)
{
    Call* const raw = call.get();
    if (m_context == nullptr || (m_state != State::LoggedIn && m_state != State::LoggingOut))
        return raw->answer(m_whyLost.value_or(errorOf(ErrorCode::ConnectionLost, subject())));
    m_calls.push_back(std::move(call));
    ++m_depth;
    const int sent = send(raw);
    --m_depth;
    if (sent != 0)
        return finish(raw, libraryError(ErrorCode::SystemCallFailed));
    update();
}

// One at a time: a second one takes the place of the first, which is answered as timed out.
void Session::logOut(Ended ended)
{
    if (m_context == nullptr || (m_state != State::LoggedIn && m_state != State::LoggingOut))
        return ended(m_whyLost.value_or(errorOf(ErrorCode::AlreadyGone, subject())));
    if (const Ended former = std::exchange(m_logoutEnded, std::move(ended)))
        former(errorOf(ErrorCode::DeadlinePassed, subject()));
    m_wire.forgetLogout();
    m_state = State::LoggingOut;
    if (std::exchange(m_logoutSent, true) && !m_bare) // libiscsi sends nothing after its first one
        m_bare.emplace(iscsi_get_fd(m_context), m_wire);
    if (m_bare) {
        if (!m_bare->sendLogout())
            fail(errorOf(ErrorCode::ConnectionLost, subject()));
        return;
    }
    ++m_depth;
    const int sent = iscsi_logout_async(m_context, Sink::loggedOut, this);
    --m_depth;
    if (sent != 0)
        return fail(libraryError(ErrorCode::ConnectionLost));
    update();
}

void Session::logoutEnded(int status)
{
    if (m_closing || m_state != State::LoggingOut)
        return;
    if (status != SCSI_STATUS_GOOD || !m_wire.logoutResponse())
        return fail(errorOf(ErrorCode::ConnectionLost, subject()));
    judgeLogout(*m_wire.logoutResponse());
}

void Session::judgeLogout(quint8 response)
{
    const Ended ended = std::exchange(m_logoutEnded, nullptr);
    if (response != 0) {
        if (!m_bare)
            m_bare.emplace(iscsi_get_fd(m_context), m_wire);
        m_state = State::LoggedIn;
        Error refused = errorOf(ErrorCode::LogoutRefused, subject());
        refused.domain = ErrorDomain::Iscsi;
        refused.number = response;
        return ended ? ended(refused) : void();
    }
    m_state = State::Closed;
    close(errorOf(ErrorCode::AlreadyGone, subject()));
    if (ended)
        ended({});
}

void Session::command(quint16 lun, const QByteArray& cdb, quint32 length, Answered answered)
{
    auto call = std::make_unique<Call>(*this);
    call->answered = std::move(answered);
    QByteArray bytes = cdb;
    call->task = scsi_create_task(int(bytes.size()), reinterpret_cast<unsigned char*>(bytes.data()),
                                  length > 0 ? SCSI_XFER_READ : SCSI_XFER_NONE, int(length));
    if (call->task == nullptr)
        return call->answer(errorOf(ErrorCode::OutOfMemory, subject()));
    start(
        [this, lun](Call* raw) {
            return iscsi_scsi_command_async(m_context, lun, raw->task, Sink::scsiAnswered, nullptr, raw);
        },
        std::move(call));
}

void Session::ping(Ended ended)
{
    auto call = std::make_unique<Call>(*this);
    call->ended = std::move(ended);
    start(
        [this](Call* raw) {
            static std::array<unsigned char, 4> data {'p', 'i', 'n', 'g'};
            return iscsi_nop_out_async(m_context, Sink::pinged, data.data(), int(data.size()), raw);
        },
        std::move(call));
}

void Session::fail(Error why)
{
    if (m_state == State::Closed)
        return;
    const bool wasIn = m_state == State::LoggedIn || m_state == State::LoggingOut;
    m_state = State::Lost;
    m_whyLost = why;
    const auto alive = m_alive;
    close(why);
    if (*alive && wasIn && m_whenLost)
        m_loop.later([alive, lost = std::exchange(m_whenLost, nullptr)] {
            if (*alive)
                lost();
        });
}

void Session::close(const Error& why)
{
    if (m_state != State::Lost)
        m_state = State::Closed;
    m_loop.cancel(m_retry);
    if (std::exchange(m_closing, true))
        return;
    if (m_fd >= 0)
        m_loop.unwatch(std::exchange(m_fd, -1));
    iscsi_context* const context = std::exchange(m_context, nullptr);
    auto calls = std::make_shared<std::deque<std::unique_ptr<Call>>>(std::exchange(m_calls, {}));
    for (const auto& call : *calls)
        call->session = nullptr;
    const auto destroy = [context, calls] { // what libiscsi still calls back then finds no session
        if (context != nullptr)
            iscsi_destroy_context(context);
        calls->clear();
    };
    const bool isInside = m_depth > 0;
    if (isInside)
        m_loop.later(destroy);
    m_bare.reset();
    const auto alive = m_alive;
    for (Ended* ended : {&m_loginEnded, &m_logoutEnded}) {
        if (!*alive)
            break;
        if (const Ended tell = std::exchange(*ended, nullptr))
            tell(why);
    }
    for (const auto& call : *calls)
        call->answer(why);
    if (!isInside)
        destroy();
}

Error Session::libraryError(ErrorCode code) const
{
    Error error = errorOf(code, subject());
    const QByteArray text(m_context != nullptr ? iscsi_get_error(m_context) : "");
    error.text = QString::fromUtf8(text);
    error.domain = ErrorDomain::Libiscsi;
    if (const quint32 number = errnoIn(text); code == ErrorCode::PortalUnreachable && number != 0) {
        error.domain = ErrorDomain::Errno;
        error.number = number;
    }
    return error;
}

// The target's own word for it, where it came to that.
Error Session::whyLoginFailed() const
{
    if (m_wire.loginStatus().value_or(0) != 0) {
        if (const auto refused = loginError(*m_wire.loginStatus(), m_settings.chap.has_value(), subject()))
            return *refused;
    }
    if (!m_redirectedTo.isEmpty())
        return errorOf(ErrorCode::LoginRefused, subject());
    if (m_settings.mutualChap && m_wire.loginStatus()) // it let us in, and did not prove who it is
        return libraryError(ErrorCode::AuthenticationFailed);
    return libraryError(m_wire.loginStatus() ? ErrorCode::LoginRefused : ErrorCode::ConnectionLost);
}

void Session::finish(Call* call, std::optional<Error> error, QByteArray data)
{
    const auto at = std::find_if(m_calls.begin(), m_calls.end(),
                                 [call](const auto& each) { return each.get() == call; });
    if (at == m_calls.end())
        return;
    const std::unique_ptr<Call> owned = std::move(*at);
    m_calls.erase(at);
    if (error)
        owned->answer(*error);
    else
        owned->answer(std::move(data));
}

} // namespace mooring::iscsi
