// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardwatch.h"

namespace mooring::pcsc {

namespace {
// Who uses a card is never told, it is asked.
constexpr std::chrono::milliseconds usePause(1500);
constexpr std::chrono::milliseconds servicePause(1000);
constexpr std::chrono::milliseconds calm(100); // at least, between two looks
constexpr std::chrono::milliseconds cancelPause(5);
} // namespace

CardWatch::CardWatch(std::shared_ptr<ServiceGate> gate, std::shared_ptr<Attachments> attachments,
                     std::function<void()> changed)
    : m_gate(std::move(gate))
    , m_attachments(std::move(attachments))
    , m_changed(std::move(changed))
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

// A cancel that comes right before the waiting begins is lost: it is said until it is heard.
CardWatch::~CardWatch()
{
    m_thread.request_stop();
    std::unique_lock lock(m_mutex);
    while (m_waiting != nullptr) {
        m_waiting->cancel();
        m_stopped.wait_for(lock, cancelPause, [this] { return m_waiting == nullptr; });
    }
}

void CardWatch::pause(std::chrono::milliseconds time, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_stopped.wait_for(lock, stop, time, [] { return false; });
}

void CardWatch::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        if (m_gate->mayAsk()) {
            const Code before = m_gate->last();
            const auto context = Context::establish();
            m_gate->asked(context ? success : context.error());
            if (context)
                follow(*context, stop);
            if (!stop.stop_requested() && m_gate->last() != before)
                m_changed();
        }
        pause(servicePause, stop);
    }
}

// Until pcscd is gone.
void CardWatch::follow(const Context& context, const std::stop_token& stop)
{
    std::optional<QList<ReaderStatus>> known;
    while (!stop.stop_requested()) {
        const auto now = context.readers();
        const bool hasChanged = m_attachments->check();
        if (!now) {
            m_gate->lost();
            m_changed();
            return;
        }
        const bool isNew = !known || *now != *known;
        if (hasChanged || isNew)
            m_changed();
        known = *now;
        const bool wasWoken = wait(context, *known, stop);
        if (wasWoken && !isNew)
            pause(calm, stop);
    }
}

bool CardWatch::wait(const Context& context, const QList<ReaderStatus>& known, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    if (stop.stop_requested())
        return false;
    m_waiting = &context;
    lock.unlock();
    const Code code = context.waitForChange(known, usePause);
    lock.lock();
    m_waiting = nullptr;
    m_stopped.notify_all();
    return code != timedOut;
}

} // namespace mooring::pcsc
