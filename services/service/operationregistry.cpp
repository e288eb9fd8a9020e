// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "operationregistry.h"

#include "secrets.h"
#include "servicebus.h"
#include "servicecalls.h"
#include "services/core/serialize.h"
#include "wire.h"

#include <QJsonArray>
#include <QTimer>

#include <algorithm>

namespace mooring {

namespace {
constexpr qint64 calmMs = 250; // between two updates of one operation ...
constexpr qsizetype charactersPerMs = 1024; // ... and longer after a big one

using Seen = OperationRegistry::Seen;

QList<Seen> seenIn(const QString& text)
{
    QList<Seen> seen;
    const QJsonArray operations
        = wire::objectOf(text).value_or(QJsonObject {}).value(QLatin1String("operations")).toArray();
    for (const auto item : operations) {
        const QJsonObject json = item.toObject();
        Seen each;
        each.number = static_cast<quint64>(json.value(QLatin1String("operation")).toInteger());
        each.ended = json.value(QLatin1String("ended")).toBool();
        if (auto record = operationRecordFromJson(json.value(QLatin1String("record")).toObject()))
            each.record = std::move(*record);
        seen.append(std::move(each));
    }
    return seen;
}
} // namespace

OperationRegistry::OperationRegistry(std::shared_ptr<ServiceLink> link, QObject* parent)
    : QObject(parent)
    , m_link(std::move(link))
    , m_postbox(Postbox::of(this))
{
    listen();
}

void OperationRegistry::listen()
{
    m_link->post([this, box = m_postbox](ServiceBus& bus) {
        connect(&bus, &ServiceBus::came, &bus, [this, box] { box->post([this] { serviceCame(); }); });
        connect(&bus, &ServiceBus::went, &bus, [this, box] { box->post([this] { serviceWent(); }); });
        connect(&bus, &ServiceBus::operationChanged, &bus, [this, box](quint64 number, const QString& text) {
            box->post([this, number, text] { heard(number, text); });
        });
        connect(&bus, &ServiceBus::stopRequested, &bus, [this, box](quint64 number, quint64 request) {
            box->post([this, number, request] { asked(number, request); });
        });
        bus.attend();
    });
}

void OperationRegistry::follow(Operation* operation)
{
    const auto key = std::make_shared<int>(0);
    const auto tell = [this, operation, key] {
        const OperationRecord& record = operation->record();
        if (*key != 0)
            update(*key, record);
        else if (record.number != 0)
            *key = enroll(record,
                          [at = QPointer(operation)] { return at ? at->stop() : StopAnswer::AlreadyEnded; });
    };
    connect(operation, &Operation::changed, this, tell);
    connect(operation, &Operation::finished, this, tell);
    tell();
}

int OperationRegistry::enroll(const OperationRecord& record, Stop stop)
{
    const int key = ++m_lastKey;
    m_own[key].stop = std::move(stop);
    update(key, record);
    return key;
}

void OperationRegistry::update(int key, const OperationRecord& record)
{
    const auto found = m_own.find(key);
    if (found == m_own.end())
        return;
    found->second.record = record;
    forgetSecrets(found->second.record);
    found->second.untold = true;
    flush(key);
}

void OperationRegistry::flush(int key)
{
    const auto found = m_own.find(key);
    if (found == m_own.end())
        return;
    Own& own = found->second;
    if (own.underway || !own.untold || own.unreachable)
        return tellSettled();
    const qint64 waited = own.since.isValid() ? own.since.elapsed() : own.calm;
    if (waited >= own.calm || own.record.outcome)
        return send(key, own);
    QTimer::singleShot(static_cast<int>(own.calm - waited) + 1, this, [this, key] { flush(key); });
}

void OperationRegistry::send(int key, Own& own)
{
    own.underway = true;
    own.untold = false;
    own.since.start();
    m_link->post([this, key, turn = m_turn, number = own.number, record = own.record,
                  link = std::weak_ptr(m_link), postbox = m_postbox](ServiceBus&) {
        const QString text = wire::textOf(toJson(record)); // here: a big one takes a while
        const auto answered
            = [this, key, turn, number, size = text.size(), postbox](const Result<QVariant>& answer) {
                  const Result<quint64> known = answer
                      ? Result<quint64>(number == 0 ? answer->toULongLong() : number)
                      : fail(answer.error());
                  postbox->post([this, key, known, size, turn] { sent(key, known, size, turn); });
              };
        if (const auto alive = link.lock())
            ask(*alive, number == 0 ? "Register" : "Update",
                number == 0 ? QVariantList {text} : QVariantList {number, text}, answered);
    });
}

void OperationRegistry::sent(int key, const Result<quint64>& number, qsizetype size, int turn)
{
    const auto found = m_own.find(key);
    if (found == m_own.end())
        return;
    Own& own = found->second;
    own.underway = false;
    own.calm = std::max<qint64>(calmMs, size / charactersPerMs);
    const bool isNew = number && own.number == 0;
    own.number = number.value_or(0);
    if (!number) { // until it comes back, if it has not done so in the meantime
        own.untold = true;
        own.unreachable = turn == m_turn || !m_isHere;
    }
    if (isNew)
        emit registered(key, own.number);
    if (own.record.outcome && !own.untold)
        m_own.erase(found);
    else
        flush(key);
    tellSettled();
}

void OperationRegistry::settle(std::function<void()> done)
{
    m_settlers.push_back(std::move(done));
    tellSettled();
}

void OperationRegistry::tellSettled()
{
    const bool waits = std::any_of(m_own.cbegin(), m_own.cend(), [](const auto& own) {
        return own.second.record.outcome && !own.second.unreachable;
    });
    if (waits)
        return;
    const auto settlers = std::exchange(m_settlers, {});
    for (const auto& done : settlers)
        done();
}

void OperationRegistry::list(std::function<void(Result<QList<Seen>>)> done)
{
    inquire(m_link, "Operations", {}, QVariant(QString()),
            [postbox = m_postbox, done = std::move(done)](const Result<QVariant>& answer) {
                const Result<QList<Seen>> seen
                    = answer ? Result<QList<Seen>>(seenIn(answer->toString())) : fail(answer.error());
                postbox->post([done, seen] { done(seen); });
            });
}

void OperationRegistry::wait(quint64 number, std::function<void(Result<OperationRecord>)> ended)
{
    list([this, number, ended = std::move(ended)](const Result<QList<Seen>>& seen) {
        if (!seen)
            return ended(fail(seen.error()));
        const auto found = std::find_if(seen->cbegin(), seen->cend(),
                                        [number](const Seen& each) { return each.number == number; });
        if (found == seen->cend() || (found->ended && !found->record))
            return ended(fail(errorOf(ErrorCode::NoSuchOperation, QString::number(number))));
        if (found->ended)
            return ended(*found->record);
        m_waiters.emplace_back(number, ended);
    });
}

void OperationRegistry::stop(quint64 number, std::function<void(Result<StopAnswer>)> done)
{
    inquire(m_link, "StopOperation", {number},
            fail(errorOf(ErrorCode::NoSuchOperation, QString::number(number))),
            [postbox = m_postbox, done = std::move(done)](const Result<QVariant>& answer) {
                const auto word = answer ? wire::stopAnswerOf(answer->toString()) : std::nullopt;
                const Result<StopAnswer> told = word ? Result<StopAnswer>(*word)
                    : answer                         ? fail(errorOf(ErrorCode::AnswerMalformed))
                                                     : fail(answer.error());
                postbox->post([done, told] { done(told); });
            });
}

void OperationRegistry::heard(quint64 number, const QString& text)
{
    const auto record = operationRecordFromJson(wire::objectOf(text).value_or(QJsonObject {}));
    if (!record)
        return;
    emit changed(number, *record);
    if (!record->outcome)
        return;
    std::vector<Waiter> theirs;
    const auto others = std::stable_partition(m_waiters.begin(), m_waiters.end(),
                                              [number](const Waiter& each) { return each.first != number; });
    theirs.assign(std::make_move_iterator(others), std::make_move_iterator(m_waiters.end()));
    m_waiters.erase(others, m_waiters.end());
    for (const Waiter& each : theirs)
        each.second(*record);
}

void OperationRegistry::asked(quint64 number, quint64 request)
{
    StopAnswer answer = StopAnswer::AlreadyEnded;
    for (const auto& [key, own] : m_own)
        if (own.number == number && !own.record.outcome)
            answer = own.stop();
    ask(*m_link, "AnswerStop", {request, wire::tokenOf(answer)}, [](const Result<QVariant>&) {});
}

// Another service knows nothing of what the last one was told.
void OperationRegistry::serviceCame()
{
    m_isHere = true;
    QList<int> keys;
    for (auto& [key, own] : m_own) {
        if (!std::exchange(own.unreachable, false))
            continue;
        own.untold = true;
        keys.append(key);
    }
    for (const int key : std::as_const(keys))
        flush(key);
}

void OperationRegistry::serviceWent()
{
    m_isHere = false;
    ++m_turn;
    for (auto& [key, own] : m_own) {
        own.number = 0;
        own.unreachable = true;
    }
    const std::vector<Waiter> waiters = std::exchange(m_waiters, {});
    for (const Waiter& each : waiters)
        each.second(fail(errorOf(ErrorCode::ServiceNotRunning, wire::serviceName)));
    tellSettled();
}

} // namespace mooring
