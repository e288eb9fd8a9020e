// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "relay.h"

#include "loopback.h"
#include "relayline.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mooring::lab {

Relay::Relay(quint16 target, std::chrono::microseconds delay)
    : m_listener(listenOn(m_port))
    , m_state(new State {.reactor = m_reactor, .target = target, .delay = delay})
{
    m_reactor.perform([this] { m_reactor.watch(m_listener, EPOLLIN, [this](quint32) { acceptOne(); }); });
}

Relay::~Relay()
{
    m_reactor.stop();
    m_state->lines.clear();
    if (m_listener >= 0)
        close(m_listener);
}

QByteArray Relay::portal() const { return addressOf(m_port); }

void Relay::acceptOne()
{
    const int initiator = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (initiator < 0)
        return;
    ++m_state->connections;
    const int target = beginConnecting(m_state->target);
    if (target < 0) {
        closeWithReset(initiator);
        return;
    }
    const auto line = std::make_shared<Line>(*m_state, initiator, target);
    m_state->lines.push_back(line);
    line->begin();
}

void Relay::standInForTheTarget()
{
    m_reactor.perform([&] {
        m_state->told = addressOf(m_state->target);
        m_state->toldInstead = addressOf(m_port);
        if (m_state->told.size() != m_state->toldInstead.size())
            qFatal("relay: ports of different lengths"); // lengths of PDUs would no longer be true
    });
}

void Relay::setDelay(std::chrono::microseconds delay)
{
    m_reactor.perform([&] { m_state->delay = delay; });
}

void Relay::cut(Cut how)
{
    m_reactor.perform([&] { m_state->cutAll(how); });
}

void Relay::cutAfter(qint64 bytes, Cut how)
{
    m_reactor.perform([&] {
        m_state->bytesLeft = bytes;
        m_state->cutHow = how;
    });
}

void Relay::stall()
{
    m_reactor.perform([&] { m_state->stalls = true; });
}

void Relay::goOn()
{
    m_reactor.perform([&] {
        m_state->stalls = false;
        for (const auto& line : std::vector(m_state->lines))
            line->deliverAll();
    });
}

void Relay::refuseConnections()
{
    m_reactor.perform([&] {
        m_reactor.forget(m_listener);
        close(std::exchange(m_listener, -1));
    });
}

int Relay::connections()
{
    int count = 0;
    m_reactor.perform([&] { count = m_state->connections; });
    return count;
}

int Relay::openConnections()
{
    int count = 0;
    m_reactor.perform([&] { count = int(m_state->lines.size()); });
    return count;
}

qint64 Relay::bytesForward()
{
    qint64 count = 0;
    m_reactor.perform([&] { count = m_state->delivered[0]; });
    return count;
}

qint64 Relay::bytesBack()
{
    qint64 count = 0;
    m_reactor.perform([&] { count = m_state->delivered[1]; });
    return count;
}

} // namespace mooring::lab
