// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loopknowledge.h"
#include "looprecipe.h"
#include "services/core/imagereport.h"
#include "services/system/imagechecksums.h"
#include "services/system/surfacefolder.h"

namespace mooring {

// Single steps: attach, put back, detach. Thread-safe, many at once; two attaches of one image are told apart
// by mooring-child under a lock.
class LoopSteps
{
public:
    using Tell = std::function<void(Progress)>;
    struct Tools
    {
        const BlockDevices& devices;
        const KernelChild& child;
        const SurfaceFolders& surfaces;
        const ImageChecksums& checksums;
        LoopKnowledge& knowledge;
    };
    explicit LoopSteps(const Tools& tools);

    StepResult run(const Step& step, std::stop_token stop, const Tell& progress) const;

private:
    StepResult attach(const QJsonObject& arguments, std::stop_token stop, const Tell& progress) const;
    StepResult putBack(const LoopRecipe& recipe, std::stop_token stop, const Tell& progress) const;
    StepResult bind(const QList<QByteArray>& arguments, const LoopFacts& facts, const QByteArray& path,
                    std::stop_token stop, const Tell& progress) const;
    StepResult detach(const Step& step, std::stop_token stop, const Tell& progress) const;
    void undo(const ChildAnswer& answer) const;
    QList<ResourceId> created(const QByteArray& device, const LoopFacts& facts) const;

    const BlockDevices& m_devices;
    const KernelChild& m_child;
    const SurfaceFolders& m_surfaces;
    const ImageChecksums& m_checksums;
    LoopKnowledge& m_knowledge;
};

} // namespace mooring
