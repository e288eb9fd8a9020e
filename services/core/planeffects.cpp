// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planeffects.h"

#include "rung.h"

#include <QCryptographicHash>

#include <algorithm>

namespace mooring {

namespace {
using Node = Topology::Node;

Collateral affected(const Topology& topology, CollateralReason reason, Node node)
{
    Collateral collateral;
    collateral.reason = reason;
    collateral.resource = topology.at(node).id;
    collateral.kind = topology.at(node).kind;
    collateral.name = topology.at(node).name;
    return collateral;
}

std::vector<Node> sorted(std::vector<Node> nodes)
{
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return nodes;
}

// What a widened goal's base takes along that does not stand on a goal itself. Processes and holders are
// named as being in the way, or have been answered one by one.
QList<Collateral> sharedBases(const Topology& topology, const Closure& closure,
                              const std::vector<ChosenGoal>& goals)
{
    Closure expected(topology);
    QSet<Node> bases;
    for (const ChosenGoal& chosen : goals) {
        if (chosen.isWidened && !chosen.seeds.empty()) {
            expected.add(std::span<const Node>(&chosen.node, 1));
            bases.unite(QSet<Node>(chosen.seeds.cbegin(), chosen.seeds.cend()));
        } else {
            expected.add(chosen.seeds);
        }
    }
    QList<Collateral> list;
    for (const Node node : sorted(closure.nodes())) {
        const Kind kind = topology.at(node).kind;
        const bool isInTheWay = kind == Kind::Process || kind == Kind::Unknown;
        if (!expected.contains(node) && !bases.contains(node) && !isInTheWay)
            list.append(affected(topology, CollateralReason::GoesWithSharedBase, node));
    }
    return list;
}

std::vector<Node> survivingUsers(const Topology& topology, const Closure& closure)
{
    std::vector<Node> users;
    for (const Node node : closure.nodes()) {
        for (const Node user : topology.users(node)) {
            if (!closure.contains(user))
                users.push_back(user);
        }
    }
    return sorted(std::move(users));
}

QList<Collateral> lostRedundancy(const Topology& topology, const Closure& closure)
{
    QList<Collateral> list;
    for (const Node node : survivingUsers(topology, closure)) {
        const QList<Need>& wanted = topology.at(node).needs;
        bool isLast = false, isOther = false;
        for (const Topology::ResolvedNeed& need : topology.needs(node)) {
            if (wanted[need.need].ifThere) // only another view of what loses a member
                continue;
            const auto left = std::count_if(need.on.begin(), need.on.end(),
                                            [&closure](Node base) { return !closure.contains(base); });
            const bool hasLost = left < static_cast<std::ptrdiff_t>(need.on.size());
            isOther |= hasLost;
            isLast |= hasLost && left == need.atLeast;
        }
        if (!isOther)
            continue;
        list.append(affected(
            topology, isLast ? CollateralReason::LosesLastRedundancy : CollateralReason::LosesRedundancy,
            node));
    }
    return list;
}

CollateralReason reasonOf(ComesBackWhen when)
{
    switch (when) {
    case ComesBackWhen::OnAccess:
        return CollateralReason::ComesBackOnAccess;
    case ComesBackWhen::OnEvent:
        return CollateralReason::ComesBackOnEvent;
    case ComesBackWhen::AtBoot:
        return CollateralReason::ComesBackAtBoot;
    }
    return CollateralReason::ComesBackAtBoot;
}

QList<Collateral> comingBack(const Topology& topology, const Closure& closure)
{
    QList<Collateral> list;
    for (const Node node : sorted(closure.nodes())) {
        for (const ComesBack& comesBack : topology.at(node).comesBack) {
            Collateral collateral = affected(topology, reasonOf(comesBack.when), node);
            collateral.by = comesBack.by;
            collateral.mustAccept = false;
            if (comesBack.by == demoMode) {
                collateral.reason = CollateralReason::ReturnsInDemoMode;
                collateral.mustAccept = true;
            }
            list.append(collateral);
        }
    }
    return list;
}

// Each field begins with its length, so that two fields never read as one.
class Print
{
public:
    Print() { m_bytes.reserve(1 << 12); }
    void add(const QString& text) { add(reinterpret_cast<const char*>(text.utf16()), text.size() * 2); }
    void add(const QByteArray& bytes) { add(bytes.constData(), bytes.size()); }
    void add(int number) { m_bytes.append(reinterpret_cast<const char*>(&number), sizeof number); }
    QByteArray result() const { return QCryptographicHash::hash(m_bytes, QCryptographicHash::Blake2b_256); }

private:
    void add(const char* data, qsizetype size)
    {
        add(static_cast<int>(size));
        m_bytes.append(data, size);
    }
    QByteArray m_bytes;
};

void addNeeds(Print& print, const Resource& resource)
{
    for (const Need& need : resource.needs) {
        print.add(need.atLeast);
        print.add(static_cast<int>(need.on.size()));
        for (const Key& key : need.on)
            print.add(key.text);
    }
}

void addNode(Print& print, const Resource& resource)
{
    print.add(resource.id.text);
    print.add(resource.incarnation);
    addNeeds(print, resource);
    print.add(resource.release ? static_cast<int>(resource.release->verb) : -1);
    print.add(resource.release && resource.release->refused ? 1 : 0);
    print.add(static_cast<int>(resource.goes));
    for (const ComesBack& comesBack : resource.comesBack)
        print.add(comesBack.by);
}
} // namespace

QList<Collateral> collateralOf(const Topology& topology, const Closure& closure, const Closure& followers,
                               const std::vector<ChosenGoal>& goals)
{
    return sharedBases(topology, closure, goals) + lostRedundancy(topology, followers)
        + comingBack(topology, followers);
}

QList<Collateral> withoutForgotten(QList<Collateral> collateral, const QList<Step>& steps)
{
    collateral.removeIf([&steps](const Collateral& each) {
        return each.reason == CollateralReason::ComesBackAtBoot
            && std::any_of(steps.cbegin(), steps.cend(), [&each](const Step& step) {
                   return step.resource == each.resource
                       && step.arguments.value(savedChoice) == QLatin1String("remove");
               });
    });
    return collateral;
}

QList<Collateral> contentLostBy(const QList<Step>& steps)
{
    QList<Collateral> list;
    for (const Step& step : steps) {
        if (step.consequence == Consequence::DeletedImageLost
            || step.consequence == Consequence::ImageInMemoryLost
            || step.consequence == Consequence::MemoryContentLost)
            list.append({CollateralReason::ContentLost, step.resource, step.kind, step.name, {}, true});
    }
    return list;
}

QByteArray fingerprintOf(const Topology& topology, const Closure& closure, Verb verb,
                         const std::vector<ChosenGoal>& goals)
{
    Print print;
    print.add(static_cast<int>(verb));
    for (const ChosenGoal& chosen : goals)
        print.add(chosen.goal.resource.text);
    for (const Node node : sorted(closure.nodes()))
        addNode(print, topology.at(node));
    for (const Node user : survivingUsers(topology, closure)) {
        print.add(topology.at(user).id.text);
        print.add(topology.at(user).incarnation);
        addNeeds(print, topology.at(user));
    }
    return print.result();
}

} // namespace mooring
