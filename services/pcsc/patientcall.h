// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <system_error>
#include <thread>

namespace mooring::pcsc {

// How long somebody waits for a call that has no end of its own.
struct Waiting
{
    std::stop_token stop;
    std::optional<std::chrono::milliseconds> limit; // none: until the stop
    std::function<void()> isSlow; // called once, when it takes longer than a moment
};

inline constexpr std::chrono::milliseconds moment(300);

// Runs a call that may wait without limit on a thread of its own. Empty: nobody waits for it any more; then
// `late` gets its result, on that thread, whenever it comes. Everything that both use they have to keep
// alive.
template <class Result>
std::optional<Result> patientCall(std::function<Result()> call, std::function<void(Result)> late,
                                  const Waiting& waiting)
{
    struct Meeting
    {
        std::mutex mutex;
        std::condition_variable_any met;
        std::optional<Result> result;
        bool isAbandoned = false;
    };
    const auto meeting = std::make_shared<Meeting>();
    const auto body = [meeting, call = std::move(call), late = std::move(late)] {
        Result result = call();
        std::unique_lock lock(meeting->mutex);
        if (!meeting->isAbandoned) {
            meeting->result.emplace(std::move(result));
            meeting->met.notify_all();
            return;
        }
        lock.unlock();
        late(std::move(result));
    };
    try {
        std::thread(body).detach();
    } catch (const std::system_error&) {
        body(); // no thread to be had: then it is waited for
    }
    std::unique_lock lock(meeting->mutex);
    const auto isThere = [&meeting] { return meeting->result.has_value(); };
    const auto wait = [&](std::chrono::milliseconds time) {
        return meeting->met.wait_for(lock, waiting.stop, time, isThere);
    };
    bool isDone = wait(std::min(moment, waiting.limit.value_or(moment)));
    if (!isDone && waiting.isSlow && !waiting.stop.stop_requested())
        waiting.isSlow();
    if (!isDone && waiting.limit)
        isDone = wait(*waiting.limit);
    else if (!isDone)
        isDone = meeting->met.wait(lock, waiting.stop, isThere);
    meeting->isAbandoned = !isDone;
    return std::move(meeting->result);
}

} // namespace mooring::pcsc
