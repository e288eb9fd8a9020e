// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iohistory.h"
#include "lioprovider.h"
#include "liosteps.h"
#include "lookcontext.h"

namespace mooring {

// The blocking part of LioProvider.
class LioBody final : public BlockingProvider::Body
{
public:
    explicit LioBody(const LioProvider::Options& options);

    Inventory look(const LookRequest& request, std::stop_token stop) override;
    StepResult run(const Step& step, std::stop_token stop,
                   const std::function<void(Progress)>& progress) override;

private:
    void readGroups(const LookRequest& request, const std::stop_token& stop, lio::LookContext& context,
                    Inventory& inventory) const;
    QByteArray m_root;
    lio::TargetTree m_tree;
    lio::SavedFile m_saved;
    lio::IoHistory m_history;
    lio::LioSteps m_steps;
};

} // namespace mooring
