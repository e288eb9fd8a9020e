// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plangoals.h"

#include <algorithm>

namespace mooring {

namespace {
using Node = Topology::Node;

Error refusal(ErrorCode code, const QString& subject)
{
    Error error;
    error.code = code;
    error.subject = subject;
    return error;
}

bool isContainer(const Resource& resource)
{
    switch (resource.kind) {
    case Kind::Portal:
    case Kind::IscsiTarget:
    case Kind::VolumeGroup:
    case Kind::Reader:
    case Kind::Card:
        return true;
    default:
        return !resource.members.isEmpty();
    }
}

bool isCardOrReader(const Resource& resource)
{
    return resource.kind == Kind::Reader || resource.kind == Kind::Card;
}

// The lowest nodes above `node` that satisfy `isWanted`; what stands on those goes with them anyway.
template <class Wanted> std::vector<Node> nodesAbove(const Topology& topology, Node node, Wanted isWanted)
{
    std::vector<Node> found;
    std::vector<Node> queue {node};
    QSet<Node> seen {node};
    for (size_t i = 0; i < queue.size(); ++i) {
        for (const Node user : topology.users(queue[i])) {
            if (seen.contains(user))
                continue;
            seen.insert(user);
            if (isWanted(topology.at(user)))
                found.push_back(user);
            else
                queue.push_back(user);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<Node> membersOf(const Topology& topology, Node container)
{
    std::vector<Node> members;
    for (const Key& key : topology.at(container).members) {
        if (const auto member = topology.offering(key))
            members.push_back(*member);
    }
    return members;
}

// As few of a need's nodes as it takes to break it; for a plain need, all it has.
std::span<const Node> breaking(const Topology::ResolvedNeed& need)
{
    return need.on.first(need.on.size() - static_cast<size_t>(need.atLeast) + 1);
}

// What `node` goes with, down to bases that go by themselves.
std::vector<Node> widen(const Topology& topology, Node node)
{
    std::vector<Node> bases;
    std::vector<Node> queue {node};
    QSet<Node> seen {node};
    for (size_t i = 0; i < queue.size(); ++i) {
        const auto needs = topology.needs(queue[i]);
        if (i > 0 && (topology.at(queue[i]).goes != Goes::WithItsBase || needs.empty())) {
            bases.push_back(queue[i]);
            continue;
        }
        for (const Node base : needs.empty() ? std::span<const Node>() : breaking(needs.front())) {
            if (!seen.contains(base))
                queue.push_back(base);
            seen.insert(base);
        }
    }
    return bases;
}

void free(const Topology& topology, ChosenGoal& chosen, std::vector<Node> seeds)
{
    chosen.goal.proof = Proof::There;
    chosen.seeds = std::move(seeds);
    for (const Node seed : chosen.seeds)
        chosen.goal.members.append(topology.at(seed).id);
}

void freeContainer(const Topology& topology, ChosenGoal& chosen)
{
    const std::vector<Node> members = membersOf(topology, chosen.node);
    free(topology, chosen, members.empty() ? realUsers(topology, chosen.node) : members);
    const bool isOthersToo
        = isCardOrReader(topology.at(chosen.node)) || topology.at(chosen.node).kind == Kind::Export;
    if (!members.empty() && isOthersToo) // ours goes, and evicts nobody
        return;
    for (const Node user : realUsers(topology, chosen.node)) {
        if (std::find(chosen.seeds.cbegin(), chosen.seeds.cend(), user) == chosen.seeds.cend())
            chosen.seeds.push_back(user);
    }
}

// Verbs that can be chosen for what lies below: a device is freed of its mounts, not itself let go.
bool freesOnly(const Resource& resource, Verb verb)
{
    const bool goesItself = resource.kind == Kind::Filesystem || resource.kind == Kind::Mount;
    return (verb == Verb::Unmount && !goesItself) || verb == Verb::SwapOff || verb == Verb::CloseLuks;
}

bool reachesFor(const Resource& resource, Verb verb)
{
    if (verb == Verb::Unmount && resource.kind == Kind::Filesystem)
        return true;
    return resource.release && resource.release->verb == verb;
}

void seek(const Topology& topology, Verb verb, ChosenGoal& chosen)
{
    const Resource& resource = topology.at(chosen.node);
    const bool isOwn = resource.release && resource.release->verb == verb;
    if (isOwn || (resource.kind == Kind::Process && verb == Verb::End)) {
        chosen.seeds = {chosen.node};
    } else if (isContainer(resource)) {
        freeContainer(topology, chosen);
    } else if (!freesOnly(resource, verb) && resource.goes == Goes::WithItsLastUser) {
        chosen.seeds = {chosen.node};
    } else if (!freesOnly(resource, verb) && resource.goes == Goes::WithItsBase) {
        chosen.isWidened = true;
        chosen.seeds = widen(topology, chosen.node);
        Closure closure(topology);
        closure.add(chosen.seeds);
        if (!closure.contains(chosen.node)) {
            chosen.goal.refused = refusal(ErrorCode::NothingCanRelease, resource.name);
            chosen.seeds.clear();
        }
    } else if (!freesOnly(resource, verb) && !resource.release) {
        freeContainer(topology, chosen);
    } else {
        const auto isWanted = [verb](const Resource& other) { return reachesFor(other, verb); };
        free(topology, chosen, nodesAbove(topology, chosen.node, isWanted));
    }
}

ErrorCode notOffered(const Resource& resource, Verb verb)
{
    if (resource.kind == Kind::IscsiTarget && verb == Verb::LogOut)
        return ErrorCode::NoSessionToTarget;
    if (resource.kind == Kind::IscsiTarget && verb == Verb::Forget) // only what has no session is
        return ErrorCode::SomethingStandsOnIt;
    return isCardOrReader(resource) && verb == Verb::Release ? ErrorCode::CardNotAttached
                                                             : ErrorCode::VerbNotOffered;
}

ChosenGoal chooseGoal(const Topology& topology, Verb verb, const ResourceId& id)
{
    ChosenGoal chosen;
    chosen.goal.resource = id;
    chosen.goal.kind = id.kind().value_or(Kind::Unknown);
    chosen.goal.name = id.text;
    const auto node = topology.find(id);
    if (!node) {
        chosen.goal.refused = refusal(ErrorCode::NoSuchResource, id.text);
        return chosen;
    }
    const Resource& resource = topology.at(*node);
    chosen.node = *node;
    chosen.goal.kind = resource.kind;
    chosen.goal.name = resource.name;
    chosen.goal.incarnation = resource.incarnation;
    chosen.goal.provider = topology.provider(*node);
    if (topology.protection(*node))
        chosen.goal.refused = refusal(ErrorCode::IsProtected, resource.name);
    else if (!resource.verbs.contains(verb) && resource.release && resource.release->verb == verb
             && resource.release->refused)
        chosen.goal.refused = resource.release->refused; // it never can be let go of, and says why
    else if (!resource.verbs.contains(verb))
        chosen.goal.refused = refusal(notOffered(resource, verb), resource.name);
    else
        seek(topology, verb, chosen);
    return chosen;
}
} // namespace

std::vector<ChosenGoal> chooseGoals(const Topology& topology, Verb verb, const QList<ResourceId>& ids)
{
    std::vector<ChosenGoal> goals;
    QSet<ResourceId> seen;
    for (const ResourceId& id : ids) {
        if (!seen.contains(id))
            goals.push_back(chooseGoal(topology, verb, id));
        seen.insert(id);
    }
    return goals;
}

std::vector<Topology::Node> allSeeds(const std::vector<ChosenGoal>& goals)
{
    std::vector<Node> seeds;
    for (const ChosenGoal& chosen : goals) {
        if (!chosen.goal.refused)
            seeds.insert(seeds.end(), chosen.seeds.cbegin(), chosen.seeds.cend());
    }
    return seeds;
}

} // namespace mooring
