// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "seat.h"

#include "lane.h"

#include <QSet>

namespace mooring {

namespace {
constexpr int calmMs = 200;

LookRequest both(const LookRequest& a, const LookRequest& b)
{
    LookRequest request;
    request.users = a.users || b.users;
    if (a.isFull() || b.isFull())
        return request;
    request.only = a.only + b.only;
    request.standingOn = a.standingOn + b.standingOn;
    return request;
}

template <class T> QList<T> unique(const QList<T>& values)
{
    QSet<T> seen;
    QList<T> once;
    for (const T& value : values) {
        if (!seen.contains(value)) {
            seen.insert(value);
            once.append(value);
        }
    }
    return once;
}

Seat::Answer numbered(std::optional<Inventory> inventory, const QString& provider, const LookRequest& request,
                      quint64 look)
{
    if (!inventory)
        return {};
    inventory->provider = provider;
    inventory->request = request;
    inventory->look = look;
    return std::make_shared<const Inventory>(std::move(*inventory));
}

Availability availabilityOf(ErrorCode code)
{
    switch (outcomeOf(code)) {
    case Outcome::Denied:
    case Outcome::AuthDismissed:
        return Availability::Refused;
    case Outcome::ServiceUnavailable:
    case Outcome::Unsupported:
        return Availability::Absent;
    default:
        return Availability::Ok;
    }
}
} // namespace

Seat::Seat(std::unique_ptr<Provider> provider, quint64& lastLook, std::shared_ptr<Lane> desk)
    : m_name(provider->info().name)
    , m_provider(std::move(provider))
    , m_lastLook(lastLook)
    , m_desk(std::move(desk))
    , m_postbox(std::make_shared<Postbox>(this))
    , m_movePosted(std::make_shared<std::atomic<bool>>(false))
{
    m_deadline.setSingleShot(true);
    m_calm.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &Seat::deadlinePassed);
    connect(&m_calm, &QTimer::timeout, this, &Seat::movedLately);
}

Seat::~Seat()
{
    m_postbox->close();
    m_stop.request_stop();
}

ProviderInfo Seat::info() const
{
    ProviderInfo info = m_provider->info();
    if (isHung()) {
        info.availability = Availability::Hung;
        info.why = errorOf(ErrorCode::ProviderHung, m_name);
        return info;
    }
    for (const SourceError& error : m_errors) {
        if (info.why || !error.kinds.isEmpty())
            continue;
        info.why = error.error;
        info.availability = availabilityOf(error.error.code);
    }
    return info;
}

void Seat::look(const LookRequest& request, Heard heard)
{
    m_pending = m_pending ? both(*m_pending, request) : request;
    if (heard) {
        m_pendingWaiters.push_back({std::move(heard), {}});
        m_pendingWaiters.back().since.start();
    }
    if (!m_running)
        begin();
    else if (!m_deadline.isActive()) // hung: nobody waits longer than he would for a look of his own
        m_deadline.start(m_deadlineMs);
}

void Seat::begin()
{
    m_running = std::exchange(m_pending, std::nullopt);
    m_running->only = unique(m_running->only);
    m_running->standingOn = unique(m_running->standingOn);
    m_waiters = std::exchange(m_pendingWaiters, {});
    m_stop = std::stop_source();
    m_look = ++m_lastLook;
    m_deadline.start(m_deadlineMs);
    auto answer = [postbox = m_postbox, this, name = m_name, request = *m_running,
                   look = m_look](std::optional<Inventory> inventory) {
        postbox->post([this, look, came = numbered(std::move(inventory), name, request, look)]() mutable {
            receive(look, std::move(came));
        });
    };
    m_provider->look(*m_running, m_stop.get_token(), Reply<Inventory>(std::move(answer)));
}

void Seat::receive(quint64 look, Answer answer)
{
    if (look != m_look || !m_running)
        return;
    const LookRequest request = *std::exchange(m_running, std::nullopt);
    const std::vector<Waiter> waiters = std::exchange(m_waiters, {});
    const bool wasLate = std::exchange(m_lookHangs, false);
    m_answered = true;
    m_deadline.stop();
    if (wasLate) { // whatever it did not cover is looked for again
        m_pending = m_pending ? both(*m_pending, {}) : LookRequest {};
        emit availabilityChanged();
    }
    if (m_pending)
        begin();
    if (answer && request.isFull())
        setErrors(answer->errors);
    emit ended(request, answer);
    for (const Waiter& waiter : waiters)
        waiter.heard(answer);
    m_desk->post([gone = std::move(answer)] {});
}

void Seat::setErrors(const QList<SourceError>& errors)
{
    if (m_errors == errors)
        return;
    m_errors = errors;
    emit availabilityChanged();
}

void Seat::deadlinePassed()
{
    std::vector<Waiter> givenUp = std::exchange(m_waiters, {});
    std::vector<Waiter> patient;
    for (Waiter& waiter : m_pendingWaiters)
        (waiter.since.elapsed() >= m_deadlineMs ? givenUp : patient).push_back(std::move(waiter));
    m_pendingWaiters = std::move(patient);
    if (!m_pendingWaiters.empty()) {
        const auto waited = static_cast<int>(m_pendingWaiters.front().since.elapsed());
        m_deadline.start(qMax(1, m_deadlineMs - waited));
    }
    m_stop.request_stop();
    if (!std::exchange(m_lookHangs, true)) {
        emit availabilityChanged();
        emit lookHung();
    }
    for (const Waiter& waiter : givenUp)
        waiter.heard({});
}

void Seat::markStepHung(bool hung)
{
    if (std::exchange(m_stepHangs, hung) != hung)
        emit availabilityChanged();
}

void Seat::watch()
{
    m_provider->watch([postbox = m_postbox, posted = m_movePosted, this] {
        if (!posted->exchange(true)) // a storm of events is one piece of news
            postbox->post([this] { moved(); });
    });
}

void Seat::moved()
{
    m_movePosted->store(false);
    if (m_calm.isActive()) {
        m_movedAgain = true;
        return;
    }
    m_calm.start(calmMs);
    emit worldMoved();
}

void Seat::movedLately()
{
    if (!std::exchange(m_movedAgain, false))
        return;
    m_calm.start(calmMs);
    emit worldMoved();
}

} // namespace mooring
