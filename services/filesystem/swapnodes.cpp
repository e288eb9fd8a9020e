// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "swapnodes.h"

#include "nodekeys.h"

#include <QJsonArray>

#include <algorithm>

namespace mooring {

Error swapDoesNotFit(const QByteArray& path)
{
    Error error;
    error.code = ErrorCode::SwapDoesNotFit;
    error.subject = encodeBytes(path);
    return error;
}

SwapNodes::SwapNodes(const HostView& view, const KeptMounts& mounts, const QList<FstabLine>& fstab)
    : m_view(view)
    , m_mounts(mounts)
    , m_fstab(fstab)
{
}

bool SwapNodes::fits(const QList<SwapEntry>& swaps, const SwapEntry& swap, quint64 memory)
{
    quint64 room = memory;
    for (const SwapEntry& other : swaps) {
        if (!(other == swap))
            room += other.size - std::min(other.used, other.size);
    }
    return swap.used <= room;
}

QList<Resource> SwapNodes::nodes(const LookFilter& filter) const
{
    QList<Resource> result;
    for (const SwapEntry& swap : m_view.swaps()) {
        Resource resource = node(swap);
        if (filter.wants(resource))
            result += resource;
    }
    return result;
}

void SwapNodes::standOn(Resource& node, const SwapEntry& swap) const
{
    const DeviceIdentity device
        = swap.partition ? m_view.device(m_view.numberOf(swap.path)) : DeviceIdentity();
    if (!device.name.isEmpty()) {
        node.needs += Need {{Key {device.key}}, 1, How::SwapArea, swap.path};
        node.incarnation = QString::fromLatin1(device.key);
        node.facts[Fact::Device] = device.path();
        return;
    }
    node.incarnation = QString::number(swap.size);
    node.facts[Fact::Path] = swap.path;
    if (const KeptMount* mount = m_mounts.showing(m_view.own(), swap.path))
        node.needs += Need {{mountKey(mount->space->inode, mount->entry->id)}, 1, How::SwapArea, swap.path};
}

Resource SwapNodes::node(const SwapEntry& swap) const
{
    Resource node;
    node.id = ResourceId::make(Kind::Swap, swap.path);
    node.kind = Kind::Swap;
    node.name = encodeBytes(swap.path);
    node.state = State::InUse;
    node.verbs = {Verb::SwapOff};
    standOn(node, swap);
    node.facts[Fact::Size] = swap.size;
    node.facts[Fact::SwapUsed] = swap.used;
    node.facts[Fact::SwapPriority] = static_cast<qint64>(swap.priority);
    node.facts[Fact::Deleted] = swap.deleted;
    Release release;
    release.verb = Verb::SwapOff;
    release.command = {"swapoff", swap.path};
    release.consequence = Consequence::SwapMovesToMemory;
    release.reversible = !swap.deleted;
    const QByteArray device = swap.partition ? m_view.device(m_view.numberOf(swap.path)).key : QByteArray();
    const QJsonObject data {{QStringLiteral("path"), encodeBytes(swap.path)},
                            {QStringLiteral("sourceKey"), QString::fromLatin1(device)},
                            {QStringLiteral("boot"), QString::fromLatin1(m_view.bootId())},
                            {QStringLiteral("priority"), swap.priority},
                            {QStringLiteral("size"), QString::number(swap.size)}};
    if (release.reversible)
        release.restore
            = {{QStringLiteral("provider"), QStringLiteral("filesystem")},
               {QStringLiteral("verb"), token(Verb::SwapOn)},
               {QStringLiteral("id"), node.id.text},
               {QStringLiteral("kind"), token(Kind::Swap)},
               {QStringLiteral("name"), node.name},
               {QStringLiteral("command"), QJsonArray {QStringLiteral("swapon"), encodeBytes(swap.path)}},
               {QStringLiteral("data"), data}};
    if (!fits(m_view.swaps(), swap, m_view.memoryForSwap())) {
        release.refused = swapDoesNotFit(swap.path);
        node.protectedBy = ProtectedBy::SwapNeeded;
        node.facts[Fact::Protected] = token(ProtectedBy::SwapNeeded);
    }
    node.release = release;
    const QString uuid = swap.partition ? m_view.probed(m_view.numberOf(swap.path)).uuid : QString();
    for (const FstabLine& line : m_fstab) {
        const bool same
            = line.source == swap.path || (!uuid.isEmpty() && line.source == "UUID=" + uuid.toUtf8());
        if (line.type == "swap" && same && line.isAutomatic())
            node.comesBack = {ComesBack {ComesBackWhen::AtBoot, QStringLiteral("fstab"), {}}};
    }
    return node;
}

} // namespace mooring
