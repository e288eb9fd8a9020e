// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loopresources.h"
#include "loopsteps.h"

namespace mooring {

// The blocking part of LoopProvider.
class LoopBody final : public BlockingProvider::Body
{
public:
    LoopBody(QByteArray root, KernelChild child, SurfaceFolders surfaces = SurfaceFolders());

    Inventory look(const LookRequest& request, std::stop_token stop) override;
    StepResult run(const Step& step, std::stop_token stop,
                   const std::function<void(Progress)>& progress) override;
    ImageReport inspect(const ImageRequest& request);

private:
    QList<LoopDevice> loopsFor(const LookRequest& request, QList<Error>& errors) const;
    void learn(const QList<LoopDevice>& loops, std::stop_token stop);
    void take(const ChildAnswer& answer, const QHash<QByteArray, const LoopDevice*>& asked);

    QByteArray m_root;
    BlockDevices m_devices;
    KernelChild m_child;
    SurfaceFolders m_surfaces;
    ChecksumLedger m_ledger;
    ImageChecksums m_checksums;
    LoopKnowledge m_knowledge;
    LoopSteps m_steps;
};

} // namespace mooring
