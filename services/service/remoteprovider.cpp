// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "remoteprovider.h"

#include "secrets.h"
#include "services/core/serialize.h"
#include "wire.h"

#include <QDBusMetaType>
#include <QPointer>

namespace mooring {

namespace {
constexpr int mostRuns = 256; // at once: half of what the service takes from one client
} // namespace

RemoteProvider::RemoteProvider(ServiceBus& bus, std::weak_ptr<ServiceLink> link,
                               std::shared_ptr<ServiceProviderState> state)
    : QObject(&bus)
    , m_bus(bus)
    , m_link(std::move(link))
    , m_state(std::move(state))
    , m_name(m_state->info.name)
{
    qDBusRegisterMetaType<SecretDescriptors>();
    connect(&bus, &ServiceBus::came, this, &RemoteProvider::serviceCame);
    connect(&bus, &ServiceBus::went, this, &RemoteProvider::serviceWent);
    connect(&bus, &ServiceBus::failed, this, &RemoteProvider::serviceFailed);
    connect(&bus, &ServiceBus::changed, this, [this](const QString& provider) {
        if (provider == m_name)
            tellChanged();
    });
    connect(&bus, &ServiceBus::progress, this,
            [this](quint64 job, const QString& text) { told(job, false, text); });
    connect(&bus, &ServiceBus::finished, this,
            [this](quint64 job, const QString& text) { told(job, true, text); });
    if (bus.isReady())
        serviceCame();
}

std::unique_ptr<RemoteProvider::StopCallback>
RemoteProvider::onStop(const std::stop_token& stop, void (RemoteProvider::*then)(quint64), quint64 number)
{
    return std::make_unique<StopCallback>(stop, [state = m_state, link = m_link, then, number] {
        if (const auto alive = link.lock())
            alive->post([state, then, number](ServiceBus&) {
                if (state->remote != nullptr)
                    (state->remote->*then)(number);
            });
    });
}

void RemoteProvider::look(const LookRequest& request, const std::stop_token& stop, Reply<Inventory> reply)
{
    const quint64 number = ++m_last;
    m_looks.emplace(number, Look {request, std::move(reply), false, false, {}});
    m_looks.at(number).stopped = onStop(stop, &RemoteProvider::stopLook, number);
    beginLook(number);
}

void RemoteProvider::beginLook(quint64 number)
{
    if (m_state->lookWithoutService == LookWithoutService::StartsIt)
        return sendLook(number);
    m_bus.whenFound([self = QPointer(this), number](const Result<bool>& isThere) {
        if (!self)
            return;
        if (!isThere)
            self->failLook(number, isThere.error());
        else if (*isThere)
            self->sendLook(number);
        else
            self->endLook(number, {});
    });
}

void RemoteProvider::sendLook(quint64 number)
{
    m_bus.whenReady([self = QPointer(this), number](const std::optional<Error>& error) {
        if (!self || !self->m_looks.contains(number))
            return;
        if (error)
            return self->failLook(number, *error);
        Look& look = self->m_looks.at(number);
        look.sent = true;
        self->m_bus.call("Look", {self->m_name, wire::textOf(toJson(look.request))},
                         [self, number](const QDBusMessage& answer) {
                             if (self)
                                 self->lookAnswered(number, answer);
                         });
    });
}

void RemoteProvider::lookAnswered(quint64 number, const QDBusMessage& answer)
{
    const auto found = m_looks.find(number);
    if (found == m_looks.end())
        return;
    if (answer.type() != QDBusMessage::ReplyMessage) {
        found->second.sent = false;
        if (answer.errorName() == wire::unanswered)
            m_looks.erase(found);
        else if (wire::isGone(answer) && !std::exchange(found->second.again, true))
            beginLook(number); // it left by itself just then
        else
            failLook(number, wire::errorOf(answer, m_name));
        return;
    }
    const auto json = wire::objectOf(answer.arguments().value(0).toString());
    Result<Inventory> inventory = inventoryFromJson(json.value_or(QJsonObject {}));
    if (!json || !inventory)
        return failLook(number, errorOf(ErrorCode::AnswerMalformed, m_name));
    auto node = m_looks.extract(found);
    node.mapped().stopped.reset();
    inventory->provider = m_name;
    node.mapped().reply.answer(std::move(*inventory));
}

void RemoteProvider::failLook(quint64 number, const Error& error)
{
    SourceError failed {error, {}};
    failed.error.source = m_name;
    endLook(number, {failed});
}

void RemoteProvider::endLook(quint64 number, const QList<SourceError>& errors)
{
    auto node = m_looks.extract(number);
    if (node.empty())
        return;
    Look& look = node.mapped();
    look.stopped.reset();
    Inventory nothing;
    nothing.provider = m_name;
    nothing.request = look.request;
    nothing.errors = errors;
    look.reply.answer(std::move(nothing));
}

void RemoteProvider::stopLook(quint64 number)
{
    const auto found = m_looks.find(number);
    if (found == m_looks.end())
        return;
    if (found->second.sent)
        m_bus.call("StopLooks", {m_name}, {}); // it still answers, with what it has
    else
        failLook(number, errorOf(ErrorCode::DeadlinePassed, m_name));
}

void RemoteProvider::run(Step step, const std::stop_token& stop, Reply<StepResult> reply)
{
    const quint64 number = ++m_last;
    m_runs.emplace(number, Run {std::move(step), std::move(reply), 0, false, false, {}});
    m_runs.at(number).stopped = onStop(stop, &RemoteProvider::stopRun, number);
    m_bus.whenReady([self = QPointer(this), number](const std::optional<Error>& error) {
        if (!self || !self->m_runs.contains(number))
            return;
        if (error)
            self->endRun(number, error);
        else
            self->m_unsent.push_back(number);
        self->sendRuns();
    });
}

void RemoteProvider::sendRuns()
{
    while (m_sentRuns < mostRuns && !m_unsent.empty()) {
        const quint64 number = m_unsent.front();
        m_unsent.pop_front();
        if (m_runs.contains(number)) // not stopped meanwhile
            sendRun(number);
    }
}

std::map<quint64, RemoteProvider::Run>::node_type RemoteProvider::takeRun(quint64 number)
{
    auto node = m_runs.extract(number);
    if (!node.empty() && node.mapped().sent) {
        --m_sentRuns;
        QMetaObject::invokeMethod(this, &RemoteProvider::sendRuns, Qt::QueuedConnection);
    }
    return node;
}

void RemoteProvider::sendRun(quint64 number)
{
    Run& run = m_runs.at(number);
    const Result<SecretDescriptors> secrets = seal(takeSecrets(run.step));
    if (!secrets)
        return endRun(number, secrets.error());
    run.sent = true;
    ++m_sentRuns;
    ++m_unanswered;
    m_bus.call("Run", {m_name, wire::textOf(toJson(run.step)), QVariant::fromValue(*secrets)},
               [self = QPointer(this), number](const QDBusMessage& answer) {
                   if (self)
                       self->runAnswered(number, answer);
               });
}

void RemoteProvider::runAnswered(quint64 number, const QDBusMessage& answer)
{
    --m_unanswered;
    const quint64 job = answer.arguments().value(0).toULongLong();
    const auto found = m_runs.find(number);
    if (found != m_runs.end() && answer.type() != QDBusMessage::ReplyMessage) {
        const bool unknown = wire::isGone(answer);
        endRun(number, unknown ? std::nullopt : std::optional(wire::errorOf(answer, m_name)));
    } else if (found != m_runs.end()) {
        found->second.job = job;
        m_jobs[job] = number;
        if (found->second.stop)
            stopRun(number);
        const auto early = m_early.extract(job);
        for (const auto& [isEnd, text] : early ? early.mapped() : std::vector<Told> {})
            told(job, isEnd, text);
    }
    if (m_unanswered == 0)
        m_early.clear();
}

void RemoteProvider::endRun(quint64 number, const std::optional<Error>& error)
{
    auto node = takeRun(number);
    if (node.empty())
        return;
    Run& run = node.mapped();
    run.stopped.reset();
    m_jobs.erase(run.job);
    if (!error)
        return; // the reply goes without an answer
    StepResult refused;
    refused.error = error;
    run.reply.answer(std::move(refused));
}

void RemoteProvider::stopRun(quint64 number)
{
    const auto found = m_runs.find(number);
    if (found == m_runs.end())
        return;
    Run& run = found->second;
    run.stop = true;
    if (!run.sent)
        endRun(number, errorOf(ErrorCode::StoppedByUser, run.step.name));
    else if (run.job != 0)
        m_bus.call("StopJob", {run.job}, {});
}

void RemoteProvider::told(quint64 job, bool isEnd, const QString& text)
{
    const auto found = m_jobs.find(job);
    if (found == m_jobs.end()) {
        if (m_unanswered > 0)
            m_early[job].emplace_back(isEnd, text);
        return;
    }
    const quint64 number = found->second;
    const auto json = wire::objectOf(text).value_or(QJsonObject {});
    if (!isEnd) {
        if (const Result<Progress> progress = progressFromJson(json))
            m_runs.at(number).reply.progress(*progress);
        return;
    }
    Result<StepResult> result = stepResultFromJson(json);
    if (text.isEmpty())
        return endRun(number, {});
    if (!result)
        return endRun(number, errorOf(ErrorCode::AnswerMalformed, m_name));
    auto node = takeRun(number);
    m_jobs.erase(found);
    node.mapped().stopped.reset();
    node.mapped().reply.answer(std::move(*result));
}

void RemoteProvider::serviceCame()
{
    ProviderInfo absent;
    {
        const std::lock_guard guard(m_state->mutex);
        absent = m_state->info;
    }
    absent.availability = Availability::Absent;
    absent.why = errorOf(ErrorCode::NotSupportedHere, m_name);
    for (const ProviderInfo& info : m_bus.providers())
        if (info.name == m_name)
            absent = info;
    {
        const std::lock_guard guard(m_state->mutex);
        m_state->info = absent;
    }
    tellChanged();
}

void RemoteProvider::serviceFailed()
{
    const std::lock_guard guard(m_state->mutex);
    m_state->info.availability = Availability::Absent;
    m_state->info.why = m_bus.failure();
}

void RemoteProvider::serviceWent()
{
    QList<quint64> lost;
    for (const auto& [job, number] : m_jobs)
        lost.append(number);
    for (const quint64 number : std::as_const(lost))
        endRun(number, {});
    m_early.clear();
    tellChanged();
}

void RemoteProvider::tellChanged()
{
    const std::lock_guard guard(m_state->watching);
    if (m_state->changed)
        m_state->changed();
}

} // namespace mooring
