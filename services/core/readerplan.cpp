// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "readerplan.h"

#include "cardchoices.h"
#include "operationrunner.h"

#include <algorithm>

namespace mooring {

namespace {

const QStringList& shareModes()
{
    static const QStringList modes {QStringLiteral("shared"), QStringLiteral("exclusive"),
                                    QStringLiteral("direct")};
    return modes;
}

Consequence consequenceOf(const QString& share)
{
    if (share == QLatin1String("exclusive"))
        return Consequence::CardHeldExclusively;
    return share == QLatin1String("direct") ? Consequence::ReaderHeldDirectly : Consequence::CardShared;
}

Goal goalOf(const Topology& topology, const ResourceId& id)
{
    Goal goal;
    goal.resource = ResourceId::make(Kind::CardAttachment, id.key());
    goal.kind = Kind::CardAttachment;
    goal.name = encodeBytes(id.key());
    goal.proof = Proof::There;
    const auto node = topology.find(id);
    if (!node) {
        goal.refused = errorOf(ErrorCode::ReaderUnknown, goal.name);
        return goal;
    }
    goal.name = topology.at(*node).name;
    goal.provider = topology.provider(*node);
    if (topology.find(goal.resource)) {
        goal.refused = errorOf(ErrorCode::WrongState, goal.name);
        goal.refused->text = QStringLiteral("attached");
    } else if (!topology.verbs(*node).contains(Verb::AttachToReader)) {
        goal.refused = errorOf(ErrorCode::VerbNotOffered, goal.name);
    }
    return goal;
}

Step stepFor(const Goal& goal, const PlanOptions& options)
{
    Step step;
    step.provider = goal.provider;
    step.verb = Verb::AttachToReader;
    step.resource = goal.resource;
    step.kind = goal.kind;
    step.name = goal.name;
    step.choice = shareChoice;
    step.choosable = shareModes();
    const QString wanted = options.choices.value(shareChoice);
    step.chosen = shareModes().contains(wanted) ? wanted : shareModes().constFirst();
    step.consequence = consequenceOf(step.chosen);
    const QByteArray reader = goal.resource.key();
    step.arguments = {{QStringLiteral("reader"), encodeBytes(reader)}, {shareChoice, step.chosen}};
    step.command = {"mooringctl", "attach", "--share", step.chosen.toUtf8(), "reader:" + reader};
    step.deadline
        = options.deadline > 0 ? options.deadline : OperationRunner::defaultDeadline(Verb::AttachToReader);
    step.expects = {{Proof::There, goal.resource, {}, goal.provider, {}}};
    return step;
}

} // namespace

Plan makeReaderPlan(const Topology& topology, const QList<ResourceId>& readers, const PlanOptions& options)
{
    Plan plan;
    plan.verb = Verb::AttachToReader;
    plan.options = options;
    for (const ResourceId& id : readers) {
        const Goal goal = goalOf(topology, id);
        if (plan.closure.contains(goal.resource)) // a reader and its card are one
            continue;
        plan.goals.append(goal);
        plan.closure.append(goal.resource);
        if (goal.refused)
            continue;
        plan.steps.append(stepFor(goal, options));
        plan.steps.last().n = static_cast<int>(plan.steps.size());
    }
    std::sort(plan.closure.begin(), plan.closure.end());
    return plan;
}

} // namespace mooring
