// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner.h"

#include <QJsonArray>

namespace mooring {

namespace {
QString text(const QJsonObject& recipe, QLatin1String name) { return recipe.value(name).toString(); }

// Recipes are read back from a log: a broken one becomes no step.
std::optional<Step> restoreStep(const Topology& topology, const QJsonObject& recipe)
{
    const auto verb = fromToken<Verb>(text(recipe, QLatin1String("verb")));
    Step step;
    step.provider = text(recipe, QLatin1String("provider"));
    step.resource = {text(recipe, QLatin1String("id"))};
    if (!verb || step.provider.isEmpty() || step.resource.isEmpty())
        return {};
    step.verb = *verb;
    const auto kind = fromToken<Kind>(text(recipe, QLatin1String("kind")));
    step.kind = kind.value_or(step.resource.kind().value_or(Kind::Unknown));
    step.name = text(recipe, QLatin1String("name"));
    step.consequence
        = fromToken<Consequence>(text(recipe, QLatin1String("consequence"))).value_or(Consequence::None);
    const QJsonArray words = recipe.value(QLatin1String("command")).toArray();
    for (const auto word : words)
        step.command.append(decodeBytes(word.toString()));
    step.arguments = recipe.value(QLatin1String("data")).toObject();
    const auto present = topology.find(step.resource);
    step.keys = present ? topology.at(*present).keys : QList<Key>();
    return step;
}

Consequence consequenceOf(Verb verb)
{
    switch (verb) {
    case Verb::Attach:
    case Verb::LogIn:
    case Verb::OpenLuks:
    case Verb::Activate:
    case Verb::Assemble:
        return Consequence::DeviceAppears;
    case Verb::Mount:
        return Consequence::MountAppears;
    case Verb::SwapOn:
        return Consequence::SwapAppears;
    case Verb::EndHold:
        return Consequence::AutomountStartedAgain;
    default:
        return Consequence::None;
    }
}

Goal goalOf(const Step& step)
{
    Goal goal;
    goal.resource = step.resource;
    goal.kind = step.kind;
    goal.name = step.name;
    goal.provider = step.provider;
    goal.proof = step.expects.first().proof;
    return goal;
}

void append(Plan& plan, Step step)
{
    step.n = static_cast<int>(plan.steps.size()) + 1;
    if (step.n > 1)
        step.after = {step.n - 1};
    if (step.consequence == Consequence::None)
        step.consequence = consequenceOf(step.verb);
    step.deadline = plan.options.deadline;
    // Ending a hold shows nothing by itself: what it brings back comes on the next access.
    const Proof proof = step.verb == Verb::EndHold ? Proof::AsTold : Proof::There;
    step.expects = {{proof, step.resource, {}, step.provider, {}}};
    if (step.verb == Verb::EnablePortalGroup) // it was there all the time
        step.expects = {{Proof::InState, step.resource, {}, step.provider, State::Attached}};
    plan.goals.append(goalOf(step));
    if (!plan.closure.contains(step.resource))
        plan.closure.append(step.resource);
    plan.steps.append(step);
}

// Where another thing has the name of the device that comes back, nobody knows the new one yet: no command
// can be shown for what is done with it.
void tellWhatIsTaken(const Topology& topology, Plan& plan)
{
    QList<QByteArray> taken;
    for (Step& step : plan.steps) {
        const bool isDevice = step.verb == Verb::Attach && step.kind == Kind::VirtualDisk;
        if (!isDevice || !topology.find(step.resource))
            continue;
        step.consequence = Consequence::DeviceAppearsRenamed;
        taken.append(step.resource.key());
    }
    const auto isTaken = [&taken](const QByteArray& word) {
        return std::any_of(taken.cbegin(), taken.cend(), [&word](const QByteArray& device) {
            return word == device || word.startsWith(device + 'p');
        });
    };
    for (Step& step : plan.steps) {
        if (std::any_of(step.command.cbegin(), step.command.cend(), isTaken))
            step.command.clear();
    }
}

void putBack(const Topology& topology, const QJsonObject& recipe, Plan& plan)
{
    const QJsonArray first = recipe.value(putBackFirst).toArray();
    for (qsizetype i = first.size(); i-- > 0;) {
        if (auto step = restoreStep(topology, first[i].toObject()))
            append(plan, *step);
    }
    if (auto step = restoreStep(topology, recipe))
        append(plan, *step);
}
} // namespace

Plan makeRestorePlan(const Topology& topology, const QList<QJsonObject>& recipes, const PlanOptions& options)
{
    Plan plan;
    plan.verb = Verb::PutBack;
    plan.options = options;
    for (auto recipe = recipes.crbegin(); recipe != recipes.crend(); ++recipe)
        putBack(topology, *recipe, plan);
    tellWhatIsTaken(topology, plan);
    std::sort(plan.closure.begin(), plan.closure.end());
    if (plan.steps.isEmpty()) {
        Goal goal;
        goal.refused = Error {};
        goal.refused->code = ErrorCode::NothingToPutBack;
        plan.goals = {goal};
    }
    return plan;
}

Plan makeAttachPlan(const QString& provider, Verb verb, const ResourceId& resource, const QString& name,
                    const QJsonObject& arguments, const QList<QByteArray>& command, Consequence consequence)
{
    Plan plan;
    plan.verb = verb;
    Step step;
    step.provider = provider;
    step.verb = verb;
    step.resource = resource;
    step.kind = resource.kind().value_or(Kind::Unknown);
    step.name = name;
    step.arguments = arguments;
    step.command = command;
    step.consequence = consequence;
    append(plan, step);
    return plan;
}

Plan makeLoginPlan(const QString& provider, const LoginRequest& request)
{
    QJsonObject arguments {{QStringLiteral("target"), encodeBytes(request.target)},
                           {QStringLiteral("portal"), encodeBytes(request.portal)},
                           {QStringLiteral("headerDigest"), request.headerDigest},
                           {QStringLiteral("automatic"), request.automatic}};
    QList<QByteArray> command {"mooringctl", "login", "--portal", request.portal};
    QJsonObject secrets;
    const auto add = [&](const std::optional<ChapAccess>& access, const QByteArray& side, const char* user) {
        if (!access)
            return;
        arguments.insert(QLatin1String(user), encodeBytes(access->user));
        command << "--" + side + "-user" << access->user;
        if (access->secret.isEmpty()) // the keyring has it
            return;
        secrets.insert(QString::fromLatin1(side), encodeBytes(access->secret));
        command << "--" + side + "-secret-file"
                << "FILE";
    };
    add(request.chap, "chap", "chapUser");
    add(request.mutualChap, "mutual", "mutualUser");
    if (!secrets.isEmpty())
        arguments.insert(secretArguments, secrets);
    if (request.headerDigest)
        command << "--header-digest";
    if (request.automatic)
        command << "--automatic";
    if (request.remember) {
        arguments.insert(QStringLiteral("remember"), true);
        command << "--remember";
    }
    if (request.rememberSecret) {
        arguments.insert(QStringLiteral("rememberSecret"), true);
        command << "--remember-secret";
    }
    command << request.target;
    Plan plan;
    for (int session = 1; session <= request.sessions; ++session) {
        const ResourceId id
            = ResourceId::make(Kind::IscsiSession, request.target + '/' + QByteArray::number(session));
        Plan one = makeAttachPlan(provider, Verb::LogIn, id, encodeBytes(request.target), arguments, command,
                                  Consequence::SessionOpens);
        one.steps.first().n = session;
        plan.verb = one.verb;
        plan.goals += one.goals;
        plan.steps += one.steps;
        plan.closure += one.closure;
    }
    return plan;
}

} // namespace mooring
