// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "configchange.h"
#include "lioprovider.h"
#include "savedfile.h"
#include "targettree.h"

namespace mooring::lio {

// Single steps: letting go of logical units, mappings and initiators, closing a portal group to everybody,
// and each of these the other way round. Thread-safe, many at once. Right before a change it is looked at
// again what it is made to.
class LioSteps
{
public:
    using Tell = ConfigChange::Tell;
    LioSteps(const TargetTree& tree, SavedFile& saved, const LioProvider::Options& options);

    StepResult run(const Step& step, std::stop_token stop, const Tell& progress);

private:
    StepResult detach(const Step& step, const LioId& id, ConfigChange change);
    StepResult hide(const Step& step, const LioId& id, ConfigChange change);
    StepResult removeInitiator(const Step& step, const LioId& id, ConfigChange change,
                               const std::stop_token& stop);
    StepResult setEnabled(const Step& step, const LioId& id, ConfigChange change) const;
    StepResult putBack(const Step& step, const LioId& id, const ConfigChange& change,
                       const std::stop_token& stop);
    StepResult forgetSaved(const Step& step, const LioId& id, StepResult result);
    bool returns(const LioId& id, const std::stop_token& stop) const;
    QJsonObject aclData(const LioId& id) const;

    const TargetTree& m_tree;
    SavedFile& m_saved;
    KernelChild m_child;
    int m_returnPatience;
    unsigned m_user;
};

} // namespace mooring::lio
