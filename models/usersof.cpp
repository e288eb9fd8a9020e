// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"
#include "services/core/imagereport.h"
#include "treespec.h"
#include "wording.h"

#include <deque>
#include <set>

namespace mooring {

namespace {

bool isUser(const Resource& resource)
{
    return resource.kind == Kind::Process || resource.kind == Kind::Unknown;
}

QString shortName(const Resource& user)
{
    if (user.kind != Kind::Process)
        return {};
    const QString command
        = user.facts.contains(Fact::Command) ? user.facts.value(Fact::Command).toString() : user.name;
    const QString pid = user.facts.value(Fact::Pid).toString();
    return pid.isEmpty() ? command : QStringLiteral("%1 (%2)").arg(command, pid);
}

// Everything that stands on a node, itself included, in the order of a walk; each once.
std::vector<Topology::Node> standingOn(const Topology& topology, Topology::Node node)
{
    std::vector<Topology::Node> found {node};
    std::set<Topology::Node> seen {node};
    for (size_t i = 0; i < found.size(); ++i) {
        for (const Topology::Node user : topology.users(found[i])) {
            if (seen.insert(user).second)
                found.push_back(user);
        }
    }
    return found;
}

bool hasRow(const Resource& resource)
{
    return resource.kind == Kind::Image ? isOnlyOpen(resource) : !isUser(resource);
}

} // namespace

QList<NodeUser> usersBelow(const Topology& topology, Topology::Node node)
{
    std::vector<Topology::Node> used = standingOn(topology, node);
    std::sort(used.begin(), used.end());
    QList<NodeUser> users;
    for (const Topology::Node each : used) {
        if (each == node || !isUser(topology.at(each)))
            continue;
        NodeUser user {each, nullptr};
        for (const Topology::ResolvedNeed& need : topology.needs(each)) {
            const bool isMeant = std::any_of(need.on.begin(), need.on.end(), [&used](Topology::Node on) {
                return std::binary_search(used.begin(), used.end(), on);
            });
            if (!isMeant)
                continue;
            user.need = &topology.at(each).needs[need.need];
            break;
        }
        users.append(user);
    }
    return users;
}

QList<ResourceId> rowsFor(const Topology& topology, const ResourceId& id)
{
    QList<ResourceId> rows;
    std::deque<Topology::Node> open;
    std::set<Topology::Node> seen;
    const auto add = [&](Topology::Node node) {
        if (seen.insert(node).second)
            open.push_back(node);
    };
    if (const auto first = topology.find(id))
        add(*first);
    while (!open.empty()) {
        const Topology::Node node = open.front();
        open.pop_front();
        const Resource& resource = topology.at(node);
        if (hasRow(resource)) {
            rows.append(resource.id);
            continue;
        }
        if (resource.kind != Kind::Process)
            for (const Topology::Node user : topology.users(node))
                add(user);
        for (const Topology::ResolvedNeed& need : topology.needs(node))
            std::for_each(need.on.begin(), need.on.end(), add);
    }
    return rows;
}

QString openElsewhere(const Topology& topology, Topology::Node node)
{
    const std::optional<Topology::Node> base = topology.parent(node);
    const bool isTold = base && topology.at(*base).kind == Kind::Image;
    const Resource& image = topology.at(isTold ? *base : node);
    return image.kind == Kind::Image ? Wording::openElsewhere(image.facts) : QString();
}

QString inUseBy(const Topology& topology, Topology::Node node)
{
    int processes = 0, mounts = 0, others = 0;
    QString process, mount;
    for (const Topology::Node each : standingOn(topology, node)) {
        if (each == node)
            continue;
        const Resource& user = topology.at(each);
        if (user.kind == Kind::Process && ++processes == 1)
            process = shortName(user);
        else if (user.kind == Kind::Mount && ++mounts == 1)
            mount = Format::bytes(user.facts.value(Fact::MountPoint).toByteArray());
        else if (user.kind == Kind::Unknown || user.kind == Kind::Swap)
            ++others;
    }
    QStringList parts {Wording::users(processes, process, mounts, mount, others),
                       openElsewhere(topology, node)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace mooring
