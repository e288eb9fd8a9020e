// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonreader.h"
#include "rung.h"
#include "serialize.h"

#include <limits>

namespace mooring {

namespace {
constexpr qint64 maxInt = std::numeric_limits<int>::max();
constexpr qint64 maxNumber = std::numeric_limits<quint32>::max();

Result<Need> needFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    Need need;
    need.on = read.keys("on");
    need.atLeast = static_cast<int>(read.number("atLeast", 0, maxInt));
    need.how = read.word<How>("how");
    need.evidence = read.bytes("evidence");
    need.ifThere = read.flag("ifThere");
    return read.done(need);
}

Result<ReleaseChoice> releaseChoiceFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    ReleaseChoice choice;
    choice.word = read.text("word");
    choice.consequence = read.word<Consequence>("consequence");
    choice.reversible = read.flag("reversible");
    choice.command = read.command("command");
    choice.arguments = read.object("arguments");
    choice.restore = read.object("restore");
    return read.done(choice);
}

Result<Release> releaseFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    Release release;
    release.verb = read.word<Verb>("verb");
    release.command = read.command("command");
    release.consequence = read.word<Consequence>("consequence");
    release.reversible = read.flag("reversible");
    release.restore = read.object("restore");
    release.refused = read.optional<Error>("refused", errorFromJson);
    if (read.has("deadline"))
        release.deadline = static_cast<int>(read.number("deadline", 0, maxInt));
    if (read.has("choice"))
        release.choice = read.text("choice");
    release.choices = read.objects<ReleaseChoice>("choices", releaseChoiceFromJson);
    return read.done(release);
}

Result<ComesBack> comesBackFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    ComesBack comesBack;
    comesBack.when = read.word<ComesBackWhen>("when");
    comesBack.by = read.text("by");
    comesBack.hold = read.optional<Release>("hold", releaseFromJson);
    return read.done(comesBack);
}

Result<SourceError> sourceErrorFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    SourceError error;
    if (const auto why = errorFromJson(json))
        error.error = *why;
    else
        return fail(why.error());
    error.kinds = read.words<Kind>("kinds");
    return read.done(error);
}

Result<Expect> expectFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    Expect expect;
    expect.proof = read.word<Proof>("proof");
    expect.resource = read.id("resource");
    expect.incarnation = read.text("incarnation");
    expect.provider = read.text("provider");
    if (read.has("state"))
        expect.state = read.word<State>("state");
    return read.done(expect);
}

std::optional<Availability> availabilityFromToken(const QString& word)
{
    static const QMap<QString, Availability> words {{QStringLiteral("ok"), Availability::Ok},
                                                    {QStringLiteral("absent"), Availability::Absent},
                                                    {QStringLiteral("refused"), Availability::Refused},
                                                    {QStringLiteral("hung"), Availability::Hung}};
    const auto found = words.constFind(word);
    return found == words.constEnd() ? std::nullopt : std::optional(*found);
}
} // namespace

Result<Error> errorFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    Error error;
    error.code = read.word<ErrorCode>("code");
    error.subject = read.text("subject");
    error.domain = read.word<ErrorDomain>("domain");
    error.number = static_cast<quint32>(read.number("number", 0, maxNumber));
    error.text = read.text("text");
    error.source = read.text("source");
    return read.done(error);
}

Result<Resource> resourceFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    Resource resource;
    resource.id = read.id("id");
    resource.kind = read.word<Kind>("kind");
    resource.name = read.text("name");
    resource.incarnation = read.text("incarnation");
    resource.keys = read.keys("keys");
    resource.needs = read.objects<Need>("needs", needFromJson);
    resource.release = read.optional<Release>("release", releaseFromJson);
    resource.goes = read.word<Goes>("goes");
    resource.comesBack = read.objects<ComesBack>("comesBack", comesBackFromJson);
    resource.state = read.word<State>("state");
    resource.facts = factsFromJson(read.object("facts"));
    resource.verbs = read.words<Verb>("verbs");
    if (read.has("protectedBy"))
        resource.protectedBy = read.word<ProtectedBy>("protectedBy");
    resource.members = read.keys("members");
    return read.done(resource);
}

