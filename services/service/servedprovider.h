// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"

#include <algorithm>

namespace mooring {

// One provider of the service, and what the service has to know beyond the contract: whether it holds
// something that would go with the process, and how to end that in order.
class ServedProvider
{
public:
    explicit ServedProvider(std::unique_ptr<Provider> provider)
        : m_provider(std::move(provider))
    {
    }
    virtual ~ServedProvider() = default;
    ServedProvider(const ServedProvider&) = delete;
    ServedProvider& operator=(const ServedProvider&) = delete;

    Provider& provider() const { return *m_provider; }

    // By a whole look that leaves no doubt. As long as one holds something the service does not leave by
    // itself.
    virtual bool holds(const Inventory& seen) const { return !seen.resources.isEmpty(); }

    // Whether such a look leaves open if something is held. Which processes of others use something is not
    // held here.
    virtual bool leavesDoubt(const Inventory& seen) const
    {
        return std::any_of(seen.errors.begin(), seen.errors.end(), [](const SourceError& error) {
            return error.kinds != QList<Kind> {Kind::Process};
        });
    }

    // The service is about to end: let go of everything, then call `done`, from any thread. Must not block;
    // the service does not wait for ever.
    virtual void letGo(std::function<void()> done) { done(); }

private:
    std::unique_ptr<Provider> m_provider;
};

} // namespace mooring
