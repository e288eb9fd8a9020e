// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/registrycommand.h"

#include "app/operationlines.h"
#include "models/wording.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>

namespace mooring {

namespace {

constexpr int mostOperations = 10000;

QLatin1String word(StopAnswer answer)
{
    switch (answer) {
    case StopAnswer::Stopping:
        return QLatin1String("stopping");
    case StopAnswer::TooLate:
        return QLatin1String("too-late");
    case StopAnswer::AlreadyEnded:
        return QLatin1String("already-ended");
    }
    return {};
}

} // namespace

void RegistryCommand::start()
{
    if (m_operations == nullptr)
        return refuse(errorOf(ErrorCode::ServiceNotRunning, QStringLiteral("mooringd")));
    if (m_line.command == Command::Operations)
        return list();
    bool ok = false;
    m_number = m_line.operands.constFirst().toULongLong(&ok);
    if (!ok || m_number < 1)
        return refuse(errorOf(ErrorCode::InvalidArgument, encodeBytes(m_line.operands.constFirst())));
    if (m_line.command == Command::Wait)
        return wait();
    stop();
}

void RegistryCommand::list()
{
    m_operations->list([this](const Result<QList<OperationRegistry::Seen>>& seen) {
        if (hasEnded())
            return;
        if (!seen)
            return refuse(seen.error());
        QJsonArray lines;
        QList<OperationRecord> records;
        for (const OperationRegistry::Seen& each : *seen) {
            QJsonObject line = each.record ? operationLine(*each.record) : QJsonObject();
            line[QStringLiteral("operation")] = qint64(each.number);
            line[QStringLiteral("running")] = !each.ended;
            lines << line;
            records << each.record.value_or(OperationRecord());
            records.last().number = qint64(each.number);
        }
        m_report.object({{QStringLiteral("schema"), 1}, {QStringLiteral("operations"), lines}});
        operationTable(m_report, records);
        end(0);
    });
}

void RegistryCommand::wait()
{
    if (m_line.options.deadline > 0)
        QTimer::singleShot(m_line.options.deadline, this, [this] {
            if (!hasEnded()) // it goes on
                refuse(errorOf(ErrorCode::DeadlinePassed, QString::number(m_number)));
        });
    m_operations->wait(m_number, [this](const Result<OperationRecord>& record) {
        if (hasEnded())
            return;
        if (record)
            tellEnd(*record);
        else
            lookInLog(record.error());
    });
}

void RegistryCommand::stop()
{
    m_operations->stop(m_number, [this](const Result<StopAnswer>& answer) {
        if (hasEnded())
            return;
        if (!answer)
            return lookInLog(answer.error());
        m_report.object({{QStringLiteral("schema"), 1},
                         {QStringLiteral("operation"), qint64(m_number)},
                         {QStringLiteral("answer"), word(*answer)}});
        m_report.text(Wording::stopAnswer(*answer));
        end(*answer == StopAnswer::TooLate ? exitCode(Outcome::TooLateToStop) : 0);
    });
}

void RegistryCommand::lookInLog(const Error& why)
{
    m_engine.activity(mostOperations, this, [this, why](const Result<QList<OperationRecord>>& records) {
        if (hasEnded())
            return;
        if (!records)
            return refuse(why);
        const auto found = std::ranges::find(*records, qint64(m_number), &OperationRecord::number);
        if (found == records->cend() || !found->outcome)
            return refuse(found == records->cend()
                              ? errorOf(ErrorCode::NoSuchOperation, QString::number(m_number))
                              : why);
        if (m_line.command == Command::Wait)
            return tellEnd(*found);
        m_report.object({{QStringLiteral("schema"), 1},
                         {QStringLiteral("operation"), qint64(m_number)},
                         {QStringLiteral("answer"), word(StopAnswer::AlreadyEnded)}});
        m_report.text(Wording::stopAnswer(StopAnswer::AlreadyEnded));
        end(0);
    });
}

void RegistryCommand::tellEnd(const OperationRecord& record)
{
    m_report.object(finishedObject(record, rungsLeft(record)));
    m_report.text(Wording::operationResult(record));
    end(exitCode(record.outcome.value_or(Outcome::Unknown)));
}

void RegistryCommand::refuse(const Error& error)
{
    m_report.object(errorObject(error));
    m_report.error(error);
    end(exitCode(outcomeOf(error)));
}

} // namespace mooring
