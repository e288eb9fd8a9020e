// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reconnectplan.h"

#include "operationrunner.h"

#include <algorithm>

namespace mooring {

namespace {

Goal goalOf(const Topology& topology, const ResourceId& id)
{
    Goal goal;
    goal.resource = id;
    goal.kind = id.kind().value_or(Kind::Unknown);
    goal.name = id.text;
    goal.proof = Proof::InState;
    const auto node = topology.find(id);
    if (!node) {
        goal.refused = errorOf(ErrorCode::NoSuchResource, id.text);
        return goal;
    }
    const Resource& resource = topology.at(*node);
    goal.name = resource.name;
    goal.incarnation = resource.incarnation;
    goal.provider = topology.provider(*node);
    if (!topology.verbs(*node).contains(Verb::Reconnect))
        goal.refused = errorOf(ErrorCode::VerbNotOffered, resource.name);
    return goal;
}

Step stepFor(const Goal& goal, const PlanOptions& options)
{
    Step step;
    step.provider = goal.provider;
    step.verb = Verb::Reconnect;
    step.resource = goal.resource;
    step.kind = goal.kind;
    step.name = goal.name;
    step.incarnation = goal.incarnation;
    step.consequence = Consequence::SessionOpens;
    step.command = {"mooringctl", "reconnect", goal.resource.text.toUtf8()};
    step.reversible = false;
    step.deadline = options.deadline > 0 ? options.deadline : OperationRunner::defaultDeadline(Verb::LogIn);
    step.expects = {{Proof::InState, goal.resource, {}, goal.provider, State::LoggedIn}};
    return step;
}

} // namespace

Plan makeReconnectPlan(const Topology& topology, const QList<ResourceId>& goals, const PlanOptions& options)
{
    Plan plan;
    plan.verb = Verb::Reconnect;
    plan.options = options;
    for (const ResourceId& id : goals) {
        if (plan.closure.contains(id))
            continue;
        const Goal goal = goalOf(topology, id);
        plan.goals.append(goal);
        plan.closure.append(id);
        if (goal.refused)
            continue;
        plan.steps.append(stepFor(goal, options));
        plan.steps.last().n = static_cast<int>(plan.steps.size());
    }
    std::sort(plan.closure.begin(), plan.closure.end());
    return plan;
}

} // namespace mooring
