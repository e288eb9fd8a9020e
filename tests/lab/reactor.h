// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace mooring::lab {

// One thread that waits for many descriptors and points in time, and does everything that is handed to it.
class Reactor
{
public:
    using Clock = std::chrono::steady_clock;
    using Task = std::function<void()>;
    using Watcher = std::function<void(quint32 events)>; // EPOLL...

    Reactor();
    ~Reactor();
    Reactor(const Reactor&) = delete;
    Reactor& operator=(const Reactor&) = delete;

    // From other threads.
    void perform(const Task& task); // returns when it is done; after stop() it is done here
    void stop();

    // From its own thread, or before anything is watched.
    void watch(int descriptor, quint32 events, Watcher watcher);
    void setEvents(int descriptor, quint32 events);
    void forget(int descriptor); // before it is closed
    void at(Clock::time_point when, Task task);
    void after(std::chrono::microseconds delay, Task task) { at(Clock::now() + delay, std::move(task)); }

private:
    struct Watch
    {
        quint64 id;
        quint32 events;
        std::shared_ptr<Watcher> watcher;
    };
    void loop();
    void dispatch(quint64 id, quint32 events);
    void runHandedOver();
    void runDue();
    void armTimer();
    int m_epoll = -1, m_wake = -1, m_timer = -1;
    quint64 m_lastId = 1; // 0 and 1: m_wake and m_timer
    std::unordered_map<int, Watch> m_watches; // by descriptor
    std::unordered_map<quint64, int> m_descriptors; // by id: an event of one closed meanwhile finds nothing
    std::multimap<Clock::time_point, Task> m_timed;
    Clock::time_point m_armed; // what the timer is set to; none: it is not
    std::mutex m_mutex;
    std::vector<Task> m_handedOver;
    bool m_stops = false;
    std::thread m_thread;
};

} // namespace mooring::lab
