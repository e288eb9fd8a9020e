// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonreader.h"
#include "serialize.h"

#include <limits>

// Plans and accounts of operations, read back.
namespace mooring {

namespace {
constexpr qint64 maxInt = std::numeric_limits<int>::max();

Result<Blocker> blockerFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    Blocker blocker;
    blocker.reason = read.word<BlockReason>("reason");
    blocker.resource = read.id("id");
    blocker.kind = read.word<Kind>("kind");
    blocker.name = read.text("name");
    blocker.usedResource = read.id("resource");
    blocker.usedName = read.text("usedName");
    blocker.how = read.word<How>("how");
    blocker.path = read.bytes("path");
    blocker.facts = factsFromJson(read.object("facts"));
    blocker.answers = read.words<Verb>("answers");
    blocker.error = read.optional<Error>("error", errorFromJson);
    return read.done(blocker);
}

Result<Collateral> collateralFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    Collateral collateral;
    collateral.reason = read.word<CollateralReason>("reason");
    collateral.resource = read.id("resource");
    collateral.kind = read.word<Kind>("kind");
    collateral.name = read.text("name");
    collateral.by = read.text("by");
    collateral.mustAccept = read.flag("mustAccept");
    return read.done(collateral);
}

Result<Goal> goalFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    Goal goal;
    goal.resource = read.id("resource");
    goal.kind = read.word<Kind>("kind");
    goal.name = read.text("name");
    goal.incarnation = read.text("incarnation");
    goal.provider = read.text("provider");
    goal.proof = read.word<Proof>("proof");
    goal.members = read.ids("members");
    goal.refused = read.optional<Error>("refused", errorFromJson);
    goal.leftOut = read.flag("leftOut");
    return read.done(goal);
}

Result<PlanOptions> planOptionsFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    PlanOptions options;
    options.processes = read.word<ProcessAnswer>("processes");
    const QJsonObject answers = read.object("answers");
    for (auto answer = answers.constBegin(); answer != answers.constEnd(); ++answer) {
        const auto value = fromToken<ProcessAnswer>(answer.value().toString());
        if (!value)
            return malformed(QStringLiteral("answers"));
        options.answers.insert({answer.key()}, *value);
    }
    options.leaveOut = read.ids("leaveOut");
    options.cascade = read.flag("cascade");
    options.force = read.text("force");
    options.deadline = static_cast<int>(read.number("deadline", 0, maxInt));
    const QJsonObject choices = read.object("choices");
    for (auto choice = choices.constBegin(); choice != choices.constEnd(); ++choice)
        options.choices.insert(choice.key(), choice.value().toString());
    return read.done(options);
}

std::optional<StepPhase> phaseFromToken(const QString& word)
{
    static const QMap<QString, StepPhase> phases {{QStringLiteral("waiting"), StepPhase::Waiting},
                                                  {QStringLiteral("running"), StepPhase::Running},
                                                  {QStringLiteral("proving"), StepPhase::Proving},
                                                  {QStringLiteral("ended"), StepPhase::Ended}};
    const auto phase = phases.constFind(word);
    return phase == phases.constEnd() ? std::nullopt : std::optional(*phase);
}

Result<StepRecord> stepRecordFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    StepRecord record;
    record.n = static_cast<int>(read.number("n", 0, maxInt));
    const auto phase = phaseFromToken(read.text("phase"));
    if (!phase)
        return malformed(QStringLiteral("phase"));
    record.phase = *phase;
    if (read.has("result"))
        record.outcome = read.word<Outcome>("result");
    record.started = read.flag("started");
    record.asTold = read.flag("asTold");
    record.error = read.optional<Error>("error", errorFromJson);
    if (const auto progress = read.optional<Progress>("progress", progressFromJson))
        record.progress = *progress;
    record.startedAt = read.time("startedAt");
    record.endedAt = read.time("endedAt");
    record.restore = read.object("restore");
    record.created = read.ids("created");
    record.facts = factsFromJson(read.object("facts"));
    return read.done(record);
}

Result<ContractCode> contractCodeFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    ContractCode code;
    code.domain = read.word<ErrorDomain>("domain");
    code.number = static_cast<quint32>(read.number("number", 0, std::numeric_limits<quint32>::max()));
    code.symbol = read.text("symbol");
    return read.done(code);
}

Result<GoalRecord> goalRecordFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    GoalRecord record;
    record.resource = read.id("resource");
    record.name = read.text("name");
    record.kind = read.word<Kind>("kind");
    record.outcome = read.word<Outcome>("outcome");
    record.error = read.optional<Error>("error", errorFromJson);
    if (const auto code = read.optional<ContractCode>("code", contractCodeFromJson))
        record.code = *code;
    record.settledAt = read.time("settled");
    return read.done(record);
}
} // namespace

Result<Progress> progressFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    Progress progress;
    progress.waitingPid = read.number("waitingPid", 0, std::numeric_limits<qint64>::max());
    progress.waitingFor = read.text("waitingFor");
    progress.sent = read.has("sent") && read.flag("sent");
    if (read.has("percent"))
        progress.percent = static_cast<int>(read.number("percent", 0, 100));
    if (read.has("bytesLeft"))
        progress.bytesLeft = read.size("bytesLeft");
    if (read.has("bytesPerSecond"))
        progress.bytesPerSecond = read.size("bytesPerSecond");
    return read.done(progress);
}

Result<Plan> planFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    Plan plan;
    read.number("schema", 1, 1);
    plan.verb = read.word<Verb>("verb");
    plan.host = read.text("host");
    if (const auto options = read.optional<PlanOptions>("options", planOptionsFromJson))
        plan.options = *options;
    plan.goals = read.objects<Goal>("goals", goalFromJson);
    plan.steps = read.objects<Step>("steps", stepFromJson);
    plan.blockers = read.objects<Blocker>("blockers", blockerFromJson);
    plan.collateral = read.objects<Collateral>("collateral", collateralFromJson);
    plan.closure = read.ids("closure");
    plan.ring = read.ids("ring");
    plan.fingerprint = QByteArray::fromHex(read.text("fingerprint").toLatin1());
    return read.done(plan);
}

Result<OperationRecord> operationRecordFromJson(const QJsonObject& json)
{
    JsonReader read(json);
    OperationRecord record;
    record.number = read.number("operation", 0, std::numeric_limits<qint64>::max());
    if (const auto plan = read.optional<Plan>("plan", planFromJson))
        record.plan = *plan;
    record.host = read.text("host");
    record.user = read.text("user");
    record.startedAt = read.time("started");
    record.endedAt = read.time("ended");
    if (read.has("outcome"))
        record.outcome = read.word<Outcome>("outcome");
    record.goals = read.objects<GoalRecord>("goals", goalRecordFromJson);
    record.steps = read.objects<StepRecord>("steps", stepRecordFromJson);
    record.error = read.optional<Error>("error", errorFromJson);
    return read.done(record);
}

} // namespace mooring
