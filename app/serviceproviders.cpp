// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/serviceproviders.h"

#include "services/keyring/userkeyring.h"
#include "services/libiscsi/libiscsiprovider.h"
#include "services/pcsc/pcscprovider.h"
#include "services/system/portalmemory.h"

#include <QCoreApplication>

#include <algorithm>

namespace mooring {

namespace {

// Of a keyring that waits for its password a login must hear within its own 15 s.
constexpr std::chrono::seconds keyringDeadline(8);

// Whoever started the service, be it to have nothing opened any more, is heard before it opens anything.
constexpr std::chrono::seconds toBeHeardFirst(1);

class ServedSessions final : public ServedProvider
{
public:
    explicit ServedSessions(std::unique_ptr<LibIscsiProvider> provider)
        : ServedProvider(std::move(provider))
    {
    }
    bool holds(const Inventory& seen) const override
    {
        return std::any_of(seen.resources.cbegin(), seen.resources.cend(), [](const Resource& resource) {
            const bool isOwn = resource.facts.value(Fact::HeldBy) == QLatin1String("mooring");
            // or one that is still to be opened
            return (resource.kind == Kind::IscsiSession && isOwn) || resource.state == State::Reconnecting;
        });
    }
    void letGo(std::function<void()> done) override
    {
        static_cast<LibIscsiProvider&>(provider()).logOutOfAll(std::move(done));
    }
};

// Which readers there are is nobody's to hold: only attachments count.
class ServedCards final : public ServedProvider
{
public:
    ServedCards()
        : ServedProvider(std::make_unique<PcscProvider>())
    {
    }
    bool holds(const Inventory& seen) const override
    {
        return std::any_of(seen.resources.cbegin(), seen.resources.cend(),
                           [](const Resource& resource) { return resource.kind == Kind::CardAttachment; });
    }
    bool leavesDoubt(const Inventory& seen) const override { return !seen.isComplete(Kind::CardAttachment); }
    void letGo(std::function<void()> done) override
    {
        static_cast<PcscProvider&>(provider()).releaseAll(std::move(done));
    }
};

} // namespace

ServedProviders makeServedProviders()
{
    ServedProviders providers;
    LibIscsiProvider::Options options;
    options.opensAfter = toBeHeardFirst;
    options.savedLogins = iscsi::SavedLogins::defaultPath();
    options.others.memory = PortalMemory::defaultPath();
    options.keyring = new UserKeyring(keyringDeadline, QCoreApplication::instance());
    providers.push_back(std::make_unique<ServedSessions>(std::make_unique<LibIscsiProvider>(options)));
    providers.push_back(std::make_unique<ServedCards>());
    return providers;
}

} // namespace mooring
