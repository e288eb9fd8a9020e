// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mountnodes.h"

#include "nodekeys.h"
#include "services/core/rung.h"

#include <QJsonArray>

#include <algorithm>

namespace mooring {

namespace {

const QByteArray systemdAutomount = QByteArrayLiteral("systemd-1");

QByteArray idKey(const KeptMount& mount, bool withId)
{
    const MountEntry& entry = *mount.entry;
    if (!mount.space->own)
        return entry.mountPoint + '@' + mountIdentity(mount.space->inode, entry.id);
    return mount.topmost && !withId ? entry.mountPoint
                                    : entry.mountPoint + '@' + QByteArray::number(entry.id);
}

bool isSnap(const MountEntry& entry)
{
    return entry.filesystemType == "squashfs"
        && (entry.mountPoint.startsWith("/snap/") || entry.mountPoint.startsWith("/var/lib/snapd/snap/"));
}

QJsonArray encoded(const QList<QByteArray>& list)
{
    QJsonArray result;
    for (const QByteArray& item : list)
        result.append(encodeBytes(item));
    return result;
}

} // namespace

QString unitOfPath(const QByteArray& path, const QString& suffix)
{
    QByteArray name;
    const QByteArray body = path.mid(1);
    for (qsizetype i = 0; i < body.size(); ++i) {
        const char c = body[i];
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == ':' || c == '_' || (c == '.' && i > 0);
        if (c == '/')
            name += '-';
        else if (plain)
            name += c;
        else
            name += "\\x" + QByteArray(1, c).toHex();
    }
    return QString::fromLatin1(name.isEmpty() ? QByteArray("-") : name) + suffix;
}

MountNodes::MountNodes(const HostView& view, const KeptMounts& mounts, const QList<FstabLine>& fstab)
    : m_view(view)
    , m_mounts(mounts)
    , m_fstab(fstab)
{
}

QList<Resource> MountNodes::nodes(const LookFilter& filter) const
{
    QList<Resource> result;
    for (const KeptMount& mount : m_mounts.all()) {
        Resource node = bare(mount);
        // A plan may know it by the id it had while something covered it.
        const ResourceId other = ResourceId::make(Kind::Mount, idKey(mount, true));
        if (!filter.isFull() && filter.asksFor(other))
            node.id = other;
        if (!filter.wants(node))
            continue;
        complete(node, mount);
        result += node;
    }
    return result;
}

Resource MountNodes::bare(const KeptMount& mount) const
{
    const quint64 space = mount.space->inode;
    Resource node;
    node.kind = Kind::Mount;
    node.id = ResourceId::make(Kind::Mount, idKey(mount, false));
    node.keys = {mountKey(space, mount.entry->id)};
    node.needs += Need {{filesystemKey(deviceOf(*mount.entry))}, 1, How::StandsOn, {}};
    if (mount.parent)
        node.needs += Need {{mountKey(space, mount.parent)}, 1, How::NestedMount, mount.entry->mountPoint};
    if (mount.follows)
        node.needs += Need {{mountKey(m_view.own().inode, mount.follows)}, 1, How::StandsOn, {}};
    for (const quint64 hidden : mount.hides)
        node.needs += Need {{mountKey(space, hidden)}, 1, How::NestedMount, mount.entry->mountPoint};
    return node;
}

void MountNodes::complete(Resource& node, const KeptMount& mount) const
{
    node.name = encodeBytes(mount.entry->mountPoint);
    const KeptMount* below = m_mounts.find(mount.space->inode, mount.entry->parent);
    if (!mount.topmost || (below && below->entry->mountPoint == mount.entry->mountPoint))
        node.name += QStringLiteral(" (%1)").arg(encodeBytes(mount.entry->source)); // one of a stack
    node.incarnation = QString::fromLatin1(mountIdentity(mount.space->inode, mount.entry->id));
    node.state = State::Mounted;
    node.protectedBy = mount.protectedBy;
    addFacts(node, mount);
    if (!mount.space->own) {
        node.goes = mount.follows ? Goes::WithItsBase : Goes::WithItsLastUser;
        return;
    }
    node.verbs = {Verb::Unmount};
    if (!mount.system)
        node.release = release(node, mount);
    addComesBack(node, mount);
}

void MountNodes::addFacts(Resource& node, const KeptMount& mount) const
{
    const MountEntry& entry = *mount.entry;
    Facts& facts = node.facts;
    facts[Fact::MountPoint] = entry.mountPoint;
    facts[Fact::MountRoot] = entry.root;
    facts[Fact::MountOptions] = QString::fromUtf8(entry.options);
    facts[Fact::SuperOptions] = QString::fromUtf8(entry.superOptions);
    facts[Fact::FilesystemType] = QString::fromUtf8(entry.filesystemType);
    facts[Fact::DeviceNumber] = QString::fromLatin1(deviceOf(entry).text());
    facts[Fact::ReadOnly]
        = splitOptions(entry.options).contains("ro") || splitOptions(entry.superOptions).contains("ro");
    if (entry.source.startsWith('/'))
        facts[Fact::Device] = entry.source;
    if (!mount.space->own)
        facts[Fact::Namespace] = QString::number(mount.space->inode);
    if (isSnap(entry))
        facts[Fact::SystemImage] = QStringLiteral("snapd");
    if (mount.protectedBy)
        facts[Fact::Protected] = token(*mount.protectedBy);
}

QList<ComesBack> MountNodes::comesBackFromFstab(const QList<FstabLine>& fstab, const QByteArray& target)
{
    for (const FstabLine& line : fstab) {
        if (line.target == target && line.isAutomatic())
            return {ComesBack {ComesBackWhen::AtBoot, QStringLiteral("fstab"), {}}};
    }
    return {};
}

void MountNodes::addComesBack(Resource& node, const KeptMount& mount) const
{
    if (!mount.automount.isEmpty()) {
        const MountEntry* autofs = nullptr;
        for (const MountEntry& entry : mount.space->mounts) {
            if (entry.id == mount.entry->parent)
                autofs = &entry;
        }
        ComesBack back {ComesBackWhen::OnAccess, {}, {}};
        if (autofs && autofs->source == systemdAutomount) {
            const QString unit = unitOfPath(mount.automount, QStringLiteral(".automount"));
            back.by = unit;
            node.facts[Fact::AutomountUnit] = unit;
            Release hold;
            hold.verb = Verb::Hold;
            hold.command = {"systemctl", "stop", unit.toUtf8()};
            hold.consequence = Consequence::AutomountStopped;
            hold.restore = {{QStringLiteral("provider"), QStringLiteral("filesystem")},
                            {QStringLiteral("verb"), token(Verb::EndHold)},
                            {QStringLiteral("id"), node.id.text},
                            {QStringLiteral("kind"), token(Kind::Mount)},
                            {QStringLiteral("name"), node.name},
                            {QStringLiteral("command"), encoded({"systemctl", "start", unit.toUtf8()})},
                            {QStringLiteral("data"), QJsonObject {{QStringLiteral("unit"), unit}}}};
            back.hold = hold;
        } else {
            const auto daemon = autofs ? optionValue(autofs->superOptions, "pgrp").toLongLong() : 0;
            const auto process = Processes::read(m_view.root(), daemon);
            back.by = process ? QString::fromUtf8(process->command) : QStringLiteral("automount");
        }
        node.comesBack += back;
    }
    for (const FstabLine& line : m_fstab) {
        if (line.target == mount.entry->mountPoint)
            node.facts[Fact::FstabLine] = QString::fromUtf8(line.text);
    }
    if (mount.topmost)
        node.comesBack += comesBackFromFstab(m_fstab, mount.entry->mountPoint);
}

Release MountNodes::release(const Resource& node, const KeptMount& mount) const
{
    Release release;
    release.verb = Verb::Unmount;
    release.command = {"umount", mount.entry->mountPoint};
    release.consequence = Consequence::FilesystemLeavesTree;
    release.reversible = isReversible(mount);
    if (release.reversible)
        release.restore = recipe(node, mount);
    offerRung(release, Rung::Lazy, {"umount", "--lazy", mount.entry->mountPoint}, {});
    return release;
}

// Its content must outlive the mount, and the kernel's own words must be enough to mount it again.
bool MountNodes::isReversible(const KeptMount& mount) const
{
    const MountEntry& entry = *mount.entry;
    if (isPseudoType(entry.filesystemType) || entry.filesystemType.startsWith("fuse"))
        return false;
    if (entry.major != 0 || entry.filesystemType == "btrfs" || entry.filesystemType == "overlay")
        return true;
    const auto same = [&](const KeptMount& other) {
        return other.entry != mount.entry && other.space->own && deviceOf(*other.entry) == deviceOf(entry)
            && isPathBelow(entry.root, other.entry->root);
    };
    return std::any_of(m_mounts.all().begin(), m_mounts.all().end(), same);
}

QJsonObject MountNodes::recipe(const Resource& node, const KeptMount& mount) const
{
    const MountEntry& entry = *mount.entry;
    const DeviceIdentity* device = entry.major ? &m_view.device(deviceOf(entry)) : nullptr;
    const QByteArray source = device && !device->name.isEmpty() ? device->path() : entry.source;
    const KeptMount* parent = m_mounts.find(mount.space->inode, mount.parent);
    QList<QByteArray> options = splitOptions(entry.options) + splitOptions(entry.superOptions);
    options.removeAll("rw");
    const QList<QByteArray> command {"mount",           "-t",   entry.filesystemType, "-o",
                                     options.join(','), source, entry.mountPoint};
    const QJsonObject data {
        {QStringLiteral("type"), QString::fromUtf8(entry.filesystemType)},
        {QStringLiteral("source"), encodeBytes(source)},
        {QStringLiteral("target"), encodeBytes(entry.mountPoint)},
        {QStringLiteral("root"), encodeBytes(entry.root)},
        {QStringLiteral("sourceKey"), QString::fromLatin1(device ? device->key : QByteArray())},
        {QStringLiteral("boot"), QString::fromLatin1(m_view.bootId())},
        {QStringLiteral("device"), QString::fromLatin1(deviceOf(entry).text())},
        {QStringLiteral("options"), QString::fromLatin1(entry.options)},
        {QStringLiteral("superOptions"), encoded(splitOptions(entry.superOptions))},
        {QStringLiteral("propagation"), QString::fromLatin1(entry.propagation)},
        {QStringLiteral("over"), parent && parent->entry->mountPoint == entry.mountPoint}};
    return {{QStringLiteral("provider"), QStringLiteral("filesystem")},
            {QStringLiteral("verb"), token(Verb::Mount)},
            {QStringLiteral("id"), node.id.text},
            {QStringLiteral("kind"), token(Kind::Mount)},
            {QStringLiteral("name"), encodeBytes(entry.mountPoint)},
            {QStringLiteral("command"), encoded(command)},
            {QStringLiteral("data"), data}};
}

} // namespace mooring
