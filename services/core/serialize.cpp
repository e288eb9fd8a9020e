// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "serialize.h"

#include "jsonlist.h"

namespace mooring {

namespace {

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
    case QMetaType::ULongLong:
        return sizeToJson(value.toULongLong());
    case QMetaType::LongLong:
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
            {QStringLiteral("evidence"), encodeBytes(need.evidence)},
            {QStringLiteral("ifThere"), need.ifThere}};
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
    if (release.deadline > 0)
        json[QStringLiteral("deadline")] = release.deadline;
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
            {QStringLiteral("look"), sizeToJson(inventory.look)},
            {QStringLiteral("resources"), array(inventory.resources, resource)},
            {QStringLiteral("users"), array(inventory.users, resource)},
            {QStringLiteral("errors"),
             array(inventory.errors, [](const SourceError& error) { return toJson(error); })}};
}

static QString availabilityToken(Availability availability)
{
    switch (availability) {
    case Availability::Absent:
        return QStringLiteral("absent");
    case Availability::Refused:
        return QStringLiteral("refused");
    case Availability::Hung:
        return QStringLiteral("hung");
    case Availability::Ok:
        break;
    }
    return QStringLiteral("ok");
}

QJsonObject toJson(const ProviderInfo& info)
{
    QJsonObject json {{QStringLiteral("name"), info.name},
                      {QStringLiteral("kinds"), array(info.kinds, token<Kind>)},
                      {QStringLiteral("availability"), availabilityToken(info.availability)}};
    if (info.why)
        json[QStringLiteral("why")] = toJson(*info.why);
    return json;
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
