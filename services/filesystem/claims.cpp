// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims.h"

#include "nodekeys.h"

#include <QThread>

#include <cerrno>

namespace mooring {

namespace {
constexpr int kProbeAgain = 3; // times
constexpr unsigned long kProbePause = 15; // ms
} // namespace

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

// Two who try at the same moment are in each other's way: a claim that lasts is one that is found again.
Result<QList<BlockDevice>> Claims::unexplained(const FilesystemOptions& options, std::stop_token stop) const
{
    const QList<BlockDevice> devices = candidates();
    Result<QList<BlockDevice>> held = claimed(devices, options, stop);
    for (int i = 0; i < kProbeAgain && held && !held->isEmpty() && !stop.stop_requested(); ++i) {
        QThread::msleep(kProbePause);
        held = claimed(devices, options, stop);
    }
    return held;
}

Result<QList<BlockDevice>> Claims::claimed(const QList<BlockDevice>& devices,
                                           const FilesystemOptions& options, std::stop_token stop)
{
    QList<BlockDevice> result;
    if (devices.isEmpty())
        return result;
    QList<QByteArray> argv {options.kernelChild, "probe-exclusive"};
    for (const BlockDevice& device : devices)
        argv += device.devicePath();
    const auto answer = options.child->run(argv, std::move(stop));
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
