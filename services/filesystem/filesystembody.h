// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filesystemoptions.h"
#include "services/core/provider.h"

namespace mooring {

// The blocking half of the provider `filesystem`: superblocks, mounts of every visible namespace, swap, the
// disks they stand on, and who uses them.
class FilesystemBody final : public BlockingProvider::Body
{
public:
    explicit FilesystemBody(FilesystemOptions options);
    Inventory look(const LookRequest& request, std::stop_token stop) override;
    StepResult run(const Step& step, std::stop_token stop,
                   const std::function<void(Progress)>& progress) override;

private:
    FilesystemOptions m_options;
};

} // namespace mooring
