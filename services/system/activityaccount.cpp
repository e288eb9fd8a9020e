// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "activityaccount.h"

#include "services/core/serialize.h"

#include <QJsonArray>

namespace mooring {

namespace {
const QString stepsField = QStringLiteral("steps");
const QString goalsField = QStringLiteral("goals");

void putInto(QJsonObject& json, const QJsonObject& fields)
{
    for (auto field = fields.constBegin(); field != fields.constEnd(); ++field)
        json[field.key()] = field.value();
}

// What had begun may or may not have happened; what had not begun did not.
void interrupt(OperationRecord& record)
{
    const Error why = errorOf(ErrorCode::Interrupted);
    for (StepRecord& step : record.steps) {
        if (step.phase == StepPhase::Ended)
            continue;
        if (step.started)
            step.outcome = Outcome::Unknown;
        step.phase = StepPhase::Ended;
        step.error = why;
    }
    record.error = why;
    record.goals = judgeGoals(record);
    record.outcome = Outcome::Unknown;
}
} // namespace

ActivityAccount::ActivityAccount(qint64 number, ProcessIdentity process, QJsonObject begun)
    : m_number(number)
    , m_process(std::move(process))
    , m_json(std::move(begun))
{
    for (const QJsonValue& step : m_json.value(stepsField).toArray())
        m_steps.insert(step[QLatin1String("n")].toInt(), step.toObject());
}

void ActivityAccount::add(const QString& what, const QString& at, int step, const QJsonObject& record)
{
    if (what == QLatin1String("step-begins"))
        putInto(m_steps[step],
                {{QStringLiteral("phase"), QStringLiteral("running")},
                 {QStringLiteral("started"), true},
                 {QStringLiteral("startedAt"), at}});
    else if (what == QLatin1String("step-ended"))
        m_steps[step] = record;
    else if (what == QLatin1String("ended"))
        putInto(m_json, record);
    else if (what == QLatin1String("settled"))
        m_settled.insert(record.value(QLatin1String("resource")).toString(), at);
}

QJsonObject ActivityAccount::whole() const
{
    QJsonObject json = m_json;
    QJsonArray steps;
    for (const QJsonObject& step : m_steps)
        steps.append(step);
    json[stepsField] = steps;
    QJsonArray goals;
    for (const QJsonValue& value : m_json.value(goalsField).toArray()) {
        QJsonObject goal = value.toObject();
        const auto at = m_settled.constFind(goal.value(QLatin1String("resource")).toString());
        if (at != m_settled.constEnd())
            goal[QStringLiteral("settled")] = *at;
        goals.append(goal);
    }
    json[goalsField] = goals;
    return json;
}

OperationRecord ActivityAccount::record() const
{
    Result<OperationRecord> read = operationRecordFromJson(whole());
    OperationRecord record;
    if (read) {
        record = *std::move(read);
    } else {
        record.outcome = Outcome::Unknown;
        record.error = read.error();
    }
    record.number = m_number;
    if (!record.outcome && !m_process.isAlive())
        interrupt(record);
    return record;
}

} // namespace mooring
