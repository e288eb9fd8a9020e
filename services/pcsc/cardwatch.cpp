// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cardwatch.h"

#include "patientcall.h"

namespace mooring::pcsc {

namespace {
// Who uses a card is never told, it is asked.
constexpr std::chrono::milliseconds usePause(1500);
constexpr std::chrono::milliseconds servicePause(1000);
constexpr std::chrono::milliseconds calm(100); // at least, between two looks
constexpr std::chrono::milliseconds cancelPause(5);
constexpr std::chrono::seconds lastPatience(2);
} // namespace

// What the thread works with; the object itself may be gone before it.
class CardWatch::Body
{
public:
    Body(std::shared_ptr<ServiceGate> gate, std::shared_ptr<Attachments> attachments,
         std::function<void()> changed)
        : m_gate(std::move(gate))
        , m_attachments(std::move(attachments))
        , m_changed(std::move(changed))
    {
    }
    void run(const std::stop_token& stop);
    void close(); // tells nothing any more
    bool cancel(); // once; true: nothing waits

private:
    void tell();
    void follow(const Context& context, const std::stop_token& stop);
    bool wait(const Context& context, const QList<ReaderStatus>& known);
    void pause(std::chrono::milliseconds time, const std::stop_token& stop);

    std::shared_ptr<ServiceGate> m_gate;
    std::shared_ptr<Attachments> m_attachments;
    std::mutex m_telling; // while `changed` is called
    std::function<void()> m_changed;
    std::mutex m_mutex;
    std::condition_variable_any m_woken;
    const Context* m_waiting = nullptr; // what a stop has to cancel
};

CardWatch::CardWatch(std::shared_ptr<ServiceGate> gate, std::shared_ptr<Attachments> attachments,
                     std::function<void()> changed)
    : m_body(std::make_shared<Body>(std::move(gate), std::move(attachments), std::move(changed)))
{
    std::thread([body = m_body, stop = m_stop.get_token()] { body->run(stop); }).detach();
}

// A cancel that comes right before the waiting begins is lost: it is said until it is heard.
CardWatch::~CardWatch()
{
    m_stop.request_stop();
    m_body->close();
    Waiting waiting;
    waiting.limit = lastPatience;
    patientCall<bool>(
        [body = m_body] {
            while (!body->cancel())
                std::this_thread::sleep_for(cancelPause);
            return true;
        },
        [](bool) {}, waiting);
}

void CardWatch::Body::close()
{
    const std::lock_guard guard(m_telling);
    m_changed = nullptr;
}

bool CardWatch::Body::cancel()
{
    const std::lock_guard guard(m_mutex);
    if (m_waiting != nullptr)
        m_waiting->cancel();
    return m_waiting == nullptr;
}

void CardWatch::Body::tell()
{
    const std::lock_guard guard(m_telling);
    if (m_changed)
        m_changed();
}

void CardWatch::Body::pause(std::chrono::milliseconds time, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_woken.wait_for(lock, stop, time, [] { return false; });
}

void CardWatch::Body::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        if (m_gate->mayAsk()) {
            const Code before = m_gate->last();
            const auto context = Context::establish();
            m_gate->asked(context ? success : context.error());
            if (context)
                follow(*context, stop);
            if (m_gate->last() != before)
                tell();
        }
        pause(servicePause, stop);
    }
}

// Until pcscd is gone.
void CardWatch::Body::follow(const Context& context, const std::stop_token& stop)
{
    std::optional<QList<ReaderStatus>> known;
    QList<HeldCard> held;
    while (!stop.stop_requested()) {
        const auto now = context.readers();
        m_attachments->check();
        const QList<HeldCard> before = std::exchange(held, m_attachments->held());
        if (!now) {
            m_gate->lost();
            tell();
            return;
        }
        m_gate->asked(success); // by now this run of it has left its traces
        const bool isNew = !known || *now != *known;
        if (isNew || held != before)
            tell();
        known = *now;
        const bool wasWoken = !stop.stop_requested() && wait(context, *known);
        if (wasWoken && !isNew)
            pause(calm, stop);
    }
}

bool CardWatch::Body::wait(const Context& context, const QList<ReaderStatus>& known)
{
    std::unique_lock lock(m_mutex);
    m_waiting = &context;
    lock.unlock();
    const Code code = context.waitForChange(known, usePause);
    lock.lock();
    m_waiting = nullptr;
    return code != timedOut;
}

} // namespace mooring::pcsc
