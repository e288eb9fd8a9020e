// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/reporter.h"

#include "models/wording.h"
#include "services/core/serialize.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cerrno>
#include <unistd.h>

namespace mooring {

namespace {

// Words of a backend may hold anything; a terminal must not obey them.
QString harmless(QString text)
{
    for (QChar& character : text)
        if (character.category() == QChar::Other_Control && character != u'\n')
            character = QChar::ReplacementCharacter;
    return text;
}

QString row(const QStringList& cells, const QList<qsizetype>& widths)
{
    QString line;
    for (qsizetype column = 0; column < cells.size(); ++column)
        line += cells[column].leftJustified(widths[column] + 2);
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

} // namespace

// A reader that went away (EPIPE) ends nothing: the operation goes on and the exit code tells.
void Reporter::write(int descriptor, const QString& text) const
{
    const QByteArray bytes = text.toUtf8();
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t written
            = ::write(descriptor, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (written < 0 && errno != EINTR) {
            if (descriptor == m_out && errno != EPIPE && m_failure == 0)
                m_failure = errno;
            return;
        }
        done += std::max<ssize_t>(written, 0);
    }
}

std::optional<Error> Reporter::failure() const
{
    if (m_failure == 0)
        return {};
    return errnoError(m_failure, QStringLiteral("stdout"), ErrorCode::OutputNotWritable);
}

void Reporter::text(const QString& line) const
{
    if (!m_json)
        write(m_out, harmless(line) + u'\n');
}

void Reporter::aside(const QString& line) const
{
    if (!m_json)
        write(m_err, harmless(line) + u'\n');
}

void Reporter::question(const QString& words) const { write(m_err, harmless(words)); }

void Reporter::object(const QJsonObject& object) const
{
    if (m_json)
        write(m_out, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n');
}

void Reporter::error(const Error& error) const
{
    const ErrorText words = Wording::error(error);
    aside(words.sentence());
    if (!words.details.isEmpty())
        aside(words.details);
}

void Reporter::event(const char* name, QJsonObject fields) const
{
    fields[QLatin1String("event")] = QLatin1String(name);
    object(fields);
}

void Reporter::table(const QStringList& titles, const QList<QStringList>& rows) const
{
    QList<qsizetype> widths;
    for (const QString& title : titles)
        widths << title.size();
    for (const QStringList& cells : rows)
        for (qsizetype column = 0; cells.size() > 1 && column < cells.size(); ++column)
            widths[column] = std::max(widths[column], cells[column].size());
    text(row(titles, widths));
    for (const QStringList& cells : rows)
        text(row(cells, widths));
}

QJsonObject errorObject(const Error& error)
{
    return {{QStringLiteral("schema"), 1}, {QStringLiteral("error"), toJson(error)}};
}

// Figures stand beside the step's number, and at its end the result says also that it never started.
QJsonObject stepObject(const StepRecord& record, bool ended)
{
    QJsonObject object = toJson(record);
    const QJsonObject progress = object.take(QStringLiteral("progress")).toObject();
    for (auto figure = progress.begin(); figure != progress.end(); ++figure)
        object[figure.key()] = figure.value();
    if (ended && !record.outcome)
        object[QStringLiteral("result")]
            = record.started ? token(Outcome::Unknown) : QStringLiteral("notStarted");
    return object;
}

QList<Rung> rungsLeft(const OperationRecord& record)
{
    const bool isReached = record.outcome == Outcome::Done || record.outcome == Outcome::NothingToDo;
    return isReached || !record.plan.options.force.isEmpty() ? QList<Rung>() : rungsOf(record.plan);
}

QJsonObject finishedObject(const OperationRecord& record, const QList<Rung>& rungs)
{
    QJsonArray goals, steps;
    for (const GoalRecord& goal : record.goals)
        goals << toJson(goal);
    for (const StepRecord& step : record.steps)
        steps << stepObject(step, true);
    QJsonObject object {{QStringLiteral("event"), QStringLiteral("finished")},
                        {QStringLiteral("outcome"), token(record.outcome.value_or(Outcome::Unknown))},
                        {QStringLiteral("goals"), goals},
                        {QStringLiteral("steps"), steps}};
    if (record.number != 0)
        object[QStringLiteral("operation")] = record.number;
    if (record.error)
        object[QStringLiteral("error")] = toJson(*record.error);
    if (!rungs.isEmpty()) {
        QJsonArray words;
        for (const Rung rung : rungs)
            words << token(rung);
        object[QStringLiteral("rungs")] = words;
    }
    return object;
}

} // namespace mooring
