// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bigworld.h"

namespace mooring::bench {

namespace {

Resource node(Kind kind, const QByteArray& idKey, const Key& offers, const Key& standsOn, State state)
{
    Resource resource;
    resource.id = ResourceId::make(kind, idKey);
    resource.kind = kind;
    resource.name = QString::fromUtf8(idKey);
    resource.incarnation = QStringLiteral("1");
    resource.keys = {offers};
    if (!standsOn.text.isEmpty())
        resource.needs = {Need {{standsOn}, 1, How::StandsOn, {}}};
    resource.state = state;
    return resource;
}

Release release(Verb verb, const QByteArray& argument)
{
    Release value;
    value.verb = verb;
    value.command = {"true", argument};
    return value;
}

} // namespace

QList<Resource> diskNodes(int number, int version)
{
    const QByteArray n = QByteArray::number(number);
    const QByteArray path = "/srv/images/disk-" + n + ".img", device = "/dev/loop" + n;
    const Key imageKey {"imagepath:" + path}, diskKey {"block:7:" + n + "@1"},
        partKey {"block:259:" + n + "@1"}, fsKey {"fs:259:" + n}, mountKey {"mount:1/" + n};

    Resource image = node(Kind::Image, path, imageKey, {}, State::InUse);
    image.goes = Goes::WithItsLastUser;
    image.facts = {{Fact::Path, path}, {Fact::Size, quint64(1) << 30}};

    Resource disk = node(Kind::VirtualDisk, device, diskKey, imageKey, State::Attached);
    disk.release = release(Verb::Detach, device);
    disk.verbs = {Verb::Detach};
    disk.facts = {{Fact::Device, device}, {Fact::Path, path}, {Fact::Size, quint64(1) << 30}};

    Resource partition = node(Kind::Partition, device + "p1", partKey, diskKey, State::InUse);
    partition.goes = Goes::WithItsBase;
    partition.facts = {{Fact::Device, device + "p1"}, {Fact::PartitionNumber, qint64(1)}};

    Resource filesystem = node(Kind::Filesystem, device + "p1", fsKey, partKey, State::Mounted);
    filesystem.goes = Goes::WithItsLastUser;
    filesystem.facts = {{Fact::FilesystemType, QStringLiteral("ext4")},
                        {Fact::Label, QStringLiteral("data %1").arg(version)}};

    Resource mount = node(Kind::Mount, "/mnt/disk-" + n, mountKey, fsKey,
                          version % 2 == 0 ? State::Mounted : State::InUse);
    mount.release = release(Verb::Unmount, "/mnt/disk-" + n);
    mount.verbs = {Verb::Unmount};
    mount.facts = {{Fact::MountPoint, "/mnt/disk-" + n}};
    return {image, disk, partition, filesystem, mount};
}

Inventory inventoryOf(int first, int count, const std::function<int(int)>& version)
{
    Inventory inventory;
    inventory.provider = QStringLiteral("loop");
    inventory.resources.reserve(count * nodesPerDisk);
    for (int number = first; number < first + count; ++number)
        inventory.resources += diskNodes(number, version ? version(number) : 0);
    return inventory;
}

} // namespace mooring::bench
