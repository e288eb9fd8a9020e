// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopsurroundings.h"

#include <algorithm>
#include <array>
#include <unistd.h>

namespace mooring {
namespace {

// The mount through which a file is seen that lies on this device: mounted over since, the longest prefix
// would name another one.
const MountEntry* mountShowing(const QList<MountEntry>& mounts, const QByteArray& path, unsigned major,
                               unsigned minor)
{
    const MountEntry* best = nullptr;
    for (const MountEntry& mount : mounts) {
        if (mount.major != major || mount.minor != minor || !isPathBelow(path, mount.mountPoint))
            continue;
        if (!best || mount.mountPoint.size() >= best->mountPoint.size())
            best = &mount;
    }
    return best;
}

} // namespace

LoopSurroundings LoopSurroundings::read(const QByteArray& root, QList<Error>& errors)
{
    LoopSurroundings result;
    const Mounts table(root);
    const auto mounts = table.own();
    if (mounts)
        result.mounts = *mounts;
    else
        errors.append(mounts.error());
    const auto swaps = table.swaps();
    for (const SwapEntry& swap : swaps.value_or(QList<SwapEntry>()))
        result.swaps.insert(swap.path);
    std::array<char, 64> link {};
    const ssize_t length = readlink((root + "proc/self/ns/mnt").constData(), link.data(), link.size());
    const QByteArray text(link.data(), std::max<ssize_t>(length, 0)); // "mnt:[4026531840]"
    result.mountNamespace = text.mid(5, text.size() - 6);
    return result;
}

bool LoopSurroundings::isUsed(const BlockDevice& device) const
{
    const auto shows = [&device](const MountEntry& mount) {
        return mount.major == device.major && mount.minor == device.minor;
    };
    return !device.holders.isEmpty() || swaps.contains(device.devicePath())
        || std::any_of(mounts.begin(), mounts.end(), shows);
}

std::optional<Need> LoopSurroundings::hostNeed(const QByteArray& path, const QByteArray& identity) const
{
    const QList<QByteArray> words = identity.split(':');
    const bool known = words.size() == 3;
    const unsigned major = known ? words[0].toUInt() : 0;
    const unsigned minor = known ? words[1].toUInt() : 0;
    const MountEntry* mount = known ? mountShowing(mounts, path, major, minor) : nullptr;
    // without a device of its own (btrfs, overlay) a file may carry a number that no mount has
    if (!mount && major == 0)
        mount = mountOf(mounts, path);
    if (mount) {
        const QByteArray key = "mount:" + mountNamespace + '/' + QByteArray::number(mount->id);
        return Need {{Key {key}}, 1, How::BackingFile, path};
    }
    if (!known || major == 0)
        return {};
    return Need {{Key {"fs:" + words[0] + ':' + words[1]}}, 1, How::BackingFile, path};
}

QString deviceNumber(const BlockDevice& device)
{
    return QString::number(device.major) + QLatin1Char(':') + QString::number(device.minor);
}

Resource partitionNode(const BlockDevice& device, const BlockDevice& disk)
{
    Resource partition;
    partition.kind = Kind::Partition;
    partition.id = ResourceId::make(partition.kind, device.devicePath());
    partition.name = encodeBytes(device.devicePath());
    partition.incarnation
        = QString::number(device.diskSeq) + QLatin1Char('/') + QString::number(device.partition);
    partition.keys = {Key {device.key()}};
    partition.needs = {Need {{Key {disk.key()}}, 1, How::StandsOn, {}}};
    partition.goes = Goes::WithItsBase;
    partition.state = device.holders.isEmpty() ? State::Present : State::InUse;
    partition.facts = {{Fact::Device, device.devicePath()},
                       {Fact::DeviceNumber, deviceNumber(device)},
                       {Fact::Size, device.size},
                       {Fact::ReadOnly, device.readOnly},
                       {Fact::PartitionNumber, static_cast<qint64>(device.partition)},
                       {Fact::PartitionStart, device.start}};
    partition.verbs = {Verb::Detach};
    return partition;
}

} // namespace mooring
