// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "openiscsiprovider.h"
#include "openiscsisteps.h"
#include "services/system/othersessions.h"
#include "services/system/processsteps.h"

#include <QSet>

namespace mooring {

// The blocking part of OpenIscsiProvider.
class OpenIscsiBody final : public BlockingProvider::Body
{
public:
    explicit OpenIscsiBody(const OpenIscsiProvider::Options& options);

    Inventory look(const LookRequest& request, std::stop_token stop) override;
    StepResult run(const Step& step, std::stop_token stop,
                   const std::function<void(Progress)>& progress) override;

private:
    QList<unsigned> sessionsFor(const LookRequest& request, QList<SourceError>& errors) const;

    KernelSessions m_sessions;
    NodeRecords m_records;
    OpenIscsiSteps m_steps;
    OtherSessions m_others;
    ProcessSteps::Settings m_processes;
};

} // namespace mooring
