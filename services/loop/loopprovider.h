// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/imagereport.h"
#include "services/core/provider.h"
#include "services/system/child.h"
#include "services/system/kernelevents.h"
#include "services/system/surfacefolder.h"

namespace mooring {

class LoopBody;

// Every loop device of this host, whoever made it: virtual-disk, image and partition. Attaches raw images and
// ISOs, detaches, puts back. What could hang or be harmed by a hostile image runs in mooring-child.
class LoopProvider : public BlockingProvider
{
public:
    struct Options
    {
        QByteArray root = "/"; // of sysfs and procfs
        QByteArray kernelChild = kernelChildPath();
        std::shared_ptr<Child> child = std::make_shared<Child>();
        SurfaceFolders surfaces; // what surfaces there is the matter of who serves it
    };
    LoopProvider();
    explicit LoopProvider(const Options& options);
    ~LoopProvider() override;

    void watch(std::function<void()> changed) override;
    // What the image is and whether it can be attached; changes nothing. Answers from a thread of its own,
    // after 10 s at the latest.
    void inspect(const ImageRequest& request, Reply<ImageReport> reply);

private:
    explicit LoopProvider(std::shared_ptr<LoopBody> body);
    std::shared_ptr<LoopBody> m_body;
    std::unique_ptr<KernelEvents> m_events;
};

} // namespace mooring
