// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planways.h"

#include "planforce.h"

#include <algorithm>

namespace mooring {

Ways::Ways(const Topology& topology, const Closure& closure, const Closure& causes, Verb verb,
           const PlanOptions& options, const std::vector<ChosenGoal>& goals)
    : m_topology(topology)
    , m_closure(closure)
    , m_causes(causes)
    , m_verb(verb)
    , m_options(options)
    , m_ways(static_cast<size_t>(topology.size()), Way::None)
{
    for (const ChosenGoal& chosen : goals) {
        for (const Node seed : chosen.seeds)
            m_chosen.insert(seed);
        if (chosen.node >= 0)
            m_goals.insert(chosen.node);
    }
    spareProtected();
    std::vector<Node> nodes = closure.nodes();
    std::sort(nodes.begin(), nodes.end());
    const QSet<Node> underIt = stayUnder(topology, nodes, m_chosen, options);
    for (const Node node : nodes) {
        const bool stays = m_spared.contains(node) || underIt.contains(node);
        if (!stays && !mayStay(topology, node, verb, options))
            decide(node);
    }
}

// The running system needs it: that is said of the node itself, and nothing is planned for what stands on it.
void Ways::spareProtected()
{
    Closure spared(m_topology);
    for (const Node node : m_closure.nodes()) {
        const auto protection = m_topology.protection(node);
        if (!protection)
            continue;
        spared.add(std::span<const Node>(&node, 1));
        if (protection->seed == node)
            block(BlockReason::ProtectedBySystem, node);
    }
    for (const Node node : spared.nodes())
        m_spared.insert(node);
}

void Ways::decide(Node node)
{
    const Resource& resource = m_topology.at(node);
    if (resource.kind == Kind::Process)
        decideProcess(node);
    else if (resource.kind == Kind::Initiator)
        decideInitiator(node);
    else if (resource.goes == Goes::WithItsBase && !m_closure.brokenBase(node).empty())
        m_ways[static_cast<size_t>(node)] = Way::WithBase;
    else if (resource.goes == Goes::WithItsLastUser)
        decideLastUser(node);
    else
        release(node);
}

void Ways::decideLastUser(Node node)
{
    const bool isKept = !realUsers(m_topology, node).empty();
    const bool isAlone = m_goals == QSet<Node> {node} && m_closure.nodes().size() == 1;
    if (m_closure.hasLostItsUsers(node))
        m_ways[static_cast<size_t>(node)] = Way::WithLastUser;
    else if (m_topology.at(node).release)
        release(node);
    else if (isKept)
        block(BlockReason::NoRelease, node);
    else if (isAlone) // nothing to do, and the look will tell whether it went
        m_ways[static_cast<size_t>(node)] = Way::WithLastUser;
    else
        block(BlockReason::CauseNotFound, node);
}

void Ways::release(Node node)
{
    const Resource& resource = m_topology.at(node);
    const bool isNameless = resource.kind == Kind::Unknown && !resource.facts.contains(Fact::BackingStore);
    if (!resource.release && isNameless && !m_topology.provider(node).isEmpty())
        block(BlockReason::CauseNotFound, node);
    else if (!resource.release)
        block(BlockReason::NoRelease, node);
    else if (!mayCascade(node))
        block(BlockReason::NoCascade, node);
    else if (resource.release->refused)
        block(BlockReason::NotReleasable, node, resource.release->refused);
    else
        m_ways[static_cast<size_t>(node)] = Way::Step;
}

ProcessAnswer Ways::answerFor(Node process) const
{
    if (m_chosen.contains(process) && m_verb == Verb::End)
        return ProcessAnswer::End;
    const Resource& resource = m_topology.at(process);
    if (m_chosen.contains(process) && resource.release && resource.release->verb == m_verb)
        return ProcessAnswer::Quit;
    // a word for all does not mean the caller's own shell or desktop
    const bool isOwn = resource.facts.value(Fact::OwnSession).toBool();
    return m_options.answers.value(resource.id, isOwn ? ProcessAnswer::Leave : m_options.processes);
}

void Ways::decideProcess(Node node)
{
    const Resource& resource = m_topology.at(node);
    if (!resource.release)
        block(BlockReason::NoRelease, node);
    else if (!mayCascade(node))
        block(BlockReason::NoCascade, node);
    else if (resource.release->refused)
        block(resource.release->refused->code == ErrorCode::PermissionDenied ? BlockReason::ProcessOfOtherUser
                                                                             : BlockReason::NotReleasable,
              node, resource.release->refused);
    else if (answerFor(node) == ProcessAnswer::Leave)
        block(BlockReason::Process, node);
    else
        m_ways[static_cast<size_t>(node)] = Way::Step;
}

// Another host uses it, so it is never let go of by the way. A session of this host ends with the initiator's
// own side of it.
void Ways::decideInitiator(Node node)
{
    const Resource& resource = m_topology.at(node);
    const auto endsHere = [&](const Topology::ResolvedNeed& need) {
        return resource.needs[need.need].ifThere
            && std::all_of(need.on.begin(), need.on.end(),
                           [this](Node base) { return m_closure.contains(base); });
    };
    const auto needs = m_topology.needs(node);
    if (m_chosen.contains(node))
        release(node);
    else if (m_options.cascade && std::any_of(needs.begin(), needs.end(), endsHere))
        m_ways[static_cast<size_t>(node)] = Way::WithBase;
    else
        block(BlockReason::SeenByInitiator, node);
}

// Without cascade only what was chosen may go, and for a goal that is freed what the verb takes off it.
bool Ways::mayCascade(Node node) const
{
    if (m_options.cascade || m_chosen.contains(node))
        return true;
    const Resource& resource = m_topology.at(node);
    if (!resource.release || resource.release->verb != m_verb)
        return false;
    for (const Topology::ResolvedNeed& need : m_topology.needs(node)) {
        for (const Node base : need.on) {
            if (m_goals.contains(base) && m_topology.at(base).goes == Goes::WithItsLastUser)
                return true;
        }
    }
    return false;
}

void Ways::block(BlockReason reason, Node node, std::optional<Error> error)
{
    m_ways[static_cast<size_t>(node)] = Way::Blocked;
    Blocker blocked = blocker(reason, node);
    blocked.error = std::move(error);
    m_blockers.append(blocked);
}

Blocker Ways::blocker(BlockReason reason, Node node) const
{
    const Resource& resource = m_topology.at(node);
    Blocker blocked;
    blocked.reason = reason;
    blocked.resource = blocked.usedResource = resource.id;
    blocked.kind = resource.kind;
    blocked.name = blocked.usedName = resource.name;
    blocked.facts = resource.facts;
    if (reason == BlockReason::Process)
        blocked.answers = {Verb::AskToQuit, Verb::End};
    // What a container is freed of need not stand on what goes: then it keeps what it needs first.
    const Topology::ResolvedNeed* of = nullptr;
    Node used = -1;
    for (const Topology::ResolvedNeed& need : m_topology.needs(node)) {
        if (resource.kind == Kind::Initiator && resource.needs[need.need].ifThere) // its other end
            continue;
        const auto cause = std::find_if(need.on.begin(), need.on.end(), [this](Node base) {
            return m_causes.contains(base) || m_goals.contains(base);
        });
        const bool isCause = cause != need.on.end();
        if (!isCause && (of != nullptr || need.on.empty() || reason != BlockReason::Process))
            continue;
        of = &need;
        used = isCause ? *cause : need.on.front();
        if (isCause)
            break;
    }
    if (of != nullptr) {
        blocked.usedResource = m_topology.at(used).id;
        blocked.usedName = m_topology.at(used).name;
        blocked.how = resource.needs[of->need].how;
        blocked.path = resource.needs[of->need].evidence;
    }
    return blocked;
}

} // namespace mooring
