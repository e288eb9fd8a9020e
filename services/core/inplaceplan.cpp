// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inplaceplan.h"

#include "cardchoices.h"
#include "operationrunner.h"
#include "planchoices.h"

#include <algorithm>

namespace mooring {

namespace {

State stateAfter(const Resource& resource)
{
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
    goal.proof = verb == Verb::Reconnect ? Proof::InState : Proof::AsTold;
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
    return verb == Verb::Reconnect || verb == Verb::BeginTransaction || verb == Verb::EndTransaction;
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
    }
    std::sort(plan.closure.begin(), plan.closure.end());
    return plan;
}

} // namespace mooring
