// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialoguerun.h"

#include "addresses.h"

#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>

namespace mooring::iscsi {

namespace {

constexpr int mostRedirects = 4; // in a row; whoever sends further sends in a circle
constexpr std::chrono::milliseconds logoutPatience {5000};
constexpr size_t bufferSize = size_t(256) * 1024;

int pendingError(int fd)
{
    int number = 0;
    socklen_t length = sizeof number;
    return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &number, &length) == 0 ? number : errno;
}

} // namespace

std::shared_ptr<DialogueRun> DialogueRun::make(const std::shared_ptr<EventLoop>& loop,
                                               std::shared_ptr<Lane> lookups, QString subject,
                                               DialogueLimits limits, Calls calls)
{
    return std::shared_ptr<DialogueRun>(
        new DialogueRun(loop, std::move(lookups), std::move(subject), limits, std::move(calls)));
}

DialogueRun::DialogueRun(const std::shared_ptr<EventLoop>& loop, std::shared_ptr<Lane> lookups,
                         QString subject, DialogueLimits limits, Calls calls)
    : m_loop(*loop)
    , m_home(loop)
    , m_lookups(std::move(lookups))
    , m_subject(std::move(subject))
    , m_limits(limits)
    , m_calls(std::move(calls))
{
}

void DialogueRun::start(const Portal& portal)
{
    m_portal = portal;
    m_wholeTimer = m_loop.in(m_limits.whole, [self = shared_from_this()] {
        self->end(errorOf(ErrorCode::DeadlinePassed, self->m_subject));
    });
    lookUp();
}

void DialogueRun::lookUp()
{
    if (m_portal.isNumeric())
        return tryAddresses(QList<Portal> {m_portal});
    m_lookups->post([self = shared_from_this(), home = m_home, portal = m_portal] {
        const Result<QList<Portal>> addresses = addressesOf(portal);
        if (const auto loop = home.lock())
            loop->post([self, addresses] { self->tryAddresses(addresses); });
    });
}

void DialogueRun::tryAddresses(const Result<QList<Portal>>& addresses)
{
    if (m_hasEnded)
        return;
    if (!addresses)
        return end(addresses.error());
    m_addresses = *addresses;
    tryNext();
}

void DialogueRun::tryNext()
{
    const Result<SocketAddress> address = socketAddress(m_addresses.takeFirst());
    if (!address)
        return end(address.error());
    m_socket = Descriptor(
        ::socket(address->storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
    if (!m_socket)
        return notConnected(errno);
    if (::connect(m_socket.get(), address->generic(), address->length) == 0)
        return connected();
    if (errno != EINPROGRESS && errno != EINTR)
        return notConnected(errno);
    const auto self = shared_from_this();
    m_connectTimer = m_loop.in(m_limits.connect, [self] { self->notConnected(ETIMEDOUT); });
    m_loop.watch(m_socket.get(), EPOLLOUT, [self](uint32_t) {
        const int number = pendingError(self->m_socket.get());
        number == 0 ? self->connected() : self->notConnected(number);
    });
}

void DialogueRun::notConnected(int number)
{
    disconnect();
    if (!m_addresses.isEmpty())
        return tryNext();
    end(number == ETIMEDOUT ? errorOf(ErrorCode::DeadlinePassed, m_subject)
                            : errnoError(number, m_subject, ErrorCode::PortalUnreachable));
}

void DialogueRun::connected()
{
    m_loop.cancel(m_connectTimer);
    const int on = 1;
    ::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    m_dialogue = m_calls.make();
    m_lastHeard = EventLoop::Clock::now();
    listenFor(m_limits.silence);
    m_loop.watch(m_socket.get(), EPOLLIN,
                 [self = shared_from_this()](uint32_t events) { self->ready(events); });
    proceed();
}

// Not set anew at each byte: when it is due, it looks how long ago the last one came.
void DialogueRun::listenFor(std::chrono::milliseconds time)
{
    m_silenceTimer = m_loop.at(m_lastHeard + time, [self = shared_from_this(), time] {
        if (EventLoop::Clock::now() < self->m_lastHeard + time)
            self->listenFor(time);
        else
            self->end(errorOf(ErrorCode::DeadlinePassed, self->m_subject));
    });
}

void DialogueRun::ready(uint32_t events)
{
    if ((events & EPOLLIN) != 0)
        receive();
    else if ((events & (EPOLLERR | EPOLLHUP)) != 0)
        m_dialogue->closed();
    proceed();
}

void DialogueRun::receive()
{
    static thread_local std::array<char, bufferSize> buffer;
    const ssize_t got = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
    if (got > 0) {
        m_lastHeard = EventLoop::Clock::now();
        m_dialogue->input(QByteArrayView(buffer.data(), got));
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
        m_dialogue->closed();
    }
}

void DialogueRun::transmit()
{
    m_unsent += m_dialogue->output();
    if (m_unsent.isEmpty())
        return;
    const ssize_t sent
        = ::send(m_socket.get(), m_unsent.constData(), static_cast<size_t>(m_unsent.size()), MSG_NOSIGNAL);
    if (sent > 0)
        m_unsent.remove(0, sent);
    else if (sent < 0 && errno != EAGAIN && errno != EINTR)
        return m_dialogue->closed();
    m_loop.change(m_socket.get(), m_unsent.isEmpty() ? EPOLLIN : EPOLLIN | EPOLLOUT);
}

void DialogueRun::proceed()
{
    transmit();
    switch (m_dialogue->state()) {
    case Dialogue::State::Running:
        if (m_dialogue->hasAnswer())
            answer({});
        return;
    case Dialogue::State::Done:
        return end({});
    case Dialogue::State::Failed:
        return end(m_dialogue->error());
    case Dialogue::State::Redirected:
        return redirect();
    }
}

void DialogueRun::redirect()
{
    m_portal = m_dialogue->redirection().portal;
    disconnect();
    if (++m_redirects > mostRedirects)
        return end(errorOf(ErrorCode::RedirectLoop, m_subject));
    lookUp();
}

void DialogueRun::answer(const std::optional<Error>& error)
{
    if (std::exchange(m_hasAnswered, true))
        return;
    m_loop.cancel(m_wholeTimer);
    const auto patience = std::min(logoutPatience, m_limits.whole);
    m_wholeTimer = m_loop.in(patience, [self = shared_from_this()] { self->end({}); });
    m_calls.answered(error);
}

void DialogueRun::stop(const Error& why) { end(why); }

void DialogueRun::end(const std::optional<Error>& error)
{
    if (std::exchange(m_hasEnded, true))
        return;
    const auto self = shared_from_this();
    disconnect();
    answer(error);
    m_loop.cancel(m_wholeTimer);
    const Calls calls = std::exchange(m_calls, {}); // they may hold whoever holds this
    calls.ended();
    m_loop.later([self, calls] {}); // all of it may be on the stack
}

void DialogueRun::disconnect()
{
    m_loop.cancel(m_connectTimer);
    m_loop.cancel(m_silenceTimer);
    if (m_socket)
        m_loop.unwatch(m_socket.get());
    m_socket.reset();
    m_unsent.clear();
    if (m_dialogue) // what it holds may hold this
        m_loop.later([former = std::exchange(m_dialogue, nullptr)] {});
}

} // namespace mooring::iscsi
