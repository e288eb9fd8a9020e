// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesystemnodes.h"

#include "nodekeys.h"

#include <QSet>

#include <algorithm>

namespace mooring {

namespace {

bool isSeveralDevices(const QByteArray& type) { return type == "btrfs"; }

// "lowerdir" is a list divided by ':'; a ':' or '\' in a path has a '\' before it.
QList<QByteArray> layerPaths(const QByteArray& value)
{
    QList<QByteArray> result {QByteArray()};
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == '\\' && i + 1 < value.size())
            result.last() += value[++i];
        else if (value[i] == ':')
            result += QByteArray();
        else
            result.last() += value[i];
    }
    result.removeAll(QByteArray()); // "::" divides data-only layers
    return result;
}

} // namespace

FilesystemNodes::FilesystemNodes(const HostView& view, const KeptMounts& mounts)
    : m_view(view)
    , m_mounts(mounts)
{
    QSet<QByteArray> seen;
    for (const KeptMount& mount : mounts.all()) {
        const DeviceNumber device = deviceOf(*mount.entry);
        const QByteArray text = device.text();
        if (!seen.contains(text)) {
            seen += text;
            m_devices += device;
        }
    }
}

QList<Resource> FilesystemNodes::nodes(const LookFilter& filter) const
{
    QList<Resource> result;
    for (const DeviceNumber device : m_devices) {
        if (device.major != 0 && !filter.mayWantOn(device))
            continue;
        Resource node = mounted(device);
        if (!filter.wants(node))
            continue;
        complete(node, device);
        result += node;
    }
    return result + hiddenOnes(filter);
}

Resource FilesystemNodes::mounted(DeviceNumber device) const
{
    const KeptMount& mount = *m_mounts.firstOf(device);
    const QByteArray& type = mount.entry->filesystemType;
    Resource node;
    node.kind = Kind::Filesystem;
    node.keys = {filesystemKey(device)};
    if (device.major != 0)
        standOnDevices(node, {device});
    else if (isSeveralDevices(type))
        standOnDevices(node, m_view.btrfsDevices(mount.entry->source));
    else if (type == "overlay")
        standOnLayers(node, mount);
    if (node.id.isEmpty()) {
        node.id = ResourceId::make(Kind::Filesystem, type + '-' + device.text());
        node.incarnation = QString::fromLatin1(device.text());
        node.name = encodeBytes(mount.entry->source.isEmpty() ? type : mount.entry->source);
    }
    return node;
}

void FilesystemNodes::standOnDevices(Resource& node, QList<DeviceNumber> devices) const
{
    for (const DeviceNumber number : devices) {
        const DeviceIdentity& device = m_view.device(number);
        if (device.name.isEmpty())
            continue;
        node.needs += Need {{Key {device.key}}, 1, How::StandsOn, device.path()};
        if (!node.id.isEmpty())
            continue;
        node.id = ResourceId::make(Kind::Filesystem, device.path());
        node.name = encodeBytes(device.path());
        node.incarnation = QString::fromLatin1(device.key);
        node.facts[Fact::Device] = device.path();
    }
}

void FilesystemNodes::standOnLayers(Resource& node, const KeptMount& mount) const
{
    QList<QByteArray> paths;
    const QList<QByteArray> options = splitOptions(mount.entry->superOptions);
    for (const QByteArray& option : options) {
        if (option.startsWith("lowerdir=") || option.startsWith("lowerdir+=")
            || option.startsWith("datadir+="))
            paths += layerPaths(option.mid(option.indexOf('=') + 1));
        else if (option.startsWith("upperdir="))
            paths.prepend(option.mid(9));
    }
    QSet<quint64> seen;
    for (const QByteArray& path : std::as_const(paths)) {
        const KeptMount* layer = m_mounts.showing(*mount.space, path);
        // A layer inside the overlay's own mount point was there before it and lies below.
        while (layer && deviceOf(*layer->entry) == deviceOf(*mount.entry))
            layer = m_mounts.find(mount.space->inode, layer->parent);
        if (!layer || seen.contains(layer->entry->id))
            continue;
        seen += layer->entry->id;
        node.needs += Need {{mountKey(mount.space->inode, layer->entry->id)}, 1, How::OverlayLayer, path};
    }
}

