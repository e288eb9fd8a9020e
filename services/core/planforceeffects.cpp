// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "closure.h"
#include "planforce.h"

#include <algorithm>

// What force does to everything else.
namespace mooring {

namespace {
using Node = Topology::Node;

// What the exporting side itself lets go of.
bool isOfServer(const Resource& resource)
{
    return resource.kind == Kind::ExportLun || resource.kind == Kind::MappedLun;
}

// What is mounted on this very host stays on a unit that goes, and cannot write any more.
void addCutOff(const Topology& topology, const Step& step, Node unit, QList<Collateral>& losses)
{
    Closure above(topology);
    above.add(std::span<const Node>(&unit, 1));
    for (const Node node : above.nodes()) {
        const Resource& resource = topology.at(node);
        const bool isWritten = resource.kind == Kind::Mount || resource.kind == Kind::Swap;
        const bool isKnown = std::any_of(losses.cbegin(), losses.cend(), [&](const Collateral& each) {
            return each.resource == resource.id;
        });
        if (isWritten && !isKnown)
            losses.append({CollateralReason::ContentLost, resource.id, resource.kind, resource.name,
                           step.chosen, true});
    }
}
} // namespace

bool isOnDead(const Topology& topology, Node node)
{
    QList<Node> queue {node};
    for (qsizetype i = 0; i < queue.size(); ++i) {
        const Resource& resource = topology.at(queue[i]);
        const bool isSilent = resource.kind == Kind::IscsiSession && resource.state == State::Unknown;
        if (isSilent || resource.state == State::Reconnecting || resource.state == State::Failed)
            return true;
        for (const Topology::ResolvedNeed& need : topology.needs(queue[i])) {
            for (const Node base : need.on) {
                if (!queue.contains(base))
                    queue.append(base);
            }
        }
    }
    return false;
}

QList<Collateral> lossByForce(const Topology& topology, const Plan& plan)
{
    QList<Collateral> losses;
    for (const Step& step : plan.steps) {
        const auto node = topology.find(step.resource);
        if (node && step.kind == Kind::ExportLun && rungOf(step) == Rung::UnderInitiator)
            addCutOff(topology, step, *node, losses);
        const bool fails = step.verb == Verb::Disconnect && rungOf(step) == Rung::FailIo;
        if (fails && node && !isOnDead(topology, *node))
            losses.append(
                {CollateralReason::ContentLost, step.resource, step.kind, step.name, step.chosen, true});
    }
    return losses;
}

QSet<Node> stayUnder(const Topology& topology, const std::vector<Node>& closure, const QSet<Node>& chosen,
                     const PlanOptions& options)
{
    QSet<Node> users;
    if (options.force != token(Rung::UnderInitiator))
        return users;
    QList<Node> queue;
    std::copy_if(closure.cbegin(), closure.cend(), std::back_inserter(queue), [&](Node node) {
        return isOfServer(topology.at(node))
            || (chosen.contains(node) && topology.at(node).kind == Kind::Initiator);
    });
    for (qsizetype i = 0; i < queue.size(); ++i) {
        for (const Node user : topology.users(queue[i])) {
            if (isOfServer(topology.at(user)) || chosen.contains(user) || users.contains(user))
                continue;
            users.insert(user);
            queue.append(user);
        }
    }
    return users;
}

bool mayStay(const Topology& topology, Node user, Verb verb, const PlanOptions& options)
{
    const Kind kind = topology.at(user).kind;
    if (options.force == token(Rung::FailIo)) // the kernel itself, which waits for the disk
        return kind == Kind::Unknown;
    if (options.force != token(Rung::Lazy) || verb != Verb::Unmount || kind != Kind::Process)
        return false;
    const auto needs = topology.needs(user);
    return std::all_of(needs.begin(), needs.end(), [&](const Topology::ResolvedNeed& need) {
        return std::all_of(need.on.begin(), need.on.end(), [&](Node base) {
            const Kind below = topology.at(base).kind;
            return below == Kind::Mount || below == Kind::Filesystem;
        });
    });
}

} // namespace mooring
