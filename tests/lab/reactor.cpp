// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reactor.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <future>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace mooring::lab {

namespace {

constexpr quint64 wakeId = 0, timerId = 1;

void add(int epoll, int descriptor, quint32 events, quint64 id)
{
    epoll_event event = {};
    event.events = events;
    event.data.u64 = id;
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) != 0)
        qFatal("lab: cannot watch %d: %s", descriptor, strerror(errno));
}

void drain(int descriptor)
{
    quint64 count = 0;
    while (read(descriptor, &count, sizeof count) < 0 && errno == EINTR) { }
}

} // namespace

Reactor::Reactor()
    : m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_timer(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK))
{
    add(m_epoll, m_wake, EPOLLIN, wakeId);
    add(m_epoll, m_timer, EPOLLIN, timerId);
    m_thread = std::thread([this] { loop(); });
}

Reactor::~Reactor()
{
    stop();
    for (const int descriptor : {m_epoll, m_wake, m_timer})
        close(descriptor);
}

void Reactor::stop()
{
    if (!m_thread.joinable())
        return;
    perform([this] { m_stops = true; });
    m_thread.join();
}

void Reactor::perform(const Task& task)
{
    if (!m_thread.joinable()) {
        task();
        return;
    }
    std::promise<void> done;
    {
        const std::lock_guard lock(m_mutex);
        m_handedOver.emplace_back([&] {
            task();
            done.set_value();
        });
    }
    const quint64 one = 1;
    if (write(m_wake, &one, sizeof one) != sizeof one)
        qFatal("lab: cannot wake a thread: %s", strerror(errno));
    done.get_future().wait();
}

void Reactor::watch(int descriptor, quint32 events, Watcher watcher)
{
    const quint64 id = ++m_lastId;
    add(m_epoll, descriptor, events, id);
    m_watches[descriptor] = {id, events, std::make_shared<Watcher>(std::move(watcher))};
    m_descriptors[id] = descriptor;
}

void Reactor::setEvents(int descriptor, quint32 events)
{
    const auto found = m_watches.find(descriptor);
    if (found == m_watches.end() || std::exchange(found->second.events, events) == events)
        return;
    epoll_event event = {};
    event.events = events;
    event.data.u64 = found->second.id;
    epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event);
}

void Reactor::forget(int descriptor)
{
    const auto found = m_watches.find(descriptor);
    if (found == m_watches.end())
        return;
    epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
    m_descriptors.erase(found->second.id);
    m_watches.erase(found);
}

void Reactor::at(Clock::time_point when, Task task) { m_timed.emplace(when, std::move(task)); }

void Reactor::loop()
{
    std::array<epoll_event, 64> events = {};
    while (!m_stops) {
        armTimer();
        const int count = epoll_wait(m_epoll, events.data(), int(events.size()), -1);
        for (int index = 0; index < count; ++index)
            dispatch(events[size_t(index)].data.u64, events[size_t(index)].events);
        runDue();
    }
}

void Reactor::dispatch(quint64 id, quint32 events)
{
    if (id == wakeId) {
        runHandedOver();
        return;
    }
    if (id == timerId) {
        drain(m_timer);
        m_armed = {};
        return;
    }
    const auto descriptor = m_descriptors.find(id);
    if (descriptor == m_descriptors.end())
        return;
    const std::shared_ptr<Watcher> watcher = m_watches.at(descriptor->second).watcher; // it may forget itself
    (*watcher)(events);
}

void Reactor::runHandedOver()
{
    drain(m_wake);
    std::vector<Task> tasks;
    {
        const std::lock_guard lock(m_mutex);
        tasks.swap(m_handedOver);
    }
    for (const Task& task : tasks)
        task();
}

void Reactor::runDue()
{
    const auto now = Clock::now();
    while (!m_timed.empty() && m_timed.begin()->first <= now) {
        const Task task = std::move(m_timed.begin()->second);
        m_timed.erase(m_timed.begin());
        task();
    }
}

// Only when the next deadline moves: what is measured through a relay is not to pay for the relay.
void Reactor::armTimer()
{
    const Clock::time_point next = m_timed.empty() ? Clock::time_point() : m_timed.begin()->first;
    if (std::exchange(m_armed, next) == next)
        return;
    itimerspec when = {};
    if (!m_timed.empty()) {
        using std::chrono::nanoseconds, std::chrono::duration_cast;
        const auto left = duration_cast<nanoseconds>(next - Clock::now()).count();
        const auto positive = std::max<long long>(left, 1); // 0 would disarm it
        when.it_value = {positive / 1000000000, positive % 1000000000};
    }
    timerfd_settime(m_timer, 0, &when, nullptr);
}

} // namespace mooring::lab
