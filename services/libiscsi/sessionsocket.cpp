// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessioncall.h"

#include <poll.h>
#include <sys/epoll.h>

// What a session does when its socket is ready.
namespace mooring::iscsi {

namespace {
constexpr std::chrono::milliseconds waitForRest {2};
}

void Session::ready(uint32_t events)
{
    if (m_bare)
        return readBare();
    const bool isPatient = m_state == State::LoggingIn || m_state == State::LoggingOut;
    auto seen = WireWatch::Seen::Data;
    if ((events & EPOLLIN) != 0)
        seen = m_wire.look(m_fd, isPatient);
    switch (seen) {
    case WireWatch::Seen::Partial:
        return waitForTheRest();
    case WireWatch::Seen::Garbage:
        return fail(errorOf(m_state == State::LoggingIn ? ErrorCode::NotIscsi : ErrorCode::AnswerMalformed,
                            subject()));
    case WireWatch::Seen::Data:
    case WireWatch::Seen::Nothing:
    case WireWatch::Seen::End:
        return serve(events, seen == WireWatch::Seen::End);
    }
}

// Not polled until it has had time to come: what is there already would wake us without end.
void Session::waitForTheRest()
{
    m_loop.change(m_fd, 0);
    if (m_retry == 0)
        m_retry = m_loop.in(waitForRest, [this] {
            m_retry = 0;
            update();
        });
}

void Session::serve(uint32_t events, bool hasEnded)
{
    const auto alive = m_alive;
    int pollEvents = 0;
    pollEvents |= (events & EPOLLIN) != 0 ? POLLIN : 0;
    pollEvents |= (events & EPOLLOUT) != 0 ? POLLOUT : 0;
    pollEvents |= (events & (EPOLLERR | EPOLLHUP)) != 0 ? POLLERR : 0;
    ++m_depth;
    const int served = hasEnded ? -1 : iscsi_service(m_context, pollEvents);
    if (!*alive)
        return;
    --m_depth;
    if (m_context == nullptr)
        return;
    if (m_wire.asyncEvent() == 1 && m_state == State::LoggedIn) // RFC 7143, 11.9.1: asks for a logout
        return fail(errorOf(ErrorCode::LogoutRequested, subject()));
    if (served != 0)
        return fail(m_state == State::LoggingIn ? whyLoginFailed()
                                                : errorOf(ErrorCode::ConnectionLost, subject()));
    update();
}

void Session::readBare()
{
    switch (m_bare->read()) {
    case BareConnection::Heard::Nothing:
        return;
    case BareConnection::Heard::LogoutResponse:
        return m_state == State::LoggingOut ? judgeLogout(m_bare->response()) : void();
    case BareConnection::Heard::End:
        return fail(errorOf(ErrorCode::ConnectionLost, subject()));
    }
}

// libiscsi may exchange its socket in any call.
void Session::update()
{
    if (m_context == nullptr || m_closing)
        return;
    const int fd = iscsi_get_fd(m_context);
    const int wanted = m_bare ? POLLIN : iscsi_which_events(m_context);
    uint32_t events = 0;
    events |= (wanted & POLLIN) != 0 ? uint32_t(EPOLLIN) : 0;
    events |= (wanted & POLLOUT) != 0 ? uint32_t(EPOLLOUT) : 0;
    if (fd == m_fd)
        return m_loop.change(fd, events);
    if (m_fd >= 0)
        m_loop.unwatch(m_fd);
    m_fd = fd;
    if (fd >= 0)
        m_loop.watch(fd, events, [this](uint32_t happened) { ready(happened); });
}

} // namespace mooring::iscsi
