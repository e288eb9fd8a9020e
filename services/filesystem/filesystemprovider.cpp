// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesystemprovider.h"

#include "filesystembody.h"

namespace mooring {

namespace {

constexpr int stepsAtOnce = 16; // branches are let go side by side, and each umount may wait for its disk

ProviderInfo filesystemInfo()
{
    ProviderInfo info;
    info.name = QStringLiteral("filesystem");
    info.kinds = {Kind::Disk, Kind::Partition, Kind::Filesystem, Kind::Mount, Kind::Swap, Kind::Process};
    return info;
}

} // namespace

FilesystemProvider::FilesystemProvider(FilesystemOptions options)
    : BlockingProvider(filesystemInfo(), std::make_shared<FilesystemBody>(options), stepsAtOnce)
    , m_root(options.root)
{
}

void FilesystemProvider::watch(std::function<void()> changed)
{
    m_events = std::make_unique<KernelEvents>(
        std::move(changed), QList<QByteArray> {m_root + "/proc/self/mountinfo", m_root + "/proc/swaps"});
}

} // namespace mooring
