// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "heldsessions.h"

#include "pendingstep.h"
#include "services/core/planforce.h"
#include "services/core/wanted.h"
#include "services/system/portalnodes.h"

#include <QRandomGenerator>

#include <algorithm>

namespace mooring::iscsi {

namespace {

constexpr int lookupsAtOnce = 4;

} // namespace

HeldSessions::HeldSessions(EventLoop& loop, Settings settings, std::function<void()> changed)
    : m_loop(loop)
    , m_settings(std::move(settings))
    , m_changed(std::move(changed))
    , m_lookups(Lane::make(lookupsAtOnce))
    , m_isidBase(quint64(QRandomGenerator::system()->bounded(1U << 24)) << 16)
{
}

HeldSessions::~HeldSessions()
{
    m_lookups->close();
    for (const auto& login : std::exchange(m_logins, {}))
        login->stop(errorOf(ErrorCode::StoppedByUser));
    for (const Held& held : std::vector<Held>(m_held)) {
        m_loop.cancel(held->keepAlive);
        m_loop.cancel(held->pingLimit);
        held->session->close(errorOf(ErrorCode::ConnectionLost)); // whoever waits for it holds it
    }
}

Inventory HeldSessions::inventory(const LookRequest& request) const
{
    Inventory inventory;
    inventory.provider = QStringLiteral("libiscsi");
    inventory.request = request;
    const auto add = [&](const Resource& resource) {
        if (isWanted(request, resource))
            inventory.resources.append(resource);
    };
    QMap<QByteArray, QList<const HeldSession*>> targets;
    PortalNodes portals;
    for (const Held& held : m_held) {
        targets[held->session->settings().target].append(held.get());
        const bool isSecretKept
            = m_settings.keepsSecret && m_settings.keepsSecret(held->session->settings().target);
        const Resource session = sessionResource(m_settings.pid, *held, isSecretKept);
        portals.add(session, portalAddress(*held));
        add(session);
        for (const Resource& unit : unitResources(m_settings.pid, *held))
            add(unit);
    }
    for (auto target = targets.cbegin(); target != targets.cend(); ++target)
        add(targetResource(target.key(), target.value()));
    for (const Resource& portal : portals.all())
        add(portal);
    return inventory;
}

QList<KnownPortal> HeldSessions::portals() const
{
    QList<KnownPortal> portals;
    for (const Held& held : m_held) {
        const SessionSettings& settings = held->session->settings();
        if (const KnownPortal portal {settings.target, TcpEnd::parse(settings.address)};
            !portals.contains(portal))
            portals.append(portal);
    }
    return portals;
}

int HeldSessions::count(const QByteArray& target, const QByteArray& portal) const
{
    return static_cast<int>(std::count_if(m_held.cbegin(), m_held.cend(), [&](const Held& held) {
        return held->session->settings().target == target && (portal.isEmpty() || held->portal == portal)
            && held->session->state() != Session::State::Lost;
    }));
}

void HeldSessions::scan(const Held& held, const std::function<void()>& done)
{
    LunScan::run(*held->session, true,
                 [this, weak = std::weak_ptr(held), done](const Result<QList<LogicalUnit>>& units) {
                     if (const Held still = weak.lock(); still && units) {
                         still->units = *units;
                         m_changed();
                     }
                     done();
                 });
}

void HeldSessions::lost(HeldSession& held, ErrorCode why)
{
    held.whyLost = why;
    held.since = QDateTime::currentDateTimeUtc();
    m_loop.cancel(held.keepAlive);
    m_loop.cancel(held.pingLimit);
    m_changed();
}

void HeldSessions::forget(const Held& held)
{
    m_loop.cancel(held->keepAlive);
    m_loop.cancel(held->pingLimit);
    std::erase(m_held, held);
    m_loop.later([held] {}); // it may be on the stack
    m_changed();
}

HeldSessions::Held HeldSessions::find(const ResourceId& id) const
{
    const auto found
        = std::find_if(m_held.begin(), m_held.end(), [&](const Held& held) { return held->id == id; });
    return found == m_held.end() ? nullptr : *found;
}

HeldSessions::Held HeldSessions::openAlready(const SessionSettings& settings) const
{
    const auto found = std::find_if(m_held.begin(), m_held.end(), [&](const Held& held) {
        return held->session->settings().target == settings.target
            && held->session->settings().isid == settings.isid
            && held->session->state() == Session::State::LoggedIn;
    });
    return found == m_held.end() ? nullptr : *found;
}

void HeldSessions::logOut(const Step& step, const std::stop_token& stop, Reply<StepResult> reply)
{
    const auto pending = std::make_shared<Pending>(std::move(reply));
    const Held held = find(step.resource);
    if (!held)
        return pending->answer(errorOf(ErrorCode::AlreadyGone, step.name));
    if (!step.incarnation.isEmpty() && step.incarnation != QString::number(held->number))
        return pending->answer(errorOf(ErrorCode::IdentityChanged, step.name));
    if (held->session->state() == Session::State::Lost) { // nothing can be sent on it any more
        forget(held);
        return pending->answer(errorOf(ErrorCode::AlreadyGone, step.name));
    }
    if (stop.stop_requested())
        return pending->answer(errorOf(ErrorCode::StoppedByUser, step.name));
    if (rungOf(step) == Rung::Drop) {
        held->session->lose(errorOf(ErrorCode::ConnectionLost, step.name));
        forget(held);
        return pending->answer({});
    }
    m_loop.cancel(held->keepAlive);
    m_loop.cancel(held->pingLimit);
    Progress sent;
    sent.sent = true;
    pending->reply.progress(sent);
    whenStopped(m_loop, stop, pending, [this, pending, held, name = step.name] {
        if (held->session->state() != Session::State::LoggingOut)
            return;
        lost(*held, ErrorCode::DeadlinePassed); // the connection stays: it can be asked again
        pending->answer(errorOf(ErrorCode::DeadlinePassed, name));
    });
    held->session->logOut([this, held, pending](const std::optional<Error>& error) {
        if (!error)
            forget(held);
        else if (error->code != ErrorCode::DeadlinePassed)
            lost(*held, error->code);
        pending->answer(error);
    });
}

void HeldSessions::logOutOfAll(std::function<void()> done)
{
    const auto left = std::make_shared<int>(int(m_held.size()) + 1);
    const auto ended = [left, done = std::move(done)] {
        if (--*left == 0)
            done();
    };
    for (const Held& held : std::vector<Held>(m_held)) {
        if (held->session->state() == Session::State::Lost)
            ended();
        else
            held->session->logOut([ended](const std::optional<Error>&) { ended(); });
    }
    ended();
}

void HeldSessions::keepAlive(const Held& held)
{
    m_loop.cancel(held->keepAlive);
    held->keepAlive = m_loop.in(m_settings.keepAlive, [this, weak = std::weak_ptr(held)] {
        if (const Held still = weak.lock())
            ping(still);
    });
}

void HeldSessions::ping(const Held& held)
{
    held->keepAlive = 0;
    if (held->session->state() != Session::State::LoggedIn || held->session->isBare())
        return;
    const std::weak_ptr weak(held);
    held->pingLimit = m_loop.in(m_settings.pingLimit, [this, weak] {
        const Held still = weak.lock();
        if (!still)
            return;
        still->pingLimit = 0;
        still->session->lose(errorOf(ErrorCode::DeadlinePassed, encodeBytes(still->portal)));
    });
    held->session->ping([this, weak](const std::optional<Error>& error) {
        const Held still = weak.lock();
        if (!still)
            return;
        m_loop.cancel(still->pingLimit);
        if (!error)
            keepAlive(still);
    });
}

} // namespace mooring::iscsi
