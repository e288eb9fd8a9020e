// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "targetmemory.h"

#include <algorithm>

namespace mooring::tgt {

bool TargetMemory::holds(const Known& known, const Known& now, const Below& below)
{
    return known.text.text == now.text.text && known.offersProcess == now.offersProcess && known.io == now.io
        && known.saved == now.saved
        && std::all_of(known.devices.cbegin(), known.devices.cend(),
                       [&below](const auto& each) { return below.backing.device(each.first) == each.second; })
        && std::all_of(known.files.cbegin(), known.files.cend(),
                       [&below](const auto& each) { return below.files.isStill(each.first, each.second); });
}

void TargetMemory::make(Known& now, const Daemon& daemon, const Below& below)
{
    const Target target = parsedTarget(now.text);
    const TargetResources nodes(daemon, target, now.io, now.saved);
    now.nodes.resources.append(nodes.target(now.offersProcess));
    now.nodes.resources.append(nodes.units(below.backing, below.files, now.nodes.images));
    now.nodes.resources.append(nodes.initiators());
    for (const Unit& unit : target.units) {
        if (ExportBacking::isDevice(unit.storePath))
            now.devices.append({unit.storePath, below.backing.device(unit.storePath)});
        else if (!unit.storePath.isEmpty())
            now.files.append({unit.storePath, below.files.find(unit.storePath)});
    }
}

QList<TargetMemory::Nodes> TargetMemory::nodesOf(const Daemon& daemon, const QByteArray& listing,
                                                 const Below& below, const QHash<qint32, IoTimes>& io,
                                                 const SavedTargets& saved)
{
    Seen before;
    {
        const std::scoped_lock lock(m_mutex);
        before = m_seen.take(daemon.control.socket);
    }
    const bool isSame = before.daemon == daemon && before.backing == below.backing;
    Seen seen {daemon, listing, below.backing, {}};
    QList<Nodes> all;
    for (const TargetText& each : targetTexts(seen.listing)) {
        Known now {each, all.isEmpty(), io.value(each.id), saved.of(each.name), {}, {}, {}};
        const auto known = before.targets.constFind(each.name);
        if (isSame && known != before.targets.cend() && holds(*known, now, below)) {
            now.devices = known->devices;
            now.files = known->files;
            now.nodes = known->nodes;
        } else {
            make(now, daemon, below);
        }
        all.append(now.nodes);
        seen.targets.insert(each.name, std::move(now));
    }
    const std::scoped_lock lock(m_mutex);
    m_seen.insert(daemon.control.socket, std::move(seen));
    return all;
}

void TargetMemory::keepOnly(const QList<Control>& controls)
{
    const std::scoped_lock lock(m_mutex);
    m_seen.removeIf([&controls](const auto& each) {
        return std::none_of(controls.cbegin(), controls.cend(),
                            [&each](const Control& control) { return control.socket == each.key(); });
    });
}

} // namespace mooring::tgt
