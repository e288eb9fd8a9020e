// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cardlist.h"
#include "cardsteps.h"
#include "cardusers.h"
#include "cardwatch.h"
#include "pcscprovider.h"
#include "services/system/processsteps.h"

namespace mooring {

// The blocking part of PcscProvider.
class PcscBody final : public BlockingProvider::Body, public std::enable_shared_from_this<PcscBody>
{
public:
    explicit PcscBody(const PcscProvider::Options& options);

    Inventory look(const LookRequest& request, std::stop_token stop) override;
    StepResult run(const Step& step, std::stop_token stop,
                   const std::function<void(Progress)>& progress) override;

    void describe(ProviderInfo& info) const; // as the last look found pcscd
    std::unique_ptr<pcsc::CardWatch> watch(std::function<void()> changed) const;
    Result<ResourceId> adopt(long handle);
    void releaseAll(); // and hangs up; a pcscd that hangs is not waited for long

private:
    pcsc::CardView view();
    std::optional<QList<pcsc::ReaderStatus>> readers(pcsc::Code& code);
    void tellService(Inventory& inventory, const pcsc::CardView& view);
    pcsc::CardSteps::Who who() const;

    const PcscProvider::Options m_options;
    std::shared_ptr<pcsc::ServiceGate> m_gate;
    std::shared_ptr<pcsc::Attachments> m_attachments = std::make_shared<pcsc::Attachments>();
    pcsc::CardSteps m_steps;
    ProcessSteps::Settings m_processes;
    std::mutex m_looking; // from here on: of looks, one at a time
    std::optional<pcsc::Context> m_context;
    pcsc::CardUsers m_users;
    pcsc::CardList m_cards;
    mutable std::mutex m_mutex;
    Availability m_availability = Availability::Ok;
    std::optional<Error> m_why; // empty also where nobody misses it
};

} // namespace mooring
