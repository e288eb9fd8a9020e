// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs.h"

#include "services/core/serialize.h"
#include "wire.h"

#include <algorithm>

namespace mooring {

// A storm of progress is one message with the newest figures.
struct Jobs::Latest
{
    std::mutex mutex;
    std::optional<Progress> progress;

    bool put(const Progress& newer) // true: somebody has to fetch it
    {
        const std::lock_guard guard(mutex);
        const bool waits = progress.has_value();
        const bool sent = waits && progress->sent;
        progress = newer;
        progress->sent |= sent;
        return !waits;
    }
    Progress take()
    {
        const std::lock_guard guard(mutex);
        return std::exchange(progress, std::nullopt).value_or(Progress {});
    }
};

Jobs::Jobs(QDBusConnection bus, const ServedProviders& providers, const ServiceLimits& limits)
    : m_bus(std::move(bus))
    , m_providers(providers)
    , m_limits(limits)
    , m_postbox(std::make_shared<Postbox>(this))
{
}

Jobs::~Jobs()
{
    m_postbox->close();
    stopAll();
}

ServedProvider* Jobs::provider(const QDBusMessage& call) const
{
    const QString name = call.arguments().constFirst().toString();
    for (const auto& served : m_providers)
        if (served->provider().info().name == name)
            return served.get();
    wire::refuse(m_bus, call, wire::unknownProvider, name.left(64));
    return nullptr;
}

int Jobs::looksOf(const QString& client) const
{
    return static_cast<int>(std::count_if(m_looks.cbegin(), m_looks.cend(), [&](const auto& look) {
        return look.second.call.service() == client;
    }));
}

int Jobs::stepsOf(const QString& client) const
{
    return static_cast<int>(std::count_if(m_steps.cbegin(), m_steps.cend(),
                                          [&](const auto& job) { return job.second.client == client; }));
}

void Jobs::look(const QDBusMessage& call)
{
    ServedProvider* const served = provider(call);
    if (served == nullptr)
        return;
    const auto json = wire::objectOf(call.arguments().at(1).toString());
    const Result<LookRequest> request = lookRequestFromJson(json.value_or(QJsonObject {}));
    if (!json || !request)
        return wire::refuse(m_bus, call, wire::invalidArguments, QStringLiteral("request"));
    if (looksOf(call.service()) >= m_limits.looks)
        return wire::refuse(m_bus, call, wire::limitsExceeded, QStringLiteral("looks"));
    const quint64 number = ++m_last;
    const std::stop_source stop;
    m_looks.emplace(number, Look {call, served->provider().info().name, stop});
    auto answered = [this, number, postbox = m_postbox](const std::optional<Inventory>& inventory) {
        const QString text = inventory ? wire::textOf(toJson(*inventory)) : QString();
        postbox->post([this, number, text] { lookEnded(number, text); });
    };
    served->provider().look(*request, stop.get_token(), Reply<Inventory>(std::move(answered)));
}

void Jobs::lookEnded(quint64 look, const QString& text)
{
    const auto node = m_looks.extract(look);
    if (node.empty())
        return;
    const QDBusMessage& call = node.mapped().call;
    if (text.isEmpty())
        wire::refuse(m_bus, call, wire::unanswered, {});
    else if (text.size() > m_limits.answer)
        wire::refuse(m_bus, call, wire::limitsExceeded, QStringLiteral("inventory"));
    else
        wire::answer(m_bus, call, {text});
}

void Jobs::stopLooks(const QString& client, const QString& provider)
{
    for (auto& [number, look] : m_looks)
        if (look.call.service() == client && look.provider == provider)
            look.stop.request_stop();
}

void Jobs::run(const QDBusMessage& call, const SecretDescriptors& descriptors)
{
    ServedProvider* const served = provider(call);
    if (served == nullptr)
        return;
    const auto json = wire::objectOf(call.arguments().at(1).toString());
    Result<Step> step = stepFromJson(json.value_or(QJsonObject {}));
    if (!json || !step)
        return wire::refuse(m_bus, call, wire::invalidArguments, QStringLiteral("step"));
    const Result<Secrets> secrets = unseal(descriptors);
    if (!secrets)
        return wire::refuse(m_bus, call, wire::invalidArguments, QStringLiteral("secrets"));
    if (stepsOf(call.service()) >= m_limits.steps || static_cast<int>(m_steps.size()) >= m_limits.allSteps)
        return wire::refuse(m_bus, call, wire::limitsExceeded, QStringLiteral("steps"));
    giveSecrets(*step, *secrets);
    const quint64 job = ++m_last;
    const std::stop_source stop;
    m_steps.emplace(job, StepJob {call.service(), stop});
    wire::answer(m_bus, call, {job});
    served->provider().run(std::move(*step), stop.get_token(), replyOf(job, *secrets));
}

Reply<StepResult> Jobs::replyOf(quint64 job, const Secrets& secrets)
{
    const auto latest = std::make_shared<Latest>();
    auto answered = [this, job, secrets, postbox = m_postbox](const std::optional<StepResult>& result) {
        const QString text = result ? wire::textOf(without(secrets, toJson(*result))) : QString();
        postbox->post([this, job, text] { stepEnded(job, text); });
    };
    auto progressing = [this, job, secrets, latest, postbox = m_postbox](const Progress& progress) {
        if (!latest->put(progress))
            return;
        postbox->post([this, job, secrets, latest] {
            progressed(job, wire::textOf(without(secrets, toJson(latest->take()))));
        });
    };
    return Reply<StepResult>(std::move(answered), std::move(progressing));
}

void Jobs::progressed(quint64 job, const QString& text)
{
    const auto found = m_steps.find(job);
    if (found != m_steps.end() && !found->second.client.isEmpty())
        wire::tell(m_bus, found->second.client, "Progress", {job, text});
}

void Jobs::stepEnded(quint64 job, const QString& text)
{
    const auto node = m_steps.extract(job);
    if (node.empty())
        return;
    const QString& client = node.mapped().client;
    const bool fits = text.size() <= m_limits.answer;
    if (!client.isEmpty())
        wire::tell(m_bus, client, "Finished", {job, fits ? text : QString()});
    emit ended();
}

bool Jobs::stop(const QString& client, quint64 job)
{
    const auto found = m_steps.find(job);
    if (found == m_steps.end() || found->second.client != client)
        return false;
    found->second.stop.request_stop();
    return true;
}

void Jobs::clientLeft(const QString& client)
{
    for (auto& [number, look] : m_looks)
        if (look.call.service() == client)
            look.stop.request_stop();
    for (auto& [number, job] : m_steps)
        if (job.client == client)
            job.client.clear();
}

void Jobs::stopAll()
{
    for (auto& [number, look] : m_looks)
        look.stop.request_stop();
    for (auto& [number, job] : m_steps)
        job.stop.request_stop();
}

} // namespace mooring
