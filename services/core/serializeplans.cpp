// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonlist.h"
#include "rung.h"
#include "serialize.h"

namespace mooring {

namespace {

QJsonObject toJson(const Expect& expect)
{
    QJsonObject json {{QStringLiteral("proof"), token(expect.proof)},
                      {QStringLiteral("resource"), expect.resource.text},
                      {QStringLiteral("incarnation"), expect.incarnation},
                      {QStringLiteral("provider"), expect.provider}};
    if (expect.state)
        json[QStringLiteral("state")] = token(*expect.state);
    return json;
}

QJsonObject toJson(const Blocker& blocker)
{
    const Facts& facts = blocker.facts;
    QJsonObject json {{QStringLiteral("reason"), token(blocker.reason)},
                      {QStringLiteral("id"), blocker.resource.text},
                      {QStringLiteral("kind"), token(blocker.kind)},
                      {QStringLiteral("name"), blocker.name},
                      {QStringLiteral("resource"), blocker.usedResource.text},
                      {QStringLiteral("usedName"), blocker.usedName},
                      {QStringLiteral("how"), token(blocker.how)},
                      {QStringLiteral("path"), encodeBytes(blocker.path)},
                      {QStringLiteral("answers"), array(blocker.answers, token<Verb>)},
                      {QStringLiteral("facts"), factsToJson(facts)}};
    if (facts.contains(Fact::Pid))
        json[QStringLiteral("pid")] = facts[Fact::Pid].toLongLong();
    if (facts.contains(Fact::User))
        json[QStringLiteral("user")] = facts[Fact::User].toString();
    if (facts.contains(Fact::Since))
        json[QStringLiteral("since")] = utc(facts[Fact::Since].toDateTime());
    if (blocker.error)
        json[QStringLiteral("error")] = toJson(*blocker.error);
    return json;
}

QJsonObject toJson(const Collateral& collateral)
{
    return {{QStringLiteral("reason"), token(collateral.reason)},
            {QStringLiteral("resource"), collateral.resource.text},
            {QStringLiteral("kind"), token(collateral.kind)},
            {QStringLiteral("name"), collateral.name},
            {QStringLiteral("by"), collateral.by},
            {QStringLiteral("mustAccept"), collateral.mustAccept}};
}

QJsonObject toJson(const Goal& goal)
{
    QJsonObject json {{QStringLiteral("resource"), goal.resource.text},
                      {QStringLiteral("kind"), token(goal.kind)},
                      {QStringLiteral("name"), goal.name},
                      {QStringLiteral("incarnation"), goal.incarnation},
                      {QStringLiteral("provider"), goal.provider},
                      {QStringLiteral("proof"), token(goal.proof)},
                      {QStringLiteral("members"), array(goal.members, idText)},
                      {QStringLiteral("leftOut"), goal.leftOut}};
    if (goal.refused)
        json[QStringLiteral("refused")] = toJson(*goal.refused);
    return json;
}

QJsonObject toJson(const PlanOptions& options)
{
    QJsonObject answers;
    for (auto answer = options.answers.cbegin(); answer != options.answers.cend(); ++answer)
        answers[answer.key().text] = token(answer.value());
    QJsonObject choices;
    for (auto choice = options.choices.cbegin(); choice != options.choices.cend(); ++choice)
        choices[choice.key()] = choice.value();
    return {{QStringLiteral("processes"), token(options.processes)},
            {QStringLiteral("answers"), answers},
            {QStringLiteral("leaveOut"), array(options.leaveOut, idText)},
            {QStringLiteral("cascade"), options.cascade},
            {QStringLiteral("force"), options.force},
            {QStringLiteral("deadline"), options.deadline},
            {QStringLiteral("choices"), choices}};
}

QString consequenceToken(const Step& step)
{
    const auto rung = rungOf(step);
    return rung ? lossToken(*rung) : token(step.consequence);
}

} // namespace

QJsonObject toJson(const Step& step)
{
    QJsonObject arguments = step.arguments;
    arguments.remove(secretArguments);
    QJsonObject json {
        {QStringLiteral("n"), step.n},
        {QStringLiteral("provider"), step.provider},
        {QStringLiteral("verb"), token(step.verb)},
        {QStringLiteral("resource"), step.resource.text},
        {QStringLiteral("kind"), token(step.kind)},
        {QStringLiteral("name"), step.name},
        {QStringLiteral("incarnation"), step.incarnation},
        {QStringLiteral("after"), array(step.after, [](int n) { return n; })},
        {QStringLiteral("consequence"), consequenceToken(step)},
        {QStringLiteral("command"), array(step.command, encodeBytes)},
        {QStringLiteral("reversible"), step.reversible},
        {QStringLiteral("keys"), array(step.keys, keyText)},
        {QStringLiteral("arguments"), arguments},
        {QStringLiteral("restore"), step.restore},
        {QStringLiteral("expects"), array(step.expects, [](const Expect& expect) { return toJson(expect); })},
        {QStringLiteral("deadline"), step.deadline}};
    if (!step.choice.isEmpty()) {
        json[QStringLiteral("choice")] = step.choice;
        json[QStringLiteral("chosen")] = step.chosen;
        json[QStringLiteral("choosable")] = QJsonArray::fromStringList(step.choosable);
    }
    return json;
}

QJsonObject toJson(const StepResult& result)
{
    QJsonObject json {{QStringLiteral("restore"), result.restore},
                      {QStringLiteral("created"), array(result.created, idText)},
                      {QStringLiteral("cameAs"), result.cameAs},
                      {QStringLiteral("facts"), factsToJson(result.facts)}};
    if (result.error)
        json[QStringLiteral("error")] = toJson(*result.error);
    return json;
}

QJsonObject toJson(const Plan& plan)
{
    return {
        {QStringLiteral("schema"), 1},
        {QStringLiteral("verb"), token(plan.verb)},
        {QStringLiteral("host"), plan.host},
        {QStringLiteral("options"), toJson(plan.options)},
        {QStringLiteral("resources"), array(plan.goals, [](const Goal& goal) { return goal.resource.text; })},
        {QStringLiteral("goals"), array(plan.goals, [](const Goal& goal) { return toJson(goal); })},
        {QStringLiteral("fingerprint"), QString::fromLatin1(plan.fingerprint.toHex())},
        {QStringLiteral("steps"), array(plan.steps, [](const Step& step) { return toJson(step); })},
        {QStringLiteral("blockers"), array(plan.blockers, [](const Blocker& by) { return toJson(by); })},
        {QStringLiteral("collateral"),
         array(plan.collateral, [](const Collateral& collateral) { return toJson(collateral); })},
        {QStringLiteral("closure"), array(plan.closure, idText)},
        {QStringLiteral("ring"), array(plan.ring, idText)}};
}

} // namespace mooring
