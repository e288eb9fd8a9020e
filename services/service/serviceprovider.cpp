// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serviceprovider.h"

#include "remoteprovider.h"

namespace mooring {

ServiceProvider::ServiceProvider(std::shared_ptr<ServiceLink> link, ProviderInfo expected)
    : ServiceProvider(std::move(link), std::move(expected), nullptr)
{
}

ServiceProvider::ServiceProvider(std::shared_ptr<ServiceLink> link, std::shared_ptr<Provider> standIn)
    : ServiceProvider(std::move(link), standIn->info(), standIn)
{
}

ServiceProvider::ServiceProvider(std::shared_ptr<ServiceLink> link, ProviderInfo expected,
                                 std::shared_ptr<Provider> standIn)
    : m_link(std::move(link))
    , m_standIn(std::move(standIn))
    , m_state(std::make_shared<ServiceProviderState>(std::move(expected), m_standIn))
{
    m_link->post([state = m_state, link = std::weak_ptr(m_link)](ServiceBus& bus) {
        state->remote = new RemoteProvider(bus, link, state); // NOLINT: goes with the bus, or below
    });
}

ServiceProvider::~ServiceProvider()
{
    watch({});
    m_link->post([state = m_state](ServiceBus&) { delete std::exchange(state->remote, nullptr); });
}

ProviderInfo ServiceProvider::info() const
{
    const std::lock_guard guard(m_state->mutex);
    return m_standIn && !m_state->isServed ? m_standIn->info() : m_state->info;
}

void ServiceProvider::look(LookRequest request, std::stop_token stop, Reply<Inventory> reply)
{
    auto shared = std::make_shared<Reply<Inventory>>(std::move(reply));
    m_link->post([state = m_state, request = std::move(request), stop = std::move(stop),
                  shared](ServiceBus&) { state->remote->look(request, stop, std::move(*shared)); });
}

void ServiceProvider::run(Step step, std::stop_token stop, Reply<StepResult> reply)
{
    auto shared = std::make_shared<Reply<StepResult>>(std::move(reply));
    m_link->post([state = m_state, step = std::move(step), stop = std::move(stop), shared](ServiceBus&) {
        state->remote->runs().run(step, stop, std::move(*shared));
    });
}

void ServiceProvider::watch(std::function<void()> changed)
{
    const bool wanted = changed != nullptr;
    {
        const std::lock_guard guard(m_state->watching);
        m_state->changed = std::move(changed);
    }
    if (m_standIn) {
        const auto told = [weak = std::weak_ptr(m_state)] {
            if (const auto state = weak.lock())
                state->tellChanged();
        };
        m_standIn->watch(wanted ? std::function<void()>(told) : nullptr);
    }
    if (wanted)
        m_link->post([](ServiceBus& bus) { bus.attend(); });
}

} // namespace mooring
