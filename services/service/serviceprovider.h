// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servicelink.h"
#include "services/core/provider.h"

namespace mooring {

// A provider that lives in the user's service, as this process sees it. The service is started when it is
// first asked for something, and again when it has ended in the meantime. Where it cannot be had, looks say
// so by an error of code ServiceNotRunning, and so does info(). Steps that were begun when it ended stay
// unanswered: how they ended is not known.
class ServiceProvider final : public Provider
{
public:
    // What is expected of it is what info() says until the service has told. A look starts the service.
    ServiceProvider(std::shared_ptr<ServiceLink> link, ProviderInfo expected);
    // While the service is not running, `standIn` looks in its place, and tells what changes and what info()
    // says: what the service would hold has gone with it. Steps start the service.
    ServiceProvider(std::shared_ptr<ServiceLink> link, std::shared_ptr<Provider> standIn);
    ~ServiceProvider() override;

    ProviderInfo info() const override;
    void look(LookRequest request, std::stop_token stop, Reply<Inventory> reply) override;
    // Step::arguments["secrets"] travels as descriptors, never as text.
    void run(Step step, std::stop_token stop, Reply<StepResult> reply) override;
    void watch(std::function<void()> changed) override;

private:
    ServiceProvider(std::shared_ptr<ServiceLink> link, ProviderInfo expected,
                    std::shared_ptr<Provider> standIn);
    std::shared_ptr<ServiceLink> m_link;
    std::shared_ptr<Provider> m_standIn; // null: a look starts the service
    std::shared_ptr<struct ServiceProviderState> m_state;
};

} // namespace mooring
