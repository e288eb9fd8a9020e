// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "savedtargetsprovider.h"

#include "libiscsiprovider.h"
#include "savedtargets.h"

namespace mooring {

SavedTargetsProvider::SavedTargetsProvider(QByteArray savedLogins)
    : m_savedLogins(std::move(savedLogins))
{
}

ProviderInfo SavedTargetsProvider::info() const
{
    ProviderInfo info;
    info.name = LibIscsiProvider::name();
    info.kinds = LibIscsiProvider::kinds();
    return info;
}

void SavedTargetsProvider::look(LookRequest request, std::stop_token /*stop*/, Reply<Inventory> reply)
{
    Inventory seen = iscsi::savedTargets(request, iscsi::SavedLogins(m_savedLogins).all());
    seen.provider = LibIscsiProvider::name();
    reply.answer(std::move(seen));
}

void SavedTargetsProvider::run(Step step, std::stop_token /*stop*/, Reply<StepResult> reply)
{
    reply.answer(StepResult {.error = errorOf(ErrorCode::ServiceNotRunning, step.name)});
}

} // namespace mooring
