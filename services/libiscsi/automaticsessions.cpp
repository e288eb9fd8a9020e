// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "automaticsessions.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace mooring::iscsi {

namespace {

// When the service starts with the user's session the network may not be there yet.
constexpr std::array<std::chrono::seconds, 4> again {std::chrono::seconds(5), std::chrono::seconds(15),
                                                     std::chrono::seconds(60), std::chrono::seconds(240)};

constexpr std::chrono::seconds limit(20); // a login has 15, and its units are to be read, too

QString text(const QByteArray& bytes) { return encodeBytes(bytes); }

QByteArray targetOf(const Step& step)
{
    return step.kind == Kind::IscsiTarget
        ? step.resource.key()
        : decodeBytes(step.arguments.value(QLatin1String("target")).toString());
}

ReleaseChoice choice(const Release& release, const char* word, const QByteArray& option,
                     Consequence consequence, const QString& target)
{
    ReleaseChoice made;
    made.word = QLatin1String(word);
    made.consequence = consequence;
    made.reversible = release.reversible;
    made.command = {"mooringctl", "logout", option, release.command.value(2)};
    made.arguments = {{QStringLiteral("automatic"), made.word}, {QStringLiteral("target"), target}};
    made.restore = release.restore;
    return made;
}

} // namespace

AutomaticSessions::AutomaticSessions(EventLoop& loop, HeldSessions& sessions, QByteArray path,
                                     std::function<void()> changed)
    : m_loop(loop)
    , m_sessions(sessions)
    , m_logins(std::move(path))
    , m_changed(std::move(changed))
{
}

AutomaticSessions::~AutomaticSessions()
{
    *m_alive = false;
    for (const AttemptPtr& attempt : m_attempts)
        m_loop.cancel(attempt->timer);
}

void AutomaticSessions::openAll()
{
    const QList<AutomaticLogin> logins = m_logins.all();
    for (const AutomaticLogin& login : logins) {
        for (int session = 0; session < login.sessions; ++session)
            m_attempts.push_back(std::make_shared<Attempt>(Attempt {.login = login}));
    }
    for (const AttemptPtr& attempt : std::vector<AttemptPtr>(m_attempts))
        open(attempt);
}

void AutomaticSessions::open(const AttemptPtr& attempt)
{
    attempt->stop = {};
    attempt->timer = m_loop.in(limit, [attempt] {
        attempt->timer = 0;
        attempt->stop.request_stop();
    });
    Step step;
    step.verb = Verb::LogIn;
    step.name = text(attempt->login.target);
    step.arguments = {{QStringLiteral("target"), text(attempt->login.target)},
                      {QStringLiteral("portal"), text(attempt->login.portal)},
                      {QStringLiteral("headerDigest"), attempt->login.headerDigest}};
    m_sessions.logIn(step, attempt->stop.get_token(),
                     Reply<StepResult>([this, attempt, alive = m_alive](const auto& result) {
                         if (*alive)
                             opened(attempt, result);
                     }));
}

void AutomaticSessions::opened(const AttemptPtr& attempt, const std::optional<StepResult>& result)
{
    if (std::find(m_attempts.begin(), m_attempts.end(), attempt) == m_attempts.end())
        return; // forgotten meanwhile
    m_loop.cancel(attempt->timer);
    const bool isOpen = result && !result->error;
    if (!isOpen)
        attempt->why = result ? result->error->code : ErrorCode::NeverAnswered;
    if (!isOpen && attempt->tries < again.size()) {
        attempt->timer = m_loop.in(again.at(attempt->tries++), [this, attempt] { open(attempt); });
    } else {
        std::erase(m_attempts, attempt);
        if (!isOpen)
            m_failed.push_back(attempt);
    }
    m_changed();
}

void AutomaticSessions::logIn(const Step& step, const std::stop_token& stop, Reply<StepResult> reply)
{
    if (!step.arguments.value(QLatin1String("automatic")).toBool())
        return m_sessions.logIn(step, stop, std::move(reply));
    if (!step.arguments.value(QLatin1String("chapUser")).toString().isEmpty()) {
        StepResult refused; // nothing here keeps its secret
        refused.error = errorOf(ErrorCode::KeyringUnavailable, step.name);
        return reply.answer(refused);
    }
    const auto shared = std::make_shared<Reply<StepResult>>(std::move(reply));
    m_sessions.logIn(step, stop,
                     Reply<StepResult>(
                         [this, step, shared, alive = m_alive](std::optional<StepResult> result) {
                             if (*alive && result && !result->error)
                                 result->error = remember(step);
                             if (result)
                                 shared->answer(std::move(*result));
                             else
                                 *shared = {};
                         },
                         [shared](const Progress& progress) { shared->progress(progress); }));
}

std::optional<Error> AutomaticSessions::remember(const Step& step)
{
    AutomaticLogin login;
    login.target = targetOf(step);
    login.portal = decodeBytes(step.arguments.value(QLatin1String("portal")).toString());
    login.headerDigest = step.arguments.value(QLatin1String("headerDigest")).toBool();
    login.sessions = m_sessions.count(login.target, login.portal);
    std::erase_if(m_failed, [&](const AttemptPtr& failed) { return failed->login.target == login.target; });
    return m_logins.put(login);
}

