// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/operationlines.h"

#include "models/format.h"
#include "models/wording.h"
#include "services/core/rung.h"
#include "services/core/serialize.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace mooring {

namespace {

StepRecord accountOf(const OperationRecord& record, int n)
{
    const auto found = std::ranges::find(record.steps, n, &StepRecord::n);
    return found == record.steps.end() ? StepRecord {} : *found;
}

// What each step was to do, beside how it ended.
QJsonArray stepsOf(const OperationRecord& record)
{
    QJsonArray steps;
    for (const StepRecord& account : record.steps) {
        QJsonObject object = stepObject(account, true);
        const auto step = std::ranges::find(record.plan.steps, account.n, &Step::n);
        const QJsonObject planned = step == record.plan.steps.end() ? QJsonObject() : toJson(*step);
        for (const char* key : {"verb", "resource", "name", "command"})
            object[QLatin1String(key)] = planned[QLatin1String(key)];
        if (planned[QStringLiteral("choice")] == QString(forceChoice)
            && !planned[QStringLiteral("chosen")].toString().isEmpty())
            object[QStringLiteral("force")] = planned[QStringLiteral("chosen")];
        steps << object;
    }
    return steps;
}

QString objects(const OperationRecord& record)
{
    QStringList names;
    for (const Goal& goal : record.plan.goals)
        names << goal.name;
    names.removeDuplicates();
    constexpr qsizetype most = 3;
    if (names.size() <= most)
        return Format::list(names);
    return QStringList(names.mid(0, most)).join(QStringLiteral(", "))
        + QStringLiteral(" … (%1)").arg(names.size());
}

} // namespace

QJsonObject operationLine(const OperationRecord& record)
{
    QJsonObject line = finishedObject(record, rungsLeft(record));
    line.remove(QStringLiteral("event"));
    line[QStringLiteral("steps")] = stepsOf(record);
    line[QStringLiteral("operation")] = record.number;
    line[QStringLiteral("started")] = record.startedAt.toUTC().toString(Qt::ISODateWithMs);
    line[QStringLiteral("verb")] = token(record.plan.verb);
    line[QStringLiteral("host")] = record.host;
    line[QStringLiteral("user")] = record.user;
    if (record.endedAt.isValid())
        line[QStringLiteral("ended")] = record.endedAt.toUTC().toString(Qt::ISODateWithMs);
    if (!record.outcome) // it runs, or its program died
        line[QStringLiteral("outcome")] = QJsonValue();
    return line;
}

void operationTable(const Reporter& report, const QList<OperationRecord>& records)
{
    QList<QStringList> rows;
    for (const OperationRecord& record : records) {
        rows << QStringList {QString::number(record.number),
                             Format::dateTime(record.startedAt.toLocalTime()),
                             Wording::verb(record.plan.verb),
                             objects(record),
                             record.outcome ? Wording::result(record) : QStringLiteral("-"),
                             record.user};
        for (const Step& step : record.plan.steps) {
            const StepRecord account = accountOf(record, step.n);
            rows << QStringList {QStringLiteral("    ") + Wording::numbered(step.n, Wording::step(step))
                                 + QStringLiteral(" … ") + Wording::stepResult(account)};
            for (const QString& sentence : Wording::stepFacts(record, account))
                rows << QStringList {QStringLiteral("       ") + sentence};
        }
    }
    report.table({QCoreApplication::translate("mooringctl", "No.", "number of an operation"),
                  Wording::column(Column::Started), Wording::column(Column::Action),
                  Wording::column(Column::Object), Wording::column(Column::Result),
                  Wording::column(Column::By)},
                 rows);
}

} // namespace mooring
