// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "remoteruns.h"

#include "secrets.h"
#include "services/core/serialize.h"
#include "wire.h"

#include <QDBusMetaType>
#include <QPointer>

namespace mooring {

namespace {
constexpr int mostRuns = 256; // at once: half of what the service takes from one client
} // namespace

RemoteRuns::RemoteRuns(ServiceBus& bus, QString provider, OnStop onStop)
    : m_bus(bus)
    , m_provider(std::move(provider))
    , m_onStop(std::move(onStop))
{
    qDBusRegisterMetaType<SecretDescriptors>();
    connect(&bus, &ServiceBus::progress, this,
            [this](quint64 job, const QString& text) { told(job, false, text); });
    connect(&bus, &ServiceBus::finished, this,
            [this](quint64 job, const QString& text) { told(job, true, text); });
}

void RemoteRuns::run(Step step, const std::stop_token& stop, Reply<StepResult> reply)
{
    const quint64 number = ++m_last;
    m_runs.emplace(number, Run {std::move(step), std::move(reply), 0, false, false, {}});
    m_runs.at(number).stopped = m_onStop(stop, [this, number] { stopRun(number); });
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

void RemoteRuns::sendRuns()
{
    while (m_sentRuns < mostRuns && !m_unsent.empty()) {
        const quint64 number = m_unsent.front();
        m_unsent.pop_front();
        if (m_runs.contains(number)) // not stopped meanwhile
            sendRun(number);
    }
}

std::map<quint64, RemoteRuns::Run>::node_type RemoteRuns::takeRun(quint64 number)
{
    auto node = m_runs.extract(number);
    if (!node.empty() && node.mapped().sent) {
        --m_sentRuns;
        QMetaObject::invokeMethod(this, &RemoteRuns::sendRuns, Qt::QueuedConnection);
    }
    return node;
}

void RemoteRuns::sendRun(quint64 number)
{
    Run& run = m_runs.at(number);
    const Result<SecretDescriptors> secrets = seal(takeSecrets(run.step));
    if (!secrets)
        return endRun(number, secrets.error());
    run.sent = true;
    ++m_sentRuns;
    ++m_unanswered;
    m_bus.call("Run", {m_provider, wire::textOf(toJson(run.step)), QVariant::fromValue(*secrets)},
               [self = QPointer(this), number](const QDBusMessage& answer) {
                   if (self)
                       self->runAnswered(number, answer);
               });
}

void RemoteRuns::runAnswered(quint64 number, const QDBusMessage& answer)
{
    --m_unanswered;
    const quint64 job = answer.arguments().value(0).toULongLong();
    const auto found = m_runs.find(number);
    if (found != m_runs.end() && answer.type() != QDBusMessage::ReplyMessage) {
        const bool unknown = wire::isGone(answer);
        endRun(number, unknown ? std::nullopt : std::optional(wire::errorOf(answer, m_provider)));
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

void RemoteRuns::endRun(quint64 number, const std::optional<Error>& error)
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

void RemoteRuns::stopRun(quint64 number)
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

void RemoteRuns::told(quint64 job, bool isEnd, const QString& text)
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
        return endRun(number, errorOf(ErrorCode::AnswerMalformed, m_provider));
    auto node = takeRun(number);
    m_jobs.erase(found);
    node.mapped().stopped.reset();
    node.mapped().reply.answer(std::move(*result));
}

void RemoteRuns::lost()
{
    QList<quint64> lost;
    for (const auto& [job, number] : m_jobs)
        lost.append(number);
    for (const quint64 number : std::as_const(lost))
        endRun(number, {});
    m_early.clear();
}

} // namespace mooring
