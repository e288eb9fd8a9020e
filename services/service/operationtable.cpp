// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationtable.h"

#include "services/core/serialize.h"
#include "wire.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>

namespace mooring {

namespace {
constexpr int stopAnswerWithin = 5000; // ms
constexpr int mostStops = 256;

OperationRecord interrupted(OperationRecord record)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    record.outcome = Outcome::Unknown;
    record.error = errorOf(ErrorCode::Interrupted);
    record.endedAt = now;
    for (StepRecord& step : record.steps) {
        if (step.phase == StepPhase::Ended)
            continue;
        step.phase = StepPhase::Ended;
        if (!step.started)
            continue;
        step.outcome = Outcome::Unknown;
        step.error = record.error;
        step.endedAt = now;
    }
    return record;
}
} // namespace

OperationTable::OperationTable(QDBusConnection bus, const ServiceLimits& limits)
    : m_bus(std::move(bus))
    , m_limits(limits)
{
}

bool OperationTable::isBusy() const { return m_entries.size() > m_ended.size(); }

void OperationTable::list(const QDBusMessage& call) const
{
    QJsonArray operations;
    qsizetype room = m_limits.text;
    for (auto each = m_entries.crbegin(); each != m_entries.crend(); ++each) {
        const Entry& entry = each->second;
        QJsonObject json {{QStringLiteral("operation"), static_cast<qint64>(each->first)},
                          {QStringLiteral("client"), entry.client},
                          {QStringLiteral("ended"), entry.ended}};
        if (entry.record.size() <= room) {
            room -= entry.record.size();
            json[QStringLiteral("record")] = wire::objectOf(entry.record).value_or(QJsonObject {});
        }
        operations.append(json);
    }
    wire::answer(m_bus, call, {wire::textOf({{QStringLiteral("operations"), operations}})});
}

bool OperationTable::read(const QDBusMessage& call, int argument, OperationRecord& record) const
{
    const auto json = wire::objectOf(call.arguments().at(argument).toString());
    Result<OperationRecord> read = operationRecordFromJson(json.value_or(QJsonObject {}));
    if (!json || !read) {
        wire::refuse(m_bus, call, wire::invalidArguments, QStringLiteral("record"));
        return false;
    }
    record = std::move(*read);
    forgetSecrets(record);
    return true;
}

bool OperationTable::hasRoomFor(const QString& text, quint64 instead) const
{
    const auto old = m_entries.find(instead);
    const qint64 freed = old == m_entries.end() ? 0 : old->second.record.size();
    return m_text - freed + text.size() <= m_limits.operationText;
}

// The number that it has in the activity log, which all programs of this user share.
quint64 OperationTable::freeNumber(qint64 wished) const
{
    const auto number = static_cast<quint64>(std::max<qint64>(0, wished));
    // Half of all numbers stay free above any that is wished for.
    if (number > 0 && number < (quint64(1) << 62) && !m_entries.contains(number))
        return number;
    return m_entries.empty() ? 1 : m_entries.rbegin()->first + 1;
}

int OperationTable::runningOf(const QString& client) const
{
    return static_cast<int>(std::count_if(m_entries.cbegin(), m_entries.cend(), [&](const auto& entry) {
        return entry.second.client == client && !entry.second.ended;
    }));
}

void OperationTable::enroll(const QDBusMessage& call)
{
    OperationRecord record;
    if (!read(call, 0, record))
        return;
    const QString text = wire::textOf(toJson(record));
    if (runningOf(call.service()) >= m_limits.operations || !hasRoomFor(text, 0))
        return wire::refuse(m_bus, call, wire::limitsExceeded, QStringLiteral("operations"));
    const quint64 number = freeNumber(record.number);
    wire::answer(m_bus, call, {number});
    put(number, call.service(), record, text);
}

