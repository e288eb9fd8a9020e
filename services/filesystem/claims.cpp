// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims.h"

#include "nodekeys.h"

#include <cerrno>

namespace mooring {

Claims::Claims(const HostView& view, const UserTargets& targets, QSet<QByteArray> opened)
    : m_targets(targets)
    , m_explained(std::move(opened))
{
    for (const MountNamespace& space : view.namespaces()) {
        for (const MountEntry& entry : space.mounts)
            m_explained += deviceOf(entry).text();
    }
    for (const SysfsSuperblock& block : view.superblocks()) {
        for (const DeviceNumber device : block.devices)
            m_explained += device.text();
    }
    for (const SwapEntry& swap : view.swaps()) {
        if (swap.partition)
            m_explained += view.numberOf(swap.path).text();
    }
}

bool Claims::isExplained(const BlockDevice& device) const
{
    return !device.holders.isEmpty()
        || m_explained.contains(DeviceNumber {device.major, device.minor}.text());
}

// A claim on a disk shows on its partitions too, and one on a partition on its disk.
QList<BlockDevice> Claims::candidates() const
{
    QSet<QByteArray> explainedDisks, disksOfExplained;
    for (const BlockDevice& device : m_targets.devices()) {
        if (!isExplained(device))
            continue;
        explainedDisks += device.name;
        if (!device.disk.isEmpty())
            disksOfExplained += device.disk;
    }
    QList<BlockDevice> parts, disks;
    for (const BlockDevice& device : m_targets.devices()) {
        if (isExplained(device) || !m_targets.isProbed(device) || explainedDisks.contains(device.disk)
            || disksOfExplained.contains(device.name))
            continue;
        (device.disk.isEmpty() ? disks : parts) += device;
    }
    return parts + disks;
}

Result<QList<BlockDevice>> Claims::unexplained(const FilesystemOptions& options, std::stop_token stop) const
{
    const QList<BlockDevice> devices = candidates();
    QList<BlockDevice> result;
    if (devices.isEmpty())
        return result;
    QList<QByteArray> argv {options.kernelChild, "probe-exclusive"};
    for (const BlockDevice& device : devices)
        argv += device.devicePath();
    const auto answer = options.child->run(argv, stop);
    if (auto error = kernelChildError(answer, QStringLiteral("probe-exclusive"))) {
        error->source = QStringLiteral("probe-exclusive");
        return fail(*error);
    }
    const QList<QByteArray> lines = answer->out.split('\n');
    QSet<QByteArray> disksOfBusy;
    for (qsizetype i = 0; i < devices.size(); ++i) {
        if (lines.value(i).toInt() != EBUSY || disksOfBusy.contains(devices[i].name))
            continue;
        result += devices[i];
        disksOfBusy += devices[i].disk;
    }
    return result;
}

} // namespace mooring