Result<LookRequest> lookRequestFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    LookRequest request;
    request.only = read.ids("only");
    request.standingOn = read.keys("standingOn");
    request.users = read.flag("users");
    return read.done(request);
}

// An error that cannot be read stays one, and then it concerns everything.
static QList<SourceError> errorsFromJson(const QJsonArray& items)
{
    QList<SourceError> errors;
    for (const auto item : items)
        errors.append(sourceErrorFromJson(item.toObject())
                          .value_or(SourceError {errorOf(ErrorCode::AnswerMalformed), {}}));
    return errors;
}

static QList<Resource> resourcesFromJson(const QJsonArray& items, QList<SourceError>& errors)
{
    QList<Resource> resources;
    for (const auto item : items) {
        const QJsonObject json = item.toObject();
        Result<Resource> resource = resourceFromJson(json);
        if (resource) {
            resources.append(std::move(*resource));
            continue;
        }
        SourceError error {errorOf(ErrorCode::AnswerMalformed, json.value(QLatin1String("id")).toString()),
                           {}};
        error.error.text = resource.error().subject; // the field
        if (const auto kind = fromToken<Kind>(json.value(QLatin1String("kind")).toString()))
            error.kinds = {*kind};
        errors.append(error);
    }
    return resources;
}

Result<Inventory> inventoryFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    Inventory inventory;
    inventory.provider = read.text("provider");
    if (const auto request = read.optional<LookRequest>("request", lookRequestFromJson))
        inventory.request = *request;
    inventory.look = read.size("look");
    inventory.errors = errorsFromJson(read.array("errors"));
    inventory.resources = resourcesFromJson(read.array("resources"), inventory.errors);
    inventory.users = resourcesFromJson(read.array("users"), inventory.errors);
    return read.done(inventory);
}

Result<Step> stepFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    Step step;
    step.n = static_cast<int>(read.number("n", 0, maxInt));
    step.provider = read.text("provider");
    step.verb = read.word<Verb>("verb");
    step.resource = read.id("resource");
    step.kind = read.word<Kind>("kind");
    step.name = read.text("name");
    step.incarnation = read.text("incarnation");
    step.after = read.list<int>("after", [](const QJsonValue& item) -> Result<int> {
        if (!item.isDouble() || item.toInteger() < 0 || item.toInteger() > maxInt)
            return malformed({});
        return static_cast<int>(item.toInteger());
    });
    step.command = read.command("command");
    step.reversible = read.flag("reversible");
    step.keys = read.keys("keys");
    step.arguments = read.object("arguments");
    step.restore = read.object("restore");
    step.expects = read.objects<Expect>("expects", expectFromJson);
    step.deadline = static_cast<int>(read.number("deadline", 0, maxInt));
    if (read.has("choice")) {
        step.choice = read.text("choice");
        step.chosen = read.text("chosen");
        step.choosable = read.list<QString>(
            "choosable", [](const QJsonValue& word) -> Result<QString> { return word.toString(); });
    }
    const auto rung = rungOf(step);
    const bool isToldByRung = rung && *rung != Rung::Lazy && read.text("consequence") == lossToken(*rung);
    if (!isToldByRung)
        step.consequence = read.word<Consequence>("consequence");
    return read.done(step);
}

Result<StepResult> stepResultFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    StepResult result;
    result.error = read.optional<Error>("error", errorFromJson);
    result.restore = read.object("restore");
    result.created = read.ids("created");
    result.cameAs = read.object("cameAs");
    result.facts = factsFromJson(read.object("facts"));
    return read.done(result);
}

Result<ProviderInfo> providerInfoFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    ProviderInfo info;
    info.name = read.text("name");
    for (const auto word : read.array("kinds"))
        if (const auto kind = fromToken<Kind>(word.toString()))
            info.kinds.append(*kind);
    const auto availability = availabilityFromToken(read.text("availability"));
    if (!availability)
        return malformed(QStringLiteral("availability"));
    info.availability = *availability;
    info.why = read.optional<Error>("why", errorFromJson);
    return read.done(info);
}

} // namespace mooring
