// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "heldsessions.h"
#include "iscsiname.h"
#include "pendingstep.h"

#include <algorithm>

// How sessions are opened, and opened again.
namespace mooring::iscsi {

namespace {

constexpr quint64 isidValue = 0xFFFFFFFFFF; // below its type: RFC 7143, 11.12.5

} // namespace

// 24 random bits of this process and a count (RFC 7143, 11.12.5): two sessions with one ISID to one target
// would end each other.
quint64 HeldSessions::freshIsid() { return m_isidBase | (m_last & 0xFFFF); }

void HeldSessions::logIn(const Step& step, const std::stop_token& stop, Reply<StepResult> reply)
{
    const auto pending = std::make_shared<Pending>(std::move(reply));
    const auto name = parseIscsiName(decodeBytes(step.arguments.value(QLatin1String("target")).toString()));
    const auto portal = parsePortal(decodeBytes(step.arguments.value(QLatin1String("portal")).toString()));
    if (!name || !portal)
        return pending->answer(name ? portal.error() : name.error());
    SessionSettings settings;
    settings.target = *name;
    // One that is put back has the ISID it had: put back twice it is still one.
    const QString before = step.arguments.value(QLatin1String("isid")).toString();
    settings.isid = before.toULongLong(nullptr, 16) & isidValue;
    if (const Held held = before.isEmpty() ? nullptr : openAlready(settings))
        return pending->answer({}, {held->id});
    ++m_last;
    settings.initiator = m_settings.initiator;
    if (before.isEmpty())
        settings.isid = freshIsid();
    settings.chap = credentials(step.arguments, "chapUser", "chap");
    settings.mutualChap = credentials(step.arguments, "mutualUser", "mutual");
    settings.headerDigest = step.arguments.value(QLatin1String("headerDigest")).toBool();
    open(settings, *portal, stop, pending, step.name,
         [this, number = m_last, text = portalText(*portal)](std::unique_ptr<Session> session) {
             return take(std::move(session), text, number);
         });
}

void HeldSessions::open(const SessionSettings& settings, const Portal& portal, const std::stop_token& stop,
                        const std::shared_ptr<Pending>& pending, const QString& name, const Opened& opened)
{
    const auto place = std::make_shared<std::weak_ptr<LoginRun>>();
    const auto created = std::make_shared<QList<ResourceId>>();
    const auto run
        = LoginRun::make(m_loop, m_lookups, settings,
                         [this, pending, place, created, opened](Result<std::unique_ptr<Session>> session) {
                             std::erase(m_logins, place->lock());
                             if (!session)
                                 return pending->answer(session.error());
                             if (isDigestMissing(**session))
                                 return turnDown(m_loop, std::move(*session), pending);
                             const Held held = opened(std::move(*session));
                             if (!held)
                                 return pending->answer(errorOf(ErrorCode::AlreadyGone));
                             created->append(held->id);
                             scan(held, [pending, created] { pending->answer({}, *created); });
                         });
    *place = run;
    m_logins.push_back(run);
    whenStopped(m_loop, stop, pending, [pending, place, created, name] {
        if (const auto login = place->lock())
            login->stop(errorOf(ErrorCode::StoppedByUser, name));
        else if (!created->isEmpty()) // in, and its units do not answer
            pending->answer({}, *created);
    });
    run->start(portal);
}

HeldSessions::Held HeldSessions::take(std::unique_ptr<Session> session, const QByteArray& portal,
                                      quint64 number)
{
    auto held = std::make_shared<HeldSession>();
    held->portal = portal;
    m_held.push_back(held);
    use(held, std::move(session), number);
    return held;
}

void HeldSessions::use(const Held& held, std::unique_ptr<Session> session, quint64 number)
{
    m_loop.later([former = std::shared_ptr<Session>(std::move(held->session))] {}); // it may be on the stack
    held->session = std::move(session);
    held->id = sessionId(m_settings.pid, *held);
    held->number = number;
    held->since = QDateTime::currentDateTimeUtc();
    held->whyLost.reset();
    held->session->whenLost([this, weak = std::weak_ptr(held)] {
        if (const Held still = weak.lock())
            lost(*still,
                 still->session->whyLost() ? still->session->whyLost()->code : ErrorCode::ConnectionLost);
    });
    keepAlive(held);
    m_changed();
}

void HeldSessions::reconnect(const Step& step, const std::stop_token& stop, Reply<StepResult> reply)
{
    const auto pending = std::make_shared<Pending>(std::move(reply));
    Held held = find(step.resource);
    if (!held)
        return pending->answer(errorOf(ErrorCode::AlreadyGone, step.name));
    if (!step.incarnation.isEmpty() && step.incarnation != QString::number(held->number))
        return pending->answer(errorOf(ErrorCode::IdentityChanged, step.name));
    if (held->isReconnecting || held->session->state() != Session::State::Lost)
        return pending->answer(errorOf(ErrorCode::WrongState, step.name));
    const auto portal = parsePortal(held->portal);
    if (!portal)
        return pending->answer(portal.error());
    held->isReconnecting = true;
    m_changed();
    pending->ended = [this, held] {
        held->isReconnecting = false;
        m_changed();
    };
    open(held->session->settings(), *portal, stop, pending, step.name,
         [this, held, number = ++m_last](std::unique_ptr<Session> session) -> Held {
             if (std::find(m_held.begin(), m_held.end(), held) == m_held.end()) {
                 dismiss(m_loop, std::move(session)); // it was closed meanwhile
                 return nullptr;
             }
             held->isReconnecting = false;
             use(held, std::move(session), number);
             return held;
         });
}

} // namespace mooring::iscsi
