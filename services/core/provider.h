// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "inventory.h"
#include "plan.h"
#include "providerinfo.h"

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>

namespace mooring {

// How far a step is. Unknown figures stay empty.
struct Progress
{
    std::optional<int> percent; // 0..100
    std::optional<quint64> bytesLeft;
    std::optional<quint64> bytesPerSecond;
    qint64 waitingPid = 0; // a child that still waits in the kernel
    QString waitingFor; // who is waited for, as the user knows it
    bool sent = false; // the request is out and cannot be called back: stop() is too late for this step
    bool operator==(const Progress&) const = default;
};

// What a provider answers to one step. Success here is a hint; the look decides.
struct StepResult
{
    std::optional<Error> error;
    QJsonObject restore; // replaces Step::restore when not empty (what is known only afterwards)
    QList<ResourceId> created; // attach, mount: the new ones
    // Putting back: device paths as the recipe has them, and as they are now (both percent-encoded), also
    // where these are the same.
    QJsonObject cameAs;
    Facts facts; // what it found out on the way: checksums, where an overlay is kept
    bool operator==(const StepResult&) const = default;
};

// The answer to one request. Move-only; answers once, from any thread; destroyed unanswered, it answers
// nothing known: the callback gets an empty optional. `progress` may be called before the answer, from any
// thread.
template <class T> class Reply
{
public:
    using Answer = std::function<void(std::optional<T>)>;
    using ProgressSink = std::function<void(Progress)>;
    Reply() = default;
    explicit Reply(Answer answer, ProgressSink progress = {})
        : m_answer(std::move(answer))
        , m_progress(std::move(progress))
    {
    }
    Reply(Reply&& other) noexcept
        : m_answer(std::exchange(other.m_answer, nullptr))
        , m_progress(std::exchange(other.m_progress, nullptr))
    {
    }
    Reply& operator=(Reply&& other) noexcept
    {
        if (this != &other) {
            abandon();
            m_answer = std::exchange(other.m_answer, nullptr);
            m_progress = std::exchange(other.m_progress, nullptr);
        }
        return *this;
    }
    Reply(const Reply&) = delete;
    Reply& operator=(const Reply&) = delete;
    ~Reply() { abandon(); }

    void answer(T value)
    {
        if (auto call = std::exchange(m_answer, nullptr))
            call(std::optional<T>(std::move(value)));
    }
    void progress(Progress progress) const
    {
        if (m_progress)
            m_progress(std::move(progress));
    }

private:
    void abandon()
    {
        if (auto call = std::exchange(m_answer, nullptr))
            call(std::nullopt);
    }
    Answer m_answer;
    ProgressSink m_progress;
};

// The one class that talks to one backend: looks, and carries out single steps. No call blocks; replies come
// from any thread. Deadlines belong to the caller: a provider stops as soon as it can when the token says so;
// a look that ends early says in its errors what it did not see.
class Provider
{
public:
    Provider() = default;
    virtual ~Provider() = default;
    Provider(const Provider&) = delete;
    Provider& operator=(const Provider&) = delete;

    virtual ProviderInfo info() const = 0;
    virtual void look(LookRequest request, std::stop_token stop, Reply<Inventory> reply) = 0;
    virtual void run(Step step, std::stop_token stop, Reply<StepResult> reply) = 0; // many in flight
    // Calls `changed` from any thread when the world may have moved, until the provider is destroyed.
    // Optional.
    virtual void watch(std::function<void()> changed) { Q_UNUSED(changed) }
};

class Lane;

// Adapter for blocking bodies: they run on this object's own threads, at most `width` steps and one look at a
// time. A step's first progress is reported when its body begins. Destroying it abandons bodies that still
// run (their threads keep what they use alive through shared_ptr).
class BlockingProvider : public Provider
{
public:
    class Body
    { // called from worker threads, several at once
    public:
        virtual ~Body() = default;
        virtual Inventory look(const LookRequest& request, std::stop_token stop) = 0;
        virtual StepResult run(const Step& step, std::stop_token stop,
                               const std::function<void(Progress)>& progress)
            = 0;
    };
    BlockingProvider(ProviderInfo info, std::shared_ptr<Body> body, int width);
    ~BlockingProvider() override;

    ProviderInfo info() const override;
    void look(LookRequest request, std::stop_token stop, Reply<Inventory> reply) override;
    void run(Step step, std::stop_token stop, Reply<StepResult> reply) override;

private:
    ProviderInfo m_info;
    std::shared_ptr<Body> m_body;
    std::shared_ptr<Lane> m_looks;
    std::shared_ptr<Lane> m_steps;
};

} // namespace mooring
