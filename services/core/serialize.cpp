// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serialize.h"

#include <QJsonArray>

namespace mooring {

namespace {
QString utc(const QDateTime& time) { return time.toUTC().toString(Qt::ISODateWithMs); }

template <class List, class Convert> QJsonArray array(const List& list, Convert convert)
{
    QJsonArray json;
    for (const auto& item : list)
        json.append(convert(item));
    return json;
}

QString idText(const ResourceId& id) { return id.text; }
QString keyText(const Key& key) { return encodeBytes(key.text); }

QJsonValue factToJson(const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::QByteArray:
        return encodeBytes(value.toByteArray());
    case QMetaType::QDateTime:
        return utc(value.toDateTime());
    case QMetaType::QStringList:
        return QJsonArray::fromStringList(value.toStringList());
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Int:
    case QMetaType::UInt:
        return value.toLongLong();
    default:
        return value.toString();
    }
}

QJsonObject toJson(const ComesBack& comesBack)
{
    QJsonObject json {{QStringLiteral("when"), token(comesBack.when)}, {QStringLiteral("by"), comesBack.by}};
    if (comesBack.hold)
        json[QStringLiteral("hold")] = toJson(*comesBack.hold);
    return json;
}

QJsonObject toJson(const SourceError& error)
{
    QJsonObject json = toJson(error.error);
    json[QStringLiteral("kinds")] = array(error.kinds, token<Kind>);
    return json;
}

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
} // namespace

QJsonObject factsToJson(const Facts& facts)
{
    QJsonObject json;
    for (auto fact = facts.cbegin(); fact != facts.cend(); ++fact)
        json[token(fact.key())] = factToJson(fact.value());
    return json;
}

QJsonObject toJson(const Error& error)
{
    return {{QStringLiteral("code"), token(error.code)},
            {QStringLiteral("subject"), error.subject},
            {QStringLiteral("domain"), token(error.domain)},
            {QStringLiteral("number"), qint64(error.number)},
            {QStringLiteral("text"), error.text},
            {QStringLiteral("source"), error.source}};
}

QJsonObject toJson(const Need& need)
{
    return {{QStringLiteral("on"), array(need.on, keyText)},
            {QStringLiteral("atLeast"), need.atLeast},
            {QStringLiteral("how"), token(need.how)},
            {QStringLiteral("evidence"), encodeBytes(need.evidence)}};
}

static QJsonObject toJson(const ReleaseChoice& choice)
{
    return {{QStringLiteral("word"), choice.word},
            {QStringLiteral("consequence"), token(choice.consequence)},
            {QStringLiteral("reversible"), choice.reversible},
            {QStringLiteral("command"), array(choice.command, encodeBytes)},
            {QStringLiteral("arguments"), choice.arguments},
            {QStringLiteral("restore"), choice.restore}};
}

QJsonObject toJson(const Release& release)
{
    QJsonObject json {{QStringLiteral("verb"), token(release.verb)},
                      {QStringLiteral("command"), array(release.command, encodeBytes)},
                      {QStringLiteral("consequence"), token(release.consequence)},
                      {QStringLiteral("reversible"), release.reversible},
                      {QStringLiteral("restore"), release.restore}};
    if (release.refused)
        json[QStringLiteral("refused")] = toJson(*release.refused);
    if (!release.choices.isEmpty()) {
        json[QStringLiteral("choice")] = release.choice;
        json[QStringLiteral("choices")]
            = array(release.choices, [](const ReleaseChoice& choice) { return toJson(choice); });
    }
    return json;
}

QJsonObject toJson(const Resource& resource)
{
    QJsonObject json {
        {QStringLiteral("id"), resource.id.text},
        {QStringLiteral("kind"), token(resource.kind)},
        {QStringLiteral("name"), resource.name},
        {QStringLiteral("incarnation"), resource.incarnation},
        {QStringLiteral("keys"), array(resource.keys, keyText)},
        {QStringLiteral("needs"), array(resource.needs, [](const Need& need) { return toJson(need); })},
        {QStringLiteral("goes"), token(resource.goes)},
        {QStringLiteral("comesBack"),
         array(resource.comesBack, [](const ComesBack& by) { return toJson(by); })},
        {QStringLiteral("state"), token(resource.state)},
        {QStringLiteral("facts"), factsToJson(resource.facts)},
        {QStringLiteral("verbs"), array(resource.verbs, token<Verb>)},
        {QStringLiteral("members"), array(resource.members, keyText)},
    };
    if (resource.release)
        json[QStringLiteral("release")] = toJson(*resource.release);
    if (resource.protectedBy)
        json[QStringLiteral("protectedBy")] = token(*resource.protectedBy);
    return json;
}

QJsonObject toJson(const LookRequest& request)
{
    return {{QStringLiteral("only"), array(request.only, idText)},
            {QStringLiteral("standingOn"), array(request.standingOn, keyText)},
            {QStringLiteral("users"), request.users}};
}

QJsonObject toJson(const Inventory& inventory)
{
    const auto resource = [](const Resource& value) { return toJson(value); };
    return {{QStringLiteral("provider"), inventory.provider},
            {QStringLiteral("request"), toJson(inventory.request)},
            {QStringLiteral("look"), qint64(inventory.look)},
            {QStringLiteral("resources"), array(inventory.resources, resource)},
            {QStringLiteral("users"), array(inventory.users, resource)},
            {QStringLiteral("errors"),
             array(inventory.errors, [](const SourceError& error) { return toJson(error); })}};
}

QJsonObject toJson(const Step& step)
{
    QJsonObject json {
        {QStringLiteral("n"), step.n},
        {QStringLiteral("provider"), step.provider},
        {QStringLiteral("verb"), token(step.verb)},
        {QStringLiteral("resource"), step.resource.text},
        {QStringLiteral("kind"), token(step.kind)},
        {QStringLiteral("name"), step.name},
        {QStringLiteral("incarnation"), step.incarnation},
        {QStringLiteral("after"), array(step.after, [](int n) { return n; })},
        {QStringLiteral("consequence"), token(step.consequence)},
        {QStringLiteral("command"), array(step.command, encodeBytes)},
        {QStringLiteral("reversible"), step.reversible},
        {QStringLiteral("keys"), array(step.keys, keyText)},
        {QStringLiteral("arguments"), step.arguments},
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

QJsonObject resourceToJson(const Topology& topology, Topology::Node node)
{
    const Resource& resource = topology.at(node);
    const auto parent = topology.parent(node);
    QJsonArray standsOn;
    for (const auto& need : topology.needs(node)) {
        for (Topology::Node base : need.on)
            standsOn.append(topology.at(base).id.text);
    }
    const QVariant device = resource.facts.value(Fact::Device);
    return {{QStringLiteral("id"), resource.id.text},
            {QStringLiteral("kind"), token(resource.kind)},
            {QStringLiteral("name"), resource.name},
            {QStringLiteral("parent"), parent ? QJsonValue(topology.at(*parent).id.text) : QJsonValue()},
            {QStringLiteral("standsOn"), standsOn},
            {QStringLiteral("provider"), topology.provider(node)},
            {QStringLiteral("state"), token(resource.state)},
            {QStringLiteral("device"), device.isValid() ? factToJson(device) : QJsonValue()},
            {QStringLiteral("facts"), factsToJson(resource.facts)},
            {QStringLiteral("verbs"), array(topology.verbs(node), token<Verb>)},
            {QStringLiteral("incarnation"), resource.incarnation}};
}

} // namespace mooring
