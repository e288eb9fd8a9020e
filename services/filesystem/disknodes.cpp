// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "disknodes.h"

namespace mooring {

namespace {

bool isLoop(const QByteArray& name) { return name.startsWith("loop"); }

void addOnce(QList<BlockDevice>& devices, const Result<BlockDevice>& device)
{
    if (device && !devices.contains(*device))
        devices += *device;
}

} // namespace

DiskNodes::DiskNodes(const HostView& view)
    : m_view(view)
    , m_blockDevices(view.root())
{
}

QList<Resource> DiskNodes::nodes(const LookFilter& filter, QList<SourceError>& errors) const
{
    QList<Resource> result;
    const QList<BlockDevice> devices = wantedDevices(filter, errors);
    QHash<QByteArray, DeviceNumber> numbers;
    for (const BlockDevice& device : devices)
        numbers.insert(device.name, {device.major, device.minor});
    for (const BlockDevice& device : devices) {
        if (device.size == 0 || isLoop(device.name))
            continue; // an empty slot: nothing is attached
        Resource resource = node(device, numbers);
        if (filter.wants(resource))
            result += resource;
    }
    return result;
}

QList<BlockDevice> DiskNodes::wantedDevices(const LookFilter& filter, QList<SourceError>& errors) const
{
    QList<BlockDevice> devices;
    if (filter.isFull()) {
        QList<Error> failed;
        devices = m_blockDevices.read([](const QByteArray& disk) { return !isLoop(disk); }, &failed);
        for (const Error& error : std::as_const(failed))
            errors += SourceError {error, {Kind::Disk, Kind::Partition}};
        return devices;
    }
    for (const QByteArray& name : filter.deviceNames())
        addOnce(devices, m_blockDevices.readOne(QByteArray(name).replace('/', '!')));
    for (const QByteArray& number : filter.devices())
        addAround(devices, m_view.device(DeviceNumber::fromText(number)).name);
    return devices;
}

// The device itself, its partitions, and what is made of it.
void DiskNodes::addAround(QList<BlockDevice>& devices, const QByteArray& path) const
{
    QByteArray name = path;
    name.replace('/', '!');
    if (name.isEmpty())
        return;
    const Result<BlockDevice> device = m_blockDevices.readOne(name);
    if (!device)
        return;
    addOnce(devices, device);
    for (const QByteArray& holder : device->holders)
        addOnce(devices, m_blockDevices.readOne(holder));
    if (device->partition != 0)
        return;
    const QList<BlockDevice> parts = m_blockDevices.partitions(name);
    for (const BlockDevice& part : parts)
        addOnce(devices, part);
}

Resource DiskNodes::node(const BlockDevice& device, const QHash<QByteArray, DeviceNumber>& numbers) const
{
    const bool isPartition = device.partition != 0;
    const DeviceNumber number {device.major, device.minor};
    Resource node;
    node.kind = isPartition ? Kind::Partition : Kind::Disk;
    node.id = ResourceId::make(node.kind, device.devicePath());
    node.name = encodeBytes(device.devicePath());
    node.keys = {Key {device.key()}};
    node.incarnation = QString::fromLatin1(device.key());
    node.state = device.holders.isEmpty() ? State::Attached : State::InUse;
    node.goes = isPartition ? Goes::WithItsBase : Goes::ByRelease;
    node.facts[Fact::Device] = device.devicePath();
    node.facts[Fact::Size] = device.size;
    node.facts[Fact::ReadOnly] = device.readOnly;
    node.facts[Fact::DeviceNumber] = QString::fromLatin1(number.text());
    if (isPartition) {
        const auto known = numbers.constFind(device.disk);
        const DeviceNumber disk = known == numbers.constEnd() ? m_view.numberOf(device.disk) : *known;
        node.needs += Need {
            {Key {"block:" + disk.text() + '@' + QByteArray::number(device.diskSeq)}}, 1, How::StandsOn, {}};
        node.facts[Fact::PartitionNumber] = static_cast<qint64>(device.partition);
        node.facts[Fact::PartitionStart] = device.start;
        return node;
    }
    standOnSlaves(node, device);
    const ProbedNames names = m_view.probed(number);
    if (!names.model.isEmpty())
        node.facts[Fact::Model] = names.model;
    if (!names.serial.isEmpty())
        node.facts[Fact::Serial] = names.serial;
    if (!names.wwn.isEmpty())
        node.facts[Fact::Wwn] = names.wwn;
    return node;
}

void DiskNodes::standOnSlaves(Resource& node, const BlockDevice& device) const
{
    for (const QByteArray& slave : device.slaves) {
        const DeviceIdentity& base = m_view.device(m_view.numberOf(slave));
        if (!base.key.isEmpty())
            node.needs += Need {{Key {base.key}}, 1, How::Member, base.path()};
    }
}

} // namespace mooring
