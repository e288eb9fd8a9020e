// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectionwatch.h"
#include "openimages.h"
#include "qemusteps.h"
#include "services/system/othersessions.h"
#include "services/system/processsteps.h"

#include <memory>
#include <mutex>

namespace mooring {

// The blocking part of QemuStorageProvider.
class QemuBody final : public BlockingProvider::Body
{
public:
    struct Parts
    {
        QByteArray root; // of sysfs and procfs
        QByteArray base; // of the folders of attachments
        KernelChild child;
        std::shared_ptr<const ImageSight> sight;
        Keyring* keyring = nullptr;
    };
    explicit QemuBody(Parts parts);

    Inventory look(const LookRequest& request, std::stop_token stop) override;
    StepResult run(const Step& step, std::stop_token stop,
                   const std::function<void(Progress)>& progress) override;
    // The program that attaching lacks, as the last full look found.
    std::optional<Error> missing() const;
    std::unique_ptr<ConnectionWatch> watchConnections(std::function<void()> changed) const;
    ImageReport inspect(const ImageRequest& request);

private:
    std::optional<Attachment> attachmentOf(const QByteArray& identity) const; // of the image
    OpenImages openImages(const LookRequest& request, const QList<Attachment>& attachments,
                          Inventory& inventory) const;
    QList<Attachment> attachments(const LoopSurroundings& around, QList<Error>& errors) const;

    Parts m_parts;
    BlockDevices m_devices;
    QemuSteps m_steps;
    OtherSessions m_others; // to the targets of attached units
    ProcessSteps::Settings m_processes;
    mutable std::mutex m_mutex;
    std::optional<Error> m_missing;
};

} // namespace mooring
