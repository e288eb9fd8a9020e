// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "remoteprovider.h"

#include "services/core/serialize.h"
#include "wire.h"

#include <QPointer>

namespace mooring {

RemoteProvider::RemoteProvider(ServiceBus& bus, std::weak_ptr<ServiceLink> link,
                               std::shared_ptr<ServiceProviderState> state)
    : QObject(&bus)
    , m_bus(bus)
    , m_link(std::move(link))
    , m_state(std::move(state))
    , m_name(m_state->info.name)
    , m_runs(bus, m_name, [this](const std::stop_token& stop, std::function<void()> then) {
        return onStop(stop, std::move(then));
    })
{
    connect(&bus, &ServiceBus::came, this, &RemoteProvider::serviceCame);
    connect(&bus, &ServiceBus::went, this, &RemoteProvider::serviceWent);
    connect(&bus, &ServiceBus::failed, this, &RemoteProvider::serviceFailed);
    connect(&bus, &ServiceBus::changed, this, [this](const QString& provider) {
        if (provider == m_name)
            m_state->tellChanged();
    });
    if (bus.isReady())
        serviceCame();
}

std::unique_ptr<StopCallback> RemoteProvider::onStop(const std::stop_token& stop, std::function<void()> then)
{
    return std::make_unique<StopCallback>(stop, [state = m_state, link = m_link, then = std::move(then)] {
        if (const auto alive = link.lock())
            alive->post([state, then](ServiceBus&) {
                if (state->remote != nullptr)
                    then();
            });
    });
}

void RemoteProvider::look(const LookRequest& request, const std::stop_token& stop, Reply<Inventory> reply)
{
    const quint64 number = ++m_last;
    m_looks.emplace(number, Look {request, stop, std::move(reply), false, false, {}});
    m_looks.at(number).stopped = onStop(stop, [this, number] { stopLook(number); });
    beginLook(number);
}

void RemoteProvider::beginLook(quint64 number)
{
    if (!m_state->hasStandIn)
        return sendLook(number);
    m_bus.whenFound([self = QPointer(this), number](const Result<bool>& isThere) {
        if (!self)
            return;
        if (!isThere)
            self->failLook(number, isThere.error());
        else if (*isThere)
            self->sendLook(number);
        else if (const auto standIn = self->m_state->standIn.lock())
            self->lookByStandIn(number, *standIn);
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

void RemoteProvider::lookByStandIn(quint64 number, Provider& standIn)
{
    auto node = m_looks.extract(number);
    if (node.empty())
        return;
    Look& look = node.mapped();
    look.stopped.reset();
    standIn.look(look.request, look.stop, std::move(look.reply));
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
        m_state->isServed = true;
    }
    m_state->tellChanged();
}

void RemoteProvider::serviceFailed()
{
    const std::lock_guard guard(m_state->mutex);
    m_state->info.availability = Availability::Absent;
    m_state->info.why = m_bus.failure();
}

void RemoteProvider::serviceWent()
{
    m_runs.lost();
    {
        const std::lock_guard guard(m_state->mutex);
        m_state->isServed = false;
    }
    m_state->tellChanged();
}

void ServiceProviderState::tellChanged()
{
    const std::lock_guard guard(watching);
    if (changed)
        changed();
}

} // namespace mooring
