// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jsonlist.h"
#include "serialize.h"

// Accounts of operations: what the activity log keeps.
namespace mooring {

namespace {
void setTime(QJsonObject& json, const QString& name, const QDateTime& time)
{
    if (time.isValid())
        json[name] = time.toUTC().toString(Qt::ISODateWithMs);
}

QJsonArray ids(const QList<ResourceId>& list)
{
    QJsonArray json;
    for (const ResourceId& id : list)
        json.append(id.text);
    return json;
}

QString phaseToken(StepPhase phase)
{
    switch (phase) {
    case StepPhase::Waiting:
        return QStringLiteral("waiting");
    case StepPhase::Running:
        return QStringLiteral("running");
    case StepPhase::Proving:
        return QStringLiteral("proving");
    case StepPhase::Ended:
        break;
    }
    return QStringLiteral("ended");
}
} // namespace

QJsonObject toJson(const Progress& progress)
{
    QJsonObject json {{QStringLiteral("waitingPid"), progress.waitingPid},
                      {QStringLiteral("waitingFor"), progress.waitingFor},
                      {QStringLiteral("sent"), progress.sent}};
    if (progress.percent)
        json[QStringLiteral("percent")] = *progress.percent;
    if (progress.bytesLeft)
        json[QStringLiteral("bytesLeft")] = sizeToJson(*progress.bytesLeft);
    if (progress.bytesPerSecond)
        json[QStringLiteral("bytesPerSecond")] = sizeToJson(*progress.bytesPerSecond);
    return json;
}

QJsonObject toJson(const StepRecord& record)
{
    QJsonObject json {{QStringLiteral("n"), record.n},
                      {QStringLiteral("phase"), phaseToken(record.phase)},
                      {QStringLiteral("started"), record.started},
                      {QStringLiteral("asTold"), record.asTold},
                      {QStringLiteral("progress"), toJson(record.progress)},
                      {QStringLiteral("restore"), record.restore},
                      {QStringLiteral("created"), ids(record.created)},
                      {QStringLiteral("facts"), factsToJson(record.facts)}};
    if (record.outcome)
        json[QStringLiteral("result")] = token(*record.outcome);
    if (record.error)
        json[QStringLiteral("error")] = toJson(*record.error);
    setTime(json, QStringLiteral("startedAt"), record.startedAt);
    setTime(json, QStringLiteral("endedAt"), record.endedAt);
    return json;
}

QJsonObject toJson(const GoalRecord& record)
{
    QJsonObject json {{QStringLiteral("resource"), record.resource.text},
                      {QStringLiteral("name"), record.name},
                      {QStringLiteral("kind"), token(record.kind)},
                      {QStringLiteral("outcome"), token(record.outcome)},
                      {QStringLiteral("code"),
                       QJsonObject {{QStringLiteral("domain"), token(record.code.domain)},
                                    {QStringLiteral("number"), qint64(record.code.number)},
                                    {QStringLiteral("symbol"), record.code.symbol}}}};
    if (record.error)
        json[QStringLiteral("error")] = toJson(*record.error);
    setTime(json, QStringLiteral("settled"), record.settledAt);
    return json;
}

QJsonObject toJson(const OperationRecord& record)
{
    QJsonArray goals, steps;
    for (const GoalRecord& goal : record.goals)
        goals.append(toJson(goal));
    for (const StepRecord& step : record.steps)
        steps.append(toJson(step));
    QJsonObject json {{QStringLiteral("operation"), record.number},
                      {QStringLiteral("verb"), token(record.plan.verb)},
                      {QStringLiteral("plan"), toJson(record.plan)},
                      {QStringLiteral("host"), record.host},
                      {QStringLiteral("user"), record.user},
                      {QStringLiteral("goals"), goals},
                      {QStringLiteral("steps"), steps}};
    if (record.outcome)
        json[QStringLiteral("outcome")] = token(*record.outcome);
    if (record.error)
        json[QStringLiteral("error")] = toJson(*record.error);
    setTime(json, QStringLiteral("started"), record.startedAt);
    setTime(json, QStringLiteral("ended"), record.endedAt);
    return json;
}

} // namespace mooring
