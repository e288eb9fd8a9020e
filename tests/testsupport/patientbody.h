// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"

#include <thread>

namespace mooring {

// Looks until it is told to stop.
class PatientBody : public BlockingProvider::Body
{
public:
    explicit PatientBody(std::shared_ptr<std::atomic<int>> looks)
        : m_looks(std::move(looks))
    {
    }
    Inventory look(const LookRequest& request, std::stop_token stop) override
    {
        ++*m_looks;
        while (!stop.stop_requested())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        Inventory inventory;
        inventory.request = request;
        inventory.errors = {{errorOf(ErrorCode::DeadlinePassed), {}}};
        return inventory;
    }
    StepResult run(const Step&, std::stop_token, const std::function<void(Progress)>&) override { return {}; }

private:
    std::shared_ptr<std::atomic<int>> m_looks;
};

} // namespace mooring
