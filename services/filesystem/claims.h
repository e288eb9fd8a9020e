// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filesystemoptions.h"
#include "usertargets.h"

namespace mooring {

// Asks the kernel which block devices are claimed (O_EXCL), and keeps those that nothing seen explains.
class Claims
{
public:
    Claims(const HostView& view, const UserTargets& targets, QSet<QByteArray> opened);
    Result<QList<BlockDevice>> unexplained(const FilesystemOptions& options, std::stop_token stop) const;

private:
    bool isExplained(const BlockDevice& device) const;
    QList<BlockDevice> candidates() const;
    static Result<QList<BlockDevice>> claimed(const QList<BlockDevice>& devices,
                                              const FilesystemOptions& options, std::stop_token stop);
    const UserTargets& m_targets;
    QSet<QByteArray> m_explained; // MAJ:MIN
};

} // namespace mooring
