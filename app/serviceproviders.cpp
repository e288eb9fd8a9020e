// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/serviceproviders.h"

#include "services/libiscsi/libiscsiprovider.h"

#include <algorithm>

namespace mooring {

namespace {

class ServedSessions final : public ServedProvider
{
public:
    explicit ServedSessions(std::unique_ptr<LibIscsiProvider> provider)
        : ServedProvider(std::move(provider))
    {
    }
    bool holds(const Inventory& seen) const override
    {
        return std::any_of(seen.resources.cbegin(), seen.resources.cend(),
                           [](const Resource& resource) { return resource.kind == Kind::IscsiSession; });
    }
    void letGo(std::function<void()> done) override
    {
        static_cast<LibIscsiProvider&>(provider()).logOutOfAll(std::move(done));
    }
};

} // namespace

ServedProviders makeServedProviders()
{
    ServedProviders providers;
    providers.push_back(std::make_unique<ServedSessions>(std::make_unique<LibIscsiProvider>()));
    return providers;
}

} // namespace mooring
