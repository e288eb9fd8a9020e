// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectionwatch.h"
#include "imagesight.h"
#include "services/core/keyring.h"
#include "services/system/kernelevents.h"
#include "services/system/surfacefolder.h"

namespace mooring {

class QemuBody;

// Virtual disks of every format but raw and ISO: each image is served by a qemu-storage-daemon of its own
// over NBD, surfaces as a file through nbdfuse, and is bound to a loop device. Both daemons outlive this
// program. Shows attachments that lost one of their parts, and clears them away when asked.
class QemuStorageProvider : public BlockingProvider
{
public:
    struct Options
    {
        QByteArray root = "/"; // of sysfs and procfs
        SurfaceFolders surfaces;
        QByteArray kernelChild = kernelChildPath();
        std::shared_ptr<Child> child = std::make_shared<Child>();
        std::shared_ptr<const ImageSight> sight = {}; // none: by the kernel child
        Keyring* keyring
            = nullptr; // of secrets that nobody gives, outlives the provider; null: there is none
    };
    QemuStorageProvider();
    explicit QemuStorageProvider(const Options& options);
    ~QemuStorageProvider() override;

    ProviderInfo info() const override;
    void watch(std::function<void()> changed) override;
    static QString name(); // as in ProviderInfo
    // What the image is and whether it can be attached by this provider; changes nothing. Answers from a
    // thread of its own, after 10 s at the latest.
    void inspect(const ImageRequest& request, Reply<ImageReport> reply);

private:
    explicit QemuStorageProvider(std::shared_ptr<QemuBody> body);
    std::shared_ptr<QemuBody> m_body;
    std::unique_ptr<KernelEvents> m_events;
    std::unique_ptr<ConnectionWatch> m_connections;
};

} // namespace mooring