void FilesystemNodes::complete(Resource& node, DeviceNumber device) const
{
    QList<QByteArray> points;
    bool foreign = false;
    for (const KeptMount& mount : m_mounts.all()) {
        if (deviceOf(*mount.entry) != device)
            continue;
        if (mount.space->own)
            points += mount.entry->mountPoint;
        else
            foreign = true;
    }
    const MountEntry& entry = *m_mounts.firstOf(device)->entry;
    node.goes = Goes::WithItsLastUser;
    node.state = points.isEmpty() ? (foreign ? State::InUse : State::Orphaned) : State::Mounted;
    node.facts[Fact::FilesystemType] = QString::fromUtf8(entry.filesystemType);
    node.facts[Fact::DeviceNumber] = QString::fromLatin1(device.text());
    node.facts[Fact::SuperOptions] = QString::fromUtf8(entry.superOptions);
    node.facts[Fact::ReadOnly] = splitOptions(entry.superOptions).contains("ro");
    if (isMemoryType(entry.filesystemType))
        node.facts[Fact::InMemory] = true;
    if (!points.isEmpty()) {
        node.facts[Fact::MountPoints] = points.join('\n');
        node.verbs = {Verb::Unmount};
    }
    if (node.facts.contains(Fact::Device)) {
        const ProbedNames names = m_view.probed(device.major ? device : m_view.numberOf(entry.source));
        if (!names.label.isEmpty())
            node.facts[Fact::Label] = names.label;
        if (!names.uuid.isEmpty())
            node.facts[Fact::Uuid] = names.uuid;
    }
    if (entry.filesystemType == "squashfs" && entry.mountPoint.contains("/snap/"))
        node.facts[Fact::SystemImage] = QStringLiteral("snapd");
}

QList<Resource> FilesystemNodes::hiddenOnes(const LookFilter& filter) const
{
    QSet<QByteArray> shown;
    for (const DeviceNumber device : m_devices) {
        shown += device.text();
        if (const KeptMount* mount = m_mounts.firstOf(device);
            isSeveralDevices(mount->entry->filesystemType)) {
            const auto members = m_view.btrfsDevices(mount->entry->source);
            for (const DeviceNumber member : members)
                shown += member.text();
        }
    }
    QList<Resource> result;
    for (const SysfsSuperblock& block : m_view.superblocks()) {
        const bool known = std::any_of(block.devices.begin(), block.devices.end(),
                                       [&](DeviceNumber device) { return shown.contains(device.text()); });
        const bool wanted = std::any_of(block.devices.begin(), block.devices.end(),
                                        [&](DeviceNumber device) { return filter.mayWantOn(device); });
        if (known || !wanted)
            continue;
        Resource node = hidden(block.devices.first(), block.type);
        if (isSeveralDevices(block.type)) {
            node.needs.clear();
            node.keys = {Key {"fs:btrfs-" + block.uuid}};
            standOnDevices(node, block.devices);
        }
        if (filter.wants(node))
            result += node;
    }
    return result;
}

Resource FilesystemNodes::hidden(DeviceNumber device, const QByteArray& type) const
{
    Resource node;
    node.kind = Kind::Filesystem;
    node.keys = {filesystemKey(device)};
    standOnDevices(node, {device});
    node.goes = Goes::WithItsLastUser;
    node.state = State::Orphaned;
    node.facts[Fact::DeviceNumber] = QString::fromLatin1(device.text());
    if (!type.isEmpty())
        node.facts[Fact::FilesystemType] = QString::fromUtf8(type);
    return node;
}

} // namespace mooring
