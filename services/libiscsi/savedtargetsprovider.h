// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"

namespace mooring {

// Stands in for LibIscsiProvider while no process holds sessions: shows the targets of saved logins, read
// anew by each look, and does nothing.
class SavedTargetsProvider final : public Provider
{
public:
    explicit SavedTargetsProvider(QByteArray savedLogins); // path of iscsi::SavedLogins
    ProviderInfo info() const override;
    void look(LookRequest request, std::stop_token stop, Reply<Inventory> reply) override;
    void run(Step step, std::stop_token stop, Reply<StepResult> reply) override;

private:
    const QByteArray m_savedLogins;
};

} // namespace mooring