void OperationTable::update(const QDBusMessage& call)
{
    const quint64 number = call.arguments().constFirst().toULongLong();
    const auto found = m_entries.find(number);
    if (found == m_entries.end() || found->second.client != call.service() || found->second.ended)
        return wire::refuse(m_bus, call, wire::unknownOperation, QString::number(number));
    OperationRecord record;
    if (!read(call, 1, record))
        return;
    const QString text = wire::textOf(toJson(record));
    if (!hasRoomFor(text, number))
        return wire::refuse(m_bus, call, wire::limitsExceeded, QStringLiteral("operations"));
    wire::answer(m_bus, call);
    put(number, call.service(), record, text);
}

void OperationTable::put(quint64 number, const QString& client, const OperationRecord& record,
                         const QString& text)
{
    Entry& entry = m_entries[number];
    m_text += text.size() - entry.record.size();
    entry = {client, text, record.outcome.has_value()};
    wire::tell(m_bus, {}, "OperationChanged", {number, text});
    if (!entry.ended)
        return;
    settleStops(number, StopAnswer::AlreadyEnded);
    m_ended.push_back(number);
    forgetOldest();
    emit ended();
}

void OperationTable::forgetOldest()
{
    const auto crowded = [this] {
        return static_cast<int>(m_ended.size()) > m_limits.endedOperations
            || m_text > m_limits.operationText / 2;
    };
    while (!m_ended.empty() && crowded()) {
        m_text -= m_entries.extract(m_ended.front()).mapped().record.size();
        m_ended.pop_front();
    }
}

void OperationTable::stop(const QDBusMessage& call)
{
    const quint64 number = call.arguments().constFirst().toULongLong();
    const auto found = m_entries.find(number);
    if (found == m_entries.end())
        return wire::refuse(m_bus, call, wire::unknownOperation, QString::number(number));
    if (found->second.ended)
        return wire::answer(m_bus, call, {wire::tokenOf(StopAnswer::AlreadyEnded)});
    if (m_stops.size() >= mostStops)
        return wire::refuse(m_bus, call, wire::limitsExceeded, QStringLiteral("stops"));
    const quint64 request = ++m_lastStop;
    m_stops.emplace(request, StopRequest {number, call});
    QTimer::singleShot(stopAnswerWithin, this, [this, request] {
        if (const auto node = m_stops.extract(request))
            wire::refuse(m_bus, node.mapped().call, wire::timedOut, QStringLiteral("its process is silent"));
    });
    wire::tell(m_bus, found->second.client, "StopRequested", {number, request});
}

void OperationTable::answerStop(const QDBusMessage& call)
{
    const quint64 request = call.arguments().constFirst().toULongLong();
    const auto answer = wire::stopAnswerOf(call.arguments().at(1).toString());
    if (!answer)
        return wire::refuse(m_bus, call, wire::invalidArguments, QStringLiteral("answer"));
    const auto found = m_stops.find(request);
    const auto entry = found == m_stops.end() ? m_entries.end() : m_entries.find(found->second.operation);
    if (entry == m_entries.end() || entry->second.client != call.service())
        return wire::refuse(m_bus, call, wire::unknownOperation, QString::number(request));
    wire::answer(m_bus, call);
    wire::answer(m_bus, found->second.call, {wire::tokenOf(*answer)});
    m_stops.erase(found);
}

void OperationTable::settleStops(quint64 operation, StopAnswer answer)
{
    for (auto each = m_stops.begin(); each != m_stops.end();) {
        if (each->second.operation != operation) {
            ++each;
            continue;
        }
        wire::answer(m_bus, each->second.call, {wire::tokenOf(answer)});
        each = m_stops.erase(each);
    }
}

void OperationTable::clientLeft(const QString& client)
{
    QList<quint64> lost;
    for (const auto& [number, entry] : m_entries)
        if (entry.client == client && !entry.ended)
            lost.append(number);
    for (const quint64 number : std::as_const(lost)) {
        const auto json = wire::objectOf(m_entries.at(number).record).value_or(QJsonObject {});
        const OperationRecord record
            = interrupted(operationRecordFromJson(json).value_or(OperationRecord {}));
        put(number, client, record, wire::textOf(toJson(record)));
    }
}

} // namespace mooring
