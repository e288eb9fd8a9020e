// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/descriptor.h"

#include <QtGlobal>

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace mooring::iscsi {

// One thread that waits for any number of sockets and deadlines at once (epoll, timerfd, eventfd) and runs
// what is posted to it. post() and isHere() may be called from any thread, everything else only on the loop's
// own. The destructor drops what waits and joins; it must not be called on the loop's thread.
class EventLoop
{
public:
    using Clock = std::chrono::steady_clock;
    using Work = std::function<void()>;
    using Timer = quint64; // 0: none

    EventLoop();
    ~EventLoop();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    void post(Work work);
    bool isHere() const { return std::this_thread::get_id() == m_thread.get_id(); }

    // `events` as for epoll_ctl(2), level-triggered; none: only errors. Watching again changes the events.
    void watch(int fd, uint32_t events, std::function<void(uint32_t)> ready);
    void change(int fd, uint32_t events);
    void unwatch(int fd);

    Timer at(Clock::time_point when, Work work);
    Timer in(std::chrono::milliseconds time, Work work) { return at(Clock::now() + time, std::move(work)); }
    void cancel(Timer& timer); // sets it to 0

    // After all that is ready now has been dealt with: the place to destroy who is on the stack.
    void later(Work work);

private:
    struct Watched
    {
        int fd = -1;
        uint32_t events = 0;
        std::function<void(uint32_t)> ready;
    };
    void run();
    void turn();
    void runPosted();
    void runTimers();
    void armTimer();

    Descriptor m_epoll, m_wake, m_timer;
    std::mutex m_mutex;
    std::vector<Work> m_posted; // guarded by m_mutex
    bool m_ending = false; // guarded by m_mutex
    std::unordered_map<quint64, Watched> m_watched; // by ticket: a descriptor's number may come back
    std::unordered_map<int, quint64> m_tickets; // by descriptor
    std::map<std::pair<Clock::time_point, Timer>, Work> m_timers;
    std::unordered_map<Timer, Clock::time_point> m_due;
    std::vector<Work> m_later;
    Clock::time_point m_armed {};
    quint64 m_last = 2; // tickets and timers; 1 and 2 are the loop's own descriptors
    std::thread m_thread;
};

} // namespace mooring::iscsi
