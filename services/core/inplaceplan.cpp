// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inplaceplan.h"

#include "cardchoices.h"
#include "operationrunner.h"
#include "planchoices.h"
#include "rung.h"

#include <algorithm>

namespace mooring {

namespace {

State stateAfter(const Resource& resource)
{
    if (resource.kind == Kind::Export)
        return State::Disabled;
    if (resource.kind != Kind::CardAttachment)
        return State::LoggedIn;
    return resource.facts.value(Fact::InTransaction).toBool() ? State::InUse : State::Attached;
}

Error refusalOf(const Resource& resource, Verb verb)
{
    if (resource.kind != Kind::CardAttachment || verb == Verb::Reconnect || resource.state == State::Failed)
        return errorOf(ErrorCode::VerbNotOffered, resource.name);
    Error error = errorOf(ErrorCode::WrongState, resource.name);
    error.text
        = verb == Verb::BeginTransaction ? QStringLiteral("transaction") : QStringLiteral("no transaction");
    return error;
}

Goal goalOf(const Topology& topology, Verb verb, const ResourceId& id)
{
    Goal goal;
    goal.resource = id;
    goal.kind = id.kind().value_or(Kind::Unknown);
    goal.name = id.text;
    const bool isShown = verb == Verb::Reconnect || verb == Verb::DisablePortalGroup;
    goal.proof = isShown ? Proof::InState : Proof::AsTold;
    const auto node = topology.find(id);
    if (!node) {
        goal.refused = errorOf(ErrorCode::NoSuchResource, id.text);
        return goal;
    }
    const Resource& resource = topology.at(*node);
    goal.name = resource.name;
    goal.incarnation = resource.incarnation;
    goal.provider = topology.provider(*node);
    if (!topology.verbs(*node).contains(verb))
        goal.refused = refusalOf(resource, verb);
    return goal;
}

Consequence consequenceOf(Verb verb)
{
    switch (verb) {
    case Verb::BeginTransaction:
        return Consequence::TransactionHoldsOthers;
    case Verb::EndTransaction:
        return Consequence::TransactionEnds;
    case Verb::DisablePortalGroup:
        return Consequence::NobodyMayLogIn;
    default:
        return Consequence::SessionOpens;
    }
}

QList<QByteArray> commandOf(const Step& step)
{
    QList<QByteArray> command {"mooringctl"};
    if (step.verb == Verb::Reconnect)
        command << "reconnect";
    else
        command << "transaction" << (step.verb == Verb::BeginTransaction ? "begin" : "end");
    if (step.choice == dispositionChoice)
        command << "--disposition" << step.chosen.toUtf8();
    return command << step.resource.text.toUtf8();
}

// A card that is only to be reconnected to is not ejected.
void chooseDisposition(Step& step, Release release, const PlanOptions& options)
{
    const Consequence own = step.consequence;
    release.choices.removeIf(
        [](const ReleaseChoice& choice) { return choice.word == QLatin1String("eject"); });
    choose(step, release, options);
    if (step.verb == Verb::EndTransaction && step.consequence == Consequence::CardLeftAsItIs)
        step.consequence = own;
    step.restore = {};
}

// What the look says of how it is done, and undone.
void fillFrom(Step& step, const Release& release)
{
    step.command = release.command;
    step.reversible = release.reversible;
    step.restore = release.restore;
}

// Whoever is logged in would be cut off.
void blockByInitiators(const Topology& topology, Topology::Node group, Plan& plan)
{
    if (plan.options.force == token(Rung::UnderInitiator))
        return;
    for (const Topology::Node user : topology.users(group)) {
        const Resource& initiator = topology.at(user);
        const bool isEntry
            = initiator.verbs.contains(Verb::RemoveInitiator); // its session is told for itself
        if (initiator.kind != Kind::Initiator || initiator.state != State::LoggedIn || isEntry)
            continue;
        Blocker blocker;
        blocker.reason = BlockReason::SeenByInitiator;
        blocker.resource = initiator.id;
        blocker.kind = initiator.kind;
        blocker.name = initiator.name;
        blocker.usedResource = topology.at(group).id;
        blocker.usedName = topology.at(group).name;
        blocker.how = How::SeenBySession;
        blocker.facts = initiator.facts;
        plan.blockers.append(blocker);
    }
}

void offerForce(Plan& plan)
{
    Step& step = plan.steps.last();
    if (plan.options.force == token(Rung::UnderInitiator)) {
        step.choice = forceChoice;
        step.chosen = plan.options.force;
    }
    if (plan.isBlocked() || !step.chosen.isEmpty())
        step.choosable = {token(Rung::UnderInitiator)};
}

Step stepFor(const Resource& resource, const Goal& goal, Verb verb, const PlanOptions& options)
{
    Step step;
    step.provider = goal.provider;
    step.verb = verb;
    step.resource = goal.resource;
    step.kind = goal.kind;
    step.name = goal.name;
    step.incarnation = goal.incarnation;
    step.consequence = consequenceOf(verb);
    if (resource.release && resource.release->choice == dispositionChoice && verb != Verb::BeginTransaction)
        chooseDisposition(step, *resource.release, options);
    step.reversible = step.kind != Kind::IscsiSession; // of a card nothing is lost that could come back
    step.command = commandOf(step);
    if (verb == Verb::DisablePortalGroup && resource.release)
        fillFrom(step, *resource.release);
    const bool isLogin = verb == Verb::Reconnect && goal.kind == Kind::IscsiSession;
    step.deadline = options.deadline > 0 ? options.deadline
                                         : OperationRunner::defaultDeadline(isLogin ? Verb::LogIn : verb);
    step.expects = {{goal.proof, goal.resource, {}, goal.provider, {}}};
    if (goal.proof == Proof::InState)
        step.expects.first().state = stateAfter(resource);
    return step;
}

} // namespace

bool isInPlace(Verb verb)
{
    return verb == Verb::Reconnect || verb == Verb::BeginTransaction || verb == Verb::EndTransaction
        || verb == Verb::DisablePortalGroup;
}

Plan makeInPlacePlan(const Topology& topology, Verb verb, const QList<ResourceId>& goals,
                     const PlanOptions& options)
{
    Plan plan;
    plan.verb = verb;
    plan.options = options;
    for (const ResourceId& id : goals) {
        if (plan.closure.contains(id))
            continue;
        const Goal goal = goalOf(topology, verb, id);
        plan.goals.append(goal);
        plan.closure.append(id);
        if (goal.refused)
            continue;
        plan.steps.append(stepFor(topology.at(*topology.find(id)), goal, verb, options));
        plan.steps.last().n = static_cast<int>(plan.steps.size());
        if (verb != Verb::DisablePortalGroup)
            continue;
        blockByInitiators(topology, *topology.find(id), plan);
        offerForce(plan);
    }
    std::sort(plan.closure.begin(), plan.closure.end());
    return plan;
}

} // namespace mooring
