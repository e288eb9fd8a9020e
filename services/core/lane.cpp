// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lane.h"

#include <QtGlobal>

#include <exception>
#include <system_error>
#include <thread>

namespace mooring {

std::shared_ptr<Lane> Lane::make(int width) { return std::shared_ptr<Lane>(new Lane(width)); }

Lane::Lane(int width)
    : m_width(qMax(1, width))
{
}

bool Lane::needsThread() const { return m_threads < m_width && m_idle < static_cast<int>(m_jobs.size()); }

bool Lane::addThread()
{
    try {
        std::thread([self = shared_from_this()] { self->work(); }).detach();
        ++m_threads;
    } catch (const std::system_error&) {
        return m_threads > 0; // those there are will come to it
    }
    return true;
}

void Lane::post(Job job)
{
    std::deque<Job> dropped; // destroyed without the lock: a job's end may call anything
    const std::lock_guard guard(m_mutex);
    if (m_closed) {
        dropped.push_back(std::move(job));
        return;
    }
    m_jobs.push_back(std::move(job));
    if (needsThread() && !addThread())
        dropped.swap(m_jobs);
    m_wake.notify_one();
}

void Lane::close()
{
    std::deque<Job> dropped;
    const std::lock_guard guard(m_mutex);
    m_closed = true;
    dropped.swap(m_jobs);
    m_wake.notify_all();
}

void Lane::work()
{
    while (true) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            ++m_idle;
            m_wake.wait(lock, [this] { return m_closed || !m_jobs.empty(); });
            --m_idle;
            if (m_closed)
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        try {
            job();
        } catch (const std::exception& thrown) {
            qCritical("a job ended with an exception: %s", thrown.what());
        }
    }
}

} // namespace mooring
