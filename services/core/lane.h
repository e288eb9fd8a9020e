// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace mooring {

// Runs jobs in order on at most `width` threads of its own, made when needed. The threads belong to nobody:
// close() drops what waits and lets what runs end by itself, so that a job that hangs holds nobody up.
class Lane : public std::enable_shared_from_this<Lane>
{
public:
    using Job = std::function<void()>;
    static std::shared_ptr<Lane> make(int width);

    void post(Job job); // dropped when the lane is closed or no thread can be had
    void close();

private:
    explicit Lane(int width);
    bool needsThread() const;
    bool addThread();
    void work();

    const int m_width;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    int m_threads = 0;
    int m_idle = 0;
    bool m_closed = false;
};

} // namespace mooring
