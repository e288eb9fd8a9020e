// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "madeuphost.h"

#include <algorithm>

namespace madeup {

QString idOf(int node) { return QStringLiteral("disk:%1").arg(node, 3, 10, QLatin1Char('0')); }
int nodeOf(const ResourceId& id) { return id.text.mid(5).toInt(); }

Nodes nodesOf(const QList<ResourceId>& ids)
{
    Nodes nodes;
    for (const ResourceId& id : ids)
        nodes.insert(nodeOf(id));
    return nodes;
}

World::World(const Host& host)
    : m_host(host)
{
    for (int node = 0; node < size(); ++node)
        present.insert(node);
    for (int node = 0; node < size(); ++node) {
        if (!holders(node).empty())
            m_hadUsers.insert(node);
    }
}

bool World::uses(int user, int base) const
{
    for (const MadeNeed& need : at(user).needs) {
        if (std::count(need.on.begin(), need.on.end(), base) > 0)
            return true;
    }
    return false;
}

bool World::isMet(int node) const
{
    for (const MadeNeed& need : at(node).needs) {
        int there = 0;
        for (const int base : need.on)
            there += isThere(base) ? 1 : 0;
        if (there < need.atLeast)
            return false;
    }
    return true;
}

Nodes World::holders(int node) const
{
    Nodes found, looked;
    gather(node, looked, found);
    return found;
}

bool World::isValid() const
{
    return std::all_of(present.begin(), present.end(), [this](int node) { return isMet(node); });
}

void World::remove(int node)
{
    present.erase(node);
    for (bool moved = true; moved;) {
        moved = false;
        for (const int other : Nodes(present)) {
            const bool falls = at(other).goes == Goes::WithItsBase && !isMet(other);
            const bool isLeft = at(other).goes == Goes::WithItsLastUser && m_hadUsers.count(other) > 0
                && holders(other).empty();
            if (falls || isLeft) {
                present.erase(other);
                moved = true;
            }
        }
    }
}

void World::gather(int node, Nodes& looked, Nodes& found) const
{
    for (const int user : present) {
        if (!uses(user, node) || !looked.insert(user).second)
            continue;
        if (at(user).goes == Goes::WithItsBase)
            gather(user, looked, found);
        else
            found.insert(user);
    }
}

Host makeHost(QRandomGenerator& random, bool withRings, bool anyBases)
{
    Host host(static_cast<size_t>(random.bounded(2, 15)));
    const int size = static_cast<int>(host.size());
    for (int node = 0; node < size; ++node) {
        MadeNode& made = host[static_cast<size_t>(node)];
        for (int k = node == 0 ? 0 : random.bounded(3); k > 0; --k) {
            std::set<int> on;
            for (int i = random.bounded(1, 4); i > 0; --i)
                on.insert(random.bounded(node));
            if (withRings && random.bounded(12) == 0)
                on = {random.bounded(size)};
            MadeNeed need;
            need.on.assign(on.begin(), on.end());
            const int count = static_cast<int>(on.size());
            need.atLeast = random.bounded(2) == 0 ? count : random.bounded(1, count + 1);
            made.needs.push_back(need);
        }
        made.goes = static_cast<Goes>(random.bounded(3));
        if (made.goes == Goes::WithItsBase && !anyBases && !made.needs.empty()) {
            made.needs.resize(1);
            made.needs.front().atLeast = 1;
        }
        made.hasRelease = made.goes == Goes::ByRelease ? random.bounded(12) > 0 : random.bounded(4) == 0;
    }
    // What goes with its base has a release of its own only on something that is released too (a SCSI disk).
    for (MadeNode& made : host) {
        for (const MadeNeed& need : made.needs) {
            for (const int base : need.on) {
                if (made.goes == Goes::WithItsBase && host[static_cast<size_t>(base)].goes != Goes::ByRelease)
                    made.hasRelease = false;
            }
        }
    }
    return host;
}

Topology topologyOf(const Host& host)
{
    Inventory inventory;
    inventory.provider = QStringLiteral("made-up");
    for (int node = 0; node < static_cast<int>(host.size()); ++node) {
        const MadeNode& made = host[static_cast<size_t>(node)];
        Resource resource;
        resource.id.text = idOf(node);
        resource.kind = Kind::VirtualDisk;
        resource.keys = {{QByteArray::number(node)}};
        resource.goes = made.goes;
        resource.verbs = {Verb::Detach};
        if (made.hasRelease)
            resource.release = Release {};
        for (const MadeNeed& need : made.needs) {
            Need wanted;
            wanted.atLeast = need.atLeast;
            for (const int base : need.on)
                wanted.on.append({QByteArray::number(base)});
            resource.needs.append(wanted);
        }
        inventory.resources.append(resource);
    }
    return Topology::join({inventory});
}

QList<ResourceId> someGoals(QRandomGenerator& random, const Host& host)
{
    QList<ResourceId> goals;
    for (int i = random.bounded(1, 4); i > 0; --i)
        goals.append({idOf(random.bounded(static_cast<int>(host.size())))});
    return goals;
}

QString describe(const Host& host, const Plan& plan)
{
    QStringList lines;
    for (size_t node = 0; node < host.size(); ++node) {
        QString line
            = QStringLiteral("%1 %2%3").arg(idOf(static_cast<int>(node)), token(host[node].goes),
                                            host[node].hasRelease ? QStringLiteral(" release") : QString());
        for (const MadeNeed& need : host[node].needs) {
            line += QStringLiteral(" %1 of").arg(need.atLeast);
            for (const int base : need.on)
                line += QStringLiteral(" %1").arg(base);
        }
        lines.append(line);
    }
    for (const Goal& goal : plan.goals)
        lines.append(QStringLiteral("goal ") + goal.resource.text + QLatin1Char(' ') + token(goal.proof));
    for (const Step& step : plan.steps) {
        QString line = QStringLiteral("step %1 %2 after").arg(step.n).arg(step.resource.text);
        for (const int before : step.after)
            line += QStringLiteral(" %1").arg(before);
        for (const Expect& expect : step.expects.mid(1))
            line += QStringLiteral(" gone ") + expect.resource.text;
        lines.append(line);
    }
    for (const Blocker& blocker : plan.blockers)
        lines.append(QStringLiteral("blocker ") + token(blocker.reason) + QLatin1Char(' ')
                     + blocker.resource.text);
    return lines.join(QLatin1Char('\n'));
}

} // namespace madeup
