// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filesystemoptions.h"
#include "services/core/provider.h"
#include "services/system/kernelevents.h"

namespace mooring {

// The provider `filesystem`: superblocks, mounts, swap, the disks under them, and who is in the way.
class FilesystemProvider final : public BlockingProvider
{
public:
    explicit FilesystemProvider(FilesystemOptions options = {});
    void watch(std::function<void()> changed) override;

private:
    QByteArray m_root;
    std::unique_ptr<KernelEvents> m_events;
};

} // namespace mooring
