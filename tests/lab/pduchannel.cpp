// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pduchannel.h"

#include "loopback.h"

#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mooring::lab {

PduChannel::PduChannel(Reactor& reactor, int descriptor)
    : m_reactor(reactor)
    , m_descriptor(descriptor)
{
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

PduChannel::~PduChannel() { close(); }

void PduChannel::begin(std::function<void(const Pdu&)> onPdu, std::function<void(bool)> onEnd)
{
    m_onPdu = std::move(onPdu);
    m_onEnd = std::move(onEnd);
    m_reactor.watch(m_descriptor, EPOLLIN, [weak = weak_from_this()](quint32 events) {
        if (const auto channel = weak.lock())
            channel->ready(events);
    });
}

void PduChannel::close(bool reset)
{
    if (m_descriptor < 0)
        return;
    m_reactor.forget(m_descriptor);
    reset ? closeWithReset(m_descriptor) : void(::close(m_descriptor));
    m_descriptor = -1;
}

void PduChannel::ready(quint32 events)
{
    if (events & EPOLLOUT)
        flush();
    if (isOpen() && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
        readSome();
}

void PduChannel::readSome()
{
    constexpr qsizetype most = 65536;
    const qsizetype before = m_in.size();
    m_in.resize(before + most);
    const ssize_t count = read(m_descriptor, m_in.data() + before, most);
    const int error = errno;
    m_in.resize(before + std::max<ssize_t>(count, 0));
    if (count == 0 || (count < 0 && error != EAGAIN)) {
        close();
        m_onEnd(count < 0);
        return;
    }
    while (isOpen()) {
        const std::optional<Pdu> pdu = takePdu(m_in, m_headerDigest);
        if (!pdu)
            return;
        m_onPdu(*pdu);
    }
}

void PduChannel::send(const QByteArray& bytes)
{
    m_out += bytes;
    flush();
}

void PduChannel::sendEndlessly(const QByteArray& first)
{
    m_isEndless = true;
    send(first);
}

void PduChannel::closeWhenSent()
{
    m_closesWhenSent = true;
    flush();
}

void PduChannel::flush()
{
    if (!isOpen() || m_isDribbling)
        return;
    while (isOpen() && !m_out.isEmpty()) {
        if (!writeSome())
            return;
        if (m_dribbles && !m_out.isEmpty()) {
            dribble();
            return;
        }
        if (m_isEndless && m_out.isEmpty())
            m_out = QByteArray(65536, '\0');
    }
    if (isOpen() && m_closesWhenSent) {
        close();
        m_onEnd(false);
    } else if (isOpen())
        m_reactor.setEvents(m_descriptor, EPOLLIN);
}

bool PduChannel::writeSome()
{
    const size_t most = m_dribbles ? 1 : size_t(m_out.size());
    const ssize_t count = ::send(m_descriptor, m_out.constData(), most, MSG_NOSIGNAL);
    if (count > 0) {
        m_out.remove(0, count);
        return true;
    }
    if (errno == EAGAIN)
        m_reactor.setEvents(m_descriptor, EPOLLIN | EPOLLOUT);
    else
        m_out.clear(); // the end is about to be read
    return false;
}

void PduChannel::dribble()
{
    m_isDribbling = true;
    m_reactor.after(std::chrono::microseconds(200), [weak = weak_from_this()] {
        const auto channel = weak.lock();
        if (!channel)
            return;
        channel->m_isDribbling = false;
        channel->flush();
    });
}

} // namespace mooring::lab
