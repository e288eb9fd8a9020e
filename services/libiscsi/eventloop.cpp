// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventloop.h"

#include <array>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

namespace mooring::iscsi {

namespace {

constexpr quint64 wakeTicket = 1;
constexpr quint64 timerTicket = 2;

void add(int epoll, int fd, uint32_t events, quint64 ticket)
{
    epoll_event event {};
    event.events = events;
    event.data.u64 = ticket;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

void drain(int fd)
{
    quint64 count = 0;
    while (::read(fd, &count, sizeof count) < 0 && errno == EINTR) { }
}

timespec toTimespec(EventLoop::Clock::time_point when)
{
    const auto since = when.time_since_epoch();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since);
    timespec time {};
    time.tv_sec = seconds.count();
    time.tv_nsec = std::chrono::duration_cast<std::chrono::nanoseconds>(since - seconds).count();
    return time;
}

} // namespace

EventLoop::EventLoop()
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK))
{
    add(m_epoll.get(), m_wake.get(), EPOLLIN, wakeTicket);
    add(m_epoll.get(), m_timer.get(), EPOLLIN, timerTicket);
    m_thread = std::thread([this] { run(); });
}

EventLoop::~EventLoop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_posted.clear();
    }
    post({});
    m_thread.join();
}

void EventLoop::post(Work work)
{
    {
        const std::lock_guard lock(m_mutex);
        m_posted.push_back(std::move(work));
        if (m_posted.size() > 1)
            return; // it is on its way
    }
    const quint64 one = 1;
    while (::write(m_wake.get(), &one, sizeof one) < 0 && errno == EINTR) { }
}

void EventLoop::watch(int fd, uint32_t events, std::function<void(uint32_t)> ready)
{
    unwatch(fd);
    const quint64 ticket = ++m_last;
    m_tickets[fd] = ticket;
    m_watched[ticket] = {fd, events, std::move(ready)};
    add(m_epoll.get(), fd, events, ticket);
}

void EventLoop::change(int fd, uint32_t events)
{
    const auto ticket = m_tickets.find(fd);
    if (ticket == m_tickets.end() || m_watched[ticket->second].events == events)
        return;
    m_watched[ticket->second].events = events;
    epoll_event event {};
    event.events = events;
    event.data.u64 = ticket->second;
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, fd, &event);
}

void EventLoop::unwatch(int fd)
{
    const auto ticket = m_tickets.find(fd);
    if (ticket == m_tickets.end())
        return;
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, fd, nullptr);
    m_watched.erase(ticket->second);
    m_tickets.erase(ticket);
}

EventLoop::Timer EventLoop::at(Clock::time_point when, Work work)
{
    const Timer timer = ++m_last;
    m_timers.emplace(std::pair(when, timer), std::move(work));
    m_due[timer] = when;
    return timer;
}

void EventLoop::cancel(Timer& timer)
{
    const auto due = m_due.find(std::exchange(timer, 0));
    if (due == m_due.end())
        return;
    m_timers.erase(std::pair(due->second, due->first));
    m_due.erase(due);
}

void EventLoop::later(Work work) { m_later.push_back(std::move(work)); }

void EventLoop::run()
{
    for (;;) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_ending)
                return;
        }
        turn();
    }
}

void EventLoop::turn()
{
    armTimer();
    std::array<epoll_event, 64> events {};
    const int count = ::epoll_wait(m_epoll.get(), events.data(), int(events.size()), -1);
    for (int i = 0; i < count; ++i) {
        const quint64 ticket = events[size_t(i)].data.u64;
        if (ticket == wakeTicket) {
            drain(m_wake.get());
            runPosted();
        } else if (ticket == timerTicket) {
            drain(m_timer.get());
            m_armed = {};
        } else if (const auto found = m_watched.find(ticket); found != m_watched.end()) {
            const auto ready = found->second.ready; // it may unwatch itself
            ready(events[size_t(i)].events);
        }
    }
    runTimers();
    while (!m_later.empty()) {
        for (const Work& work : std::exchange(m_later, {}))
            work();
    }
}

void EventLoop::runPosted()
{
    std::vector<Work> posted;
    {
        const std::lock_guard lock(m_mutex);
        posted.swap(m_posted);
    }
    for (const Work& work : posted) {
        if (work)
            work();
    }
}

void EventLoop::runTimers()
{
    const Clock::time_point now = Clock::now();
    while (!m_timers.empty() && m_timers.begin()->first.first <= now) {
        auto node = m_timers.extract(m_timers.begin());
        m_due.erase(node.key().second);
        node.mapped()();
    }
}

// One timer for all deadlines, set only when the next one moves.
void EventLoop::armTimer()
{
    const Clock::time_point next = m_timers.empty() ? Clock::time_point {} : m_timers.begin()->first.first;
    if (next == m_armed)
        return;
    m_armed = next;
    itimerspec spec {};
    if (!m_timers.empty())
        spec.it_value = toTimespec(next);
    ::timerfd_settime(m_timer.get(), TFD_TIMER_ABSTIME, &spec, nullptr);
}

} // namespace mooring::iscsi
