// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachmentdetails.h"

#include "format.h"
#include "wording.h"

#include <algorithm>
#include <set>

namespace mooring {

namespace {

using Node = Topology::Node;

QString line(int depth, const QString& label, const QString& value)
{
    return QString(qsizetype(2) * depth, u' ') + Wording::labelled(label, value) + u'\n';
}

QString told(const Resource& resource, int depth)
{
    QString text = line(depth, Wording::kind(resource.kind), resource.name);
    for (const Fact fact : {Fact::Portal, Fact::HeldBy, Fact::LunNumber, Fact::Device, Fact::Size,
                            Fact::Serial, Fact::Wwn, Fact::FilesystemType, Fact::MountPoint}) {
        const QString value = Format::fact(fact, resource.facts.value(fact));
        if (!value.isEmpty() && value != resource.name)
            text += line(depth + 1, Wording::fact(fact), value);
    }
    return text;
}

bool isTold(const Resource& resource)
{
    return resource.kind != Kind::Process && resource.kind != Kind::Unknown;
}

// The way down to the ground, the ground first.
QString bases(const Topology& topology, Node node)
{
    QList<Node> way;
    for (auto base = topology.parent(node); base && way.size() < topology.size();
         base = topology.parent(*base))
        way.prepend(*base);
    QString text;
    for (qsizetype depth = 0; depth < way.size(); ++depth)
        text += told(topology.at(way.at(depth)), static_cast<int>(depth) + 1);
    return text;
}

QString usersOf(const Topology& topology, Node node)
{
    QString text;
    std::set<Node> seen {node};
    QList<std::pair<Node, int>> open;
    const auto add = [&](Node base, int depth) {
        const auto users = topology.users(base);
        std::for_each(users.rbegin(), users.rend(), [&](Node user) { open.append({user, depth}); });
    };
    add(node, 1);
    while (!open.isEmpty()) {
        const auto [user, depth] = open.takeLast();
        if (!isTold(topology.at(user)) || !seen.insert(user).second)
            continue;
        text += told(topology.at(user), depth);
        add(user, depth + 1);
    }
    return text;
}

} // namespace

QString surroundings(const Topology& topology, Topology::Node node)
{
    QString text;
    if (const QString below = bases(topology, node); !below.isEmpty())
        text += u'\n' + Wording::standsOnLabel() + u'\n' + below;
    if (const QString above = usersOf(topology, node); !above.isEmpty())
        text += u'\n' + Wording::standsOnItLabel() + u'\n' + above;
    return text;
}

} // namespace mooring