std::optional<Error> AutomaticSessions::forget(const QByteArray& target)
{
    const auto isIts = [&](const AttemptPtr& attempt) {
        if (attempt->login.target != target)
            return false;
        m_loop.cancel(attempt->timer);
        return true;
    };
    std::erase_if(m_attempts, isIts);
    std::erase_if(m_failed, isIts);
    const auto failure = m_logins.remove(target);
    m_changed();
    if (!failure)
        return {};
    Error error = errorOf(ErrorCode::AutomaticLoginStays, text(target));
    error.domain = ErrorDomain::Vds;
    error.number = 0x00042801; // VDS_S_ISCSI_PERSISTENT_LOGIN_MAY_NOT_BE_REMOVED
    error.text = failure->text;
    return error;
}

void AutomaticSessions::logOut(const Step& step, const std::stop_token& stop, Reply<StepResult> reply)
{
    const bool forgets = step.arguments.value(QLatin1String("automatic")) == QLatin1String("remove");
    if (step.kind == Kind::IscsiTarget) { // without a session
        StepResult result;
        result.error = forgets ? forget(targetOf(step)) : errorOf(ErrorCode::NoSessionToTarget, step.name);
        if (!result.error) {
            result.error = errorOf(ErrorCode::AlreadyGone, step.name);
            result.error->domain = ErrorDomain::Vds;
            result.error->number = 0x00042800; // VDS_S_ISCSI_SESSION_NOT_FOUND_PERSISTENT_LOGIN_REMOVED
        }
        return reply.answer(result);
    }
    if (!forgets)
        return m_sessions.logOut(step, stop, std::move(reply));
    const auto shared = std::make_shared<Reply<StepResult>>(std::move(reply));
    m_sessions.logOut(step, stop,
                      Reply<StepResult>(
                          [this, step, shared, alive = m_alive](std::optional<StepResult> result) {
                              if (*alive && result && !result->error)
                                  result->error = forget(targetOf(step));
                              if (result)
                                  shared->answer(std::move(*result));
                              else
                                  *shared = {};
                          },
                          [shared](const Progress& progress) { shared->progress(progress); }));
}

Resource AutomaticSessions::idleTarget(const AutomaticLogin& login) const
{
    Resource target = targetResource(login.target, {});
    target.state = State::Idle;
    target.facts.insert(Fact::Portals, text(login.portal));
    target.facts.insert(Fact::Startup, QStringLiteral("automatic"));
    const auto isIts = [&](const AttemptPtr& attempt) { return attempt->login.target == login.target; };
    for (const auto* attempts : {&m_failed, &m_attempts}) {
        const auto found = std::find_if(attempts->begin(), attempts->end(), isIts);
        if (found == attempts->end())
            continue;
        target.state = attempts == &m_attempts ? State::Reconnecting : State::Failed;
        if ((*found)->why)
            target.facts.insert(Fact::WhyLost, token(*(*found)->why));
    }
    Release release;
    release.verb = Verb::LogOut;
    release.reversible = false;
    release.command = {"mooringctl", "logout", target.id.text.toUtf8()};
    release.choice = QStringLiteral("automatic");
    release.choices
        = {choice(release, "keep", "--keep-automatic", Consequence::None, target.name),
           choice(release, "remove", "--remove-automatic", Consequence::AutomaticLoginRemoved, target.name)};
    target.release = release;
    return target;
}

void AutomaticSessions::amend(Inventory& inventory) const
{
    const QList<AutomaticLogin> logins = m_logins.all();
    QSet<QString> remembered, shown;
    for (const AutomaticLogin& login : logins)
        remembered.insert(text(login.target));
    for (Resource& resource : inventory.resources) {
        const QString target = resource.facts.value(Fact::TargetName).toString();
        if (resource.kind == Kind::IscsiTarget)
            shown.insert(target);
        if (!remembered.contains(target) || resource.kind == Kind::IscsiLun)
            continue;
        resource.facts.insert(Fact::Startup, QStringLiteral("automatic"));
        if (!resource.release)
            continue;
        resource.release->choice = QStringLiteral("automatic");
        resource.release->choices
            = {choice(*resource.release, "keep", "--keep-automatic", Consequence::AutomaticLoginKept, target),
               choice(*resource.release, "remove", "--remove-automatic", Consequence::AutomaticLoginRemoved,
                      target)};
    }
    for (const AutomaticLogin& login : logins) {
        const Resource target = idleTarget(login);
        const bool isWanted = inventory.request.isFull() || inventory.request.only.contains(target.id);
        if (isWanted && !shown.contains(target.name)) {
            shown.insert(target.name);
            inventory.resources.append(target);
        }
    }
}

QList<KnownPortal> AutomaticSessions::portals() const
{
    QList<KnownPortal> portals;
    for (const AutomaticLogin& login : m_logins.all())
        if (const auto portal = parsePortal(login.portal); portal && portal->isNumeric())
            portals.append({login.target, {portal->host, portal->port}});
    return portals;
}

} // namespace mooring::iscsi
