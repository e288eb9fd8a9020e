// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attachments.h"
#include "servicegate.h"

#include <condition_variable>
#include <functional>
#include <thread>

namespace mooring::pcsc {

// Tells when cards or readers come, go or are used in another way, when one of our attachments is no longer
// what it was, and when pcscd itself comes or goes. Own thread; `changed` is called on it until the object is
// destroyed: never afterwards. pcscd is not kept awake by questions: while it is not there, its traces are
// looked at.
class CardWatch
{
public:
    CardWatch(std::shared_ptr<ServiceGate> gate, std::shared_ptr<Attachments> attachments,
              std::function<void()> changed);
    ~CardWatch();
    CardWatch(const CardWatch&) = delete;
    CardWatch& operator=(const CardWatch&) = delete;

private:
    void run(const std::stop_token& stop);
    void follow(const Context& context, const std::stop_token& stop);
    bool wait(const Context& context, const QList<ReaderStatus>& known, const std::stop_token& stop);
    void pause(std::chrono::milliseconds time, const std::stop_token& stop);

    std::shared_ptr<ServiceGate> m_gate;
    std::shared_ptr<Attachments> m_attachments;
    std::function<void()> m_changed;
    std::mutex m_mutex;
    std::condition_variable_any m_stopped;
    const Context* m_waiting = nullptr; // what a stop has to cancel
    std::jthread m_thread; // the last: it uses the rest
};

} // namespace mooring::pcsc
