// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner.h"

#include "inplaceplan.h"
#include "planchoices.h"
#include "planeffects.h"
#include "planforce.h"
#include "planorder.h"
#include "readerplan.h"

#include <QJsonArray>

#include <algorithm>

namespace mooring {

namespace {
using Node = Topology::Node;

Expect expectGone(const Topology& topology, Node node)
{
    const Resource& resource = topology.at(node);
    return {Proof::Gone, resource.id, resource.incarnation, topology.provider(node), {}};
}

Step stepOn(const Topology& topology, Node node)
{
    const Resource& resource = topology.at(node);
    Step step;
    step.provider = topology.provider(node);
    step.resource = resource.id;
    step.kind = resource.kind;
    step.name = resource.name;
    step.incarnation = resource.incarnation;
    step.keys = resource.keys;
    return step;
}

void fill(Step& step, const Release& release)
{
    step.verb = release.verb;
    step.command = release.command;
    step.consequence = release.consequence;
    step.reversible = release.reversible;
    step.restore = release.restore;
    step.deadline = release.deadline;
}

void fillEnd(Step& step, const Resource& process)
{
    step.verb = Verb::End;
    step.consequence = Consequence::EndedUnsavedWorkLost;
    step.reversible = false;
    const QByteArray key = process.id.key();
    const QByteArray pid = process.facts.contains(Fact::Pid)
        ? QByteArray::number(process.facts.value(Fact::Pid).toLongLong())
        : key.left(key.indexOf('@'));
    step.command = {"kill", "-KILL", pid};
}

Step holdStep(const Topology& topology, Node node, const ComesBack& comesBack)
{
    Step step = stepOn(topology, node);
    fill(step, *comesBack.hold);
    step.arguments = comesBack.hold->restore.value(QLatin1String("data")).toObject();
    step.arguments.insert(QLatin1String("by"), comesBack.by);
    step.expects = {{Proof::AsTold, step.resource, step.incarnation, step.provider, {}}};
    return step;
}

// What went with its last user has to be there again before that user can be put back.
void keepRecipe(Step& step, const Resource& goneWithIt)
{
    const auto& release = goneWithIt.release;
    if (step.restore.isEmpty() || !release || !release->reversible || release->restore.isEmpty())
        return;
    QJsonArray first = step.restore.value(putBackFirst).toArray();
    first.append(release->restore);
    step.restore.insert(putBackFirst, first);
}

bool livesInMemory(const Topology& topology, Node node)
{
    return topology.at(node).facts.value(Fact::InMemory).toBool();
}

Step releaseStep(const Topology& topology, const Ways& ways, const PlanOrder::Entry& entry,
                 const PlanOptions& options)
{
    const Resource& resource = topology.at(entry.node);
    Step step = stepOn(topology, entry.node);
    if (resource.kind == Kind::Process && ways.answerFor(entry.node) == ProcessAnswer::End)
        fillEnd(step, resource);
    else
        fill(step, *resource.release);
    if (step.verb != Verb::End && resource.release)
        choose(step, *resource.release, options);
    if (resource.facts.contains(Fact::ChecksumBefore)) // it is compared with what the image is then
        step.arguments.insert(QLatin1String("checksum"), true);
    step.expects = {expectGone(topology, entry.node)};
    for (const Node node : entry.alsoGone) {
        step.expects.append(expectGone(topology, node));
        if (ways.of(node) == Way::WithLastUser)
            keepRecipe(step, topology.at(node));
    }
    return step;
}

// What was in memory is lost, and so is what stood on it: nothing brings it back.
void tellWhatIsLost(const Topology& topology, const PlanOrder& order, Plan& plan)
{
    std::vector<Node> lost;
    for (const PlanOrder::Entry& entry : order.entries)
        std::copy_if(entry.alsoGone.cbegin(), entry.alsoGone.cend(), std::back_inserter(lost),
                     [&topology](Node node) { return livesInMemory(topology, node); });
    if (lost.empty())
        return;
    Closure gone(topology);
    gone.add(lost);
    for (size_t i = 0; i < order.entries.size(); ++i) {
        if (order.entries[i].hold >= 0 || !gone.contains(order.entries[i].node))
            continue;
        Step& step = plan.steps[static_cast<qsizetype>(i)];
        step.reversible = false;
        step.restore = {};
        if (keepsImageFile(step.consequence))
            step.consequence = Consequence::ImageInMemoryLost;
        else if (step.consequence == Consequence::FilesystemLeavesTree)
            step.consequence = Consequence::MemoryContentLost;
    }
}

void writeSteps(const Topology& topology, const Ways& ways, const PlanOrder& order, Plan& plan)
{
    for (const PlanOrder::Entry& entry : order.entries) {
        Step step = entry.hold < 0
            ? releaseStep(topology, ways, entry, plan.options)
            : holdStep(topology, entry.node, topology.at(entry.node).comesBack[entry.hold]);
        step.n = static_cast<int>(plan.steps.size()) + 1;
        for (const int before : entry.after)
            step.after.append(before + 1);
        if (plan.options.deadline > 0)
            step.deadline = plan.options.deadline;
        plan.steps.append(step);
    }
    tellWhatIsLost(topology, order, plan);
}

// Something was chosen that nothing here offers: doing something else instead would be wrong.
void refuseStrangeChoices(Plan& plan)
{
    for (auto choice = plan.options.choices.cbegin(); choice != plan.options.choices.cend(); ++choice) {
        const bool isOffered
            = std::any_of(plan.steps.cbegin(), plan.steps.cend(), [&choice](const Step& step) {
                  return step.choice == choice.key() && step.choosable.contains(choice.value());
              });
        if (isOffered || plan.steps.isEmpty())
            continue;
        Error refusal
            = errorOf(ErrorCode::InvalidArgument, QStringLiteral("%1 %2").arg(choice.key(), choice.value()));
        for (const Step& step : std::as_const(plan.steps)) {
            if (step.choice == choice.key())
                refusal.text = step.choosable.join(QStringLiteral(", "));
        }
        plan.steps.clear();
        for (Goal& goal : plan.goals) {
            if (!goal.refused)
                goal.refused = refusal;
        }
    }
}

void writeRing(const Topology& topology, const Ways& ways, const std::vector<Node>& ring, Plan& plan)
{
    for (const Node node : ring)
        plan.ring.append(topology.at(node).id);
    const Node next = ring[ring.size() > 1 ? 1 : 0];
    Blocker blocker = ways.blocker(BlockReason::Ring, ring.front());
    blocker.usedResource = topology.at(next).id;
    blocker.usedName = topology.at(next).name;
    plan.blockers.prepend(blocker);
}

void sayWhatIsLeftOut(const Topology& topology, const Ways& ways, const std::vector<ChosenGoal>& goals,
                      Plan& plan)
{
    const auto isOut = [](const ChosenGoal& chosen) { return chosen.goal.leftOut; };
    if (!plan.steps.isEmpty() || !plan.blockers.isEmpty() || goals.empty()
        || !std::all_of(goals.cbegin(), goals.cend(), isOut))
        return;
    for (const ResourceId& id : plan.options.leaveOut) {
        const auto node = topology.find(id);
        if (!node)
            continue;
        Blocker blocker = ways.blocker(BlockReason::LeftOut, *node);
        blocker.usedResource = goals.front().goal.resource;
        blocker.usedName = goals.front().goal.name;
        plan.blockers.append(blocker);
    }
}
} // namespace

Plan makePlan(const Topology& topology, Verb verb, const QList<ResourceId>& goals, const PlanOptions& options)
{
    if (isInPlace(verb))
        return makeInPlacePlan(topology, verb, goals, options);
    if (verb == Verb::AttachToReader)
        return makeReaderPlan(topology, goals, options);
    Plan plan;
    plan.verb = verb;
    plan.options = options;
    std::vector<ChosenGoal> chosen = chooseGoals(topology, verb, goals);
    leaveOut(topology, options.leaveOut, chosen);
    Closure closure(topology);
    closure.add(allSeeds(chosen));
    Closure all = closure;
    all.addFollowers();
    const Ways ways(topology, all, closure, verb, options, chosen);
    plan.blockers = ways.blockers();
    const PlanOrder order = orderSteps(topology, all, ways, chosen);
    if (order.ring.empty())
        writeSteps(topology, ways, order, plan);
    else
        writeRing(topology, ways, order.ring, plan);
    sayWhatIsLeftOut(topology, ways, chosen, plan);
    for (const ChosenGoal& goal : chosen)
        plan.goals.append(goal.goal);
    refuseStrangeChoices(plan);
    applyForce(topology, plan);
    std::vector<Node> going = all.nodes();
    std::sort(going.begin(), going.end()); // nodes are numbered by id
    for (const Node node : going)
        plan.closure.append(topology.at(node).id);
    plan.collateral = lossByForce(topology, plan) + contentLostBy(plan.steps)
        + withoutForgotten(collateralOf(topology, closure, all, chosen), plan.steps);
    plan.fingerprint = fingerprintOf(topology, all, verb, chosen);
    return plan;
}

} // namespace mooring
