// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "relayline.h"

#include "loopback.h"

#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mooring::lab {

namespace {

constexpr size_t chunkSize = 65536;
constexpr qint64 mostHeld = qint64(8) << 20; // a long fat line holds much, not everything
constexpr size_t towardsInitiator = 0, towardsTarget = 1;

size_t other(size_t end) { return 1 - end; }

} // namespace

void Relay::State::forget(const Line* line)
{
    std::erase_if(lines, [&](const auto& each) { return each.get() == line; });
}

void Relay::State::cutAll(Cut how)
{
    for (const auto& line : std::exchange(lines, {}))
        line->cut(how);
}

Relay::Line::Line(State& state, int initiator, int target)
    : m_state(state)
    , m_ends {initiator, target}
{
    const int on = 1;
    for (const int end : m_ends)
        setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Relay::Line::~Line() { cut(Cut::Fin); }

void Relay::Line::begin()
{
    for (const size_t end : {towardsInitiator, towardsTarget})
        m_state.reactor.watch(m_ends[end], EPOLLIN, [weak = weak_from_this(), end](quint32 events) {
            if (const auto line = weak.lock())
                line->ready(end, events);
        });
}

void Relay::Line::cut(Cut how)
{
    for (int& end : m_ends) {
        if (end < 0)
            continue;
        m_state.reactor.forget(end);
        how == Cut::Reset ? closeWithReset(end) : void(close(end));
        end = -1;
    }
}

void Relay::Line::ready(size_t end, quint32 events)
{
    if (events & EPOLLERR) {
        cut(Cut::Reset);
        m_state.forget(this);
        return;
    }
    if (events & EPOLLOUT) {
        m_isFull[end] = false;
        deliver(other(end));
    }
    if (m_ends[end] >= 0 && (events & EPOLLIN))
        readFrom(end);
    // nothing more comes from an end closed both ways, and it would be told again and again
    if (m_ends[end] >= 0 && (events & EPOLLHUP) && m_flows[end].hasEnded)
        m_state.reactor.forget(m_ends[end]);
    else if (m_ends[end] >= 0)
        updateEvents(end);
    forgetIfOver();
}

void Relay::Line::readFrom(size_t end)
{
    Flow& flow = m_flows[end];
    static thread_local std::array<char, chunkSize> buffer;
    const ssize_t count = read(m_ends[end], buffer.data(), buffer.size());
    if (count < 0 && errno == EAGAIN)
        return;
    if (count < 0) {
        cut(Cut::Reset);
        return;
    }
    QByteArray bytes(buffer.data(), count);
    const QByteArray& told = m_state.told;
    if (end == towardsTarget && !told.isEmpty()
        && memmem(buffer.data(), size_t(count), told.constData(), size_t(told.size())) != nullptr)
        bytes.replace(m_state.told, m_state.toldInstead);
    flow.hasEnded = count == 0;
    flow.held += count;
    flow.chunks.push_back({Reactor::Clock::now() + m_state.delay, bytes});
    deliver(end);
}

void Relay::Line::deliverAll()
{
    const auto keep = shared_from_this();
    deliver(towardsInitiator);
    deliver(towardsTarget);
    forgetIfOver();
}

void Relay::Line::deliver(size_t from)
{
    while (m_ends[from] >= 0 && !m_state.stalls && !m_isFull[other(from)] && deliverFront(from)) { }
    if (m_ends[from] >= 0 && !m_flows[from].hasEnded)
        updateEvents(from);
}

bool Relay::Line::deliverFront(size_t from)
{
    Flow& flow = m_flows[from];
    if (flow.chunks.empty())
        return false;
    Chunk& chunk = flow.chunks.front();
    if (chunk.due > Reactor::Clock::now()) {
        awaitDue(from);
        return false;
    }
    if (chunk.bytes.isEmpty()) {
        shutdown(m_ends[other(from)], SHUT_WR);
        flow.isThrough = true;
    } else if (!writeFront(from, chunk)) {
        return false;
    }
    if (m_ends[from] >= 0)
        flow.chunks.pop_front();
    return m_ends[from] >= 0;
}

bool Relay::Line::writeFront(size_t from, Chunk& chunk)
{
    const size_t to = other(from);
    const bool counts = to == towardsInitiator && m_state.bytesLeft;
    const qint64 most = counts ? std::min(chunk.bytes.size(), *m_state.bytesLeft) : chunk.bytes.size();
    const ssize_t count = send(m_ends[to], chunk.bytes.constData(), size_t(most), MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN) {
        cut(Cut::Reset);
        return false;
    }
    const qint64 written = std::max<ssize_t>(count, 0);
    m_state.delivered[from] += written;
    m_flows[from].held -= written;
    chunk.bytes.remove(0, written);
    if (counts && (*m_state.bytesLeft -= written) <= 0) {
        m_state.bytesLeft.reset();
        m_state.cutAll(m_state.cutHow);
        return false;
    }
    if (chunk.bytes.isEmpty())
        return true;
    m_isFull[to] = true;
    updateEvents(to);
    return false;
}

void Relay::Line::awaitDue(size_t from)
{
    Flow& flow = m_flows[from];
    if (std::exchange(flow.isTimed, true))
        return;
    m_state.reactor.at(flow.chunks.front().due, [weak = weak_from_this(), from] {
        const auto line = weak.lock();
        if (!line)
            return;
        line->m_flows[from].isTimed = false;
        line->deliverAll();
    });
}

void Relay::Line::updateEvents(size_t end)
{
    const bool takesMore = !m_flows[end].hasEnded && m_flows[end].held < mostHeld;
    const quint32 in = takesMore ? EPOLLIN : 0U, out = m_isFull[end] ? EPOLLOUT : 0U;
    m_state.reactor.setEvents(m_ends[end], in | out);
}

void Relay::Line::forgetIfOver()
{
    if (m_ends[0] < 0 || (m_flows[0].isThrough && m_flows[1].isThrough))
        m_state.forget(this);
}

} // namespace mooring::lab
