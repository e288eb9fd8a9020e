// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "automaticsessions.h"

#include "pendingstep.h"

#include <algorithm>
#include <array>

namespace mooring::iscsi {

namespace {

// When the service starts with the user's session the network may not be there yet.
constexpr std::array<std::chrono::seconds, 4> again {std::chrono::seconds(5), std::chrono::seconds(15),
                                                     std::chrono::seconds(60), std::chrono::seconds(240)};

constexpr std::chrono::seconds limit(20); // a login has 15, and its units are to be read, too

QString text(const QByteArray& bytes) { return encodeBytes(bytes); }

bool hasFlag(const Step& step, const char* name)
{
    return step.arguments.value(QLatin1String(name)).toBool();
}

bool isToBeSaved(const Step& step) { return hasFlag(step, "automatic") || hasFlag(step, "remember"); }

} // namespace

AutomaticSessions::AutomaticSessions(EventLoop& loop, HeldSessions& sessions, QByteArray path,
                                     Keyring* keyring, std::function<void()> changed)
    : m_loop(loop)
    , m_sessions(sessions)
    , m_logins(std::move(path))
    , m_secrets(loop, keyring)
    , m_changed(std::move(changed))
{
}

AutomaticSessions::~AutomaticSessions()
{
    *m_alive = false;
    for (const AttemptPtr& attempt : m_attempts)
        m_loop.cancel(attempt->timer);
}

void AutomaticSessions::openAll(std::chrono::milliseconds after)
{
    const QList<SavedLogin> logins = m_logins.all();
    for (const SavedLogin& login : logins) {
        for (int session = 0; login.isAutomatic && session < login.sessions; ++session)
            m_attempts.push_back(std::make_shared<Attempt>(Attempt {.login = login}));
    }
    for (const AttemptPtr& attempt : m_attempts)
        attempt->timer = m_loop.in(after, [this, attempt] { open(attempt); });
}

bool AutomaticSessions::isWaiting(const AttemptPtr& attempt) const
{
    return std::find(m_attempts.begin(), m_attempts.end(), attempt) != m_attempts.end();
}

void AutomaticSessions::open(const AttemptPtr& attempt)
{
    attempt->timer = 0;
    const SavedLogin& login = attempt->login;
    Step step;
    step.verb = Verb::LogIn;
    step.name = text(login.target);
    step.arguments = {{QStringLiteral("target"), text(login.target)},
                      {QStringLiteral("portal"), text(login.portal)},
                      {QStringLiteral("headerDigest"), login.headerDigest},
                      {QStringLiteral("chapUser"), text(login.chapUser)},
                      {QStringLiteral("mutualUser"), text(login.mutualUser)}};
    if (!RememberedSecrets::concerns(step))
        return open(attempt, step);
    m_secrets.prepare(step, [this, attempt](const Result<Step>& complete) {
        if (complete && isWaiting(attempt))
            return open(attempt, *complete);
        if (!complete)
            opened(attempt, StepResult {.error = complete.error()});
    });
}

void AutomaticSessions::open(const AttemptPtr& attempt, const Step& step)
{
    attempt->stop = {};
    attempt->timer = m_loop.in(limit, [attempt] {
        attempt->timer = 0;
        attempt->stop.request_stop();
    });
    m_sessions.logIn(step, attempt->stop.get_token(),
                     Reply<StepResult>([this, attempt, alive = m_alive](const auto& result) {
                         if (*alive)
                             opened(attempt, result);
                     }));
}

void AutomaticSessions::opened(const AttemptPtr& attempt, const std::optional<StepResult>& result)
{
    if (!isWaiting(attempt))
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
    if (!RememberedSecrets::concerns(step))
        return logInWithSecrets(step, stop, std::move(reply));
    const auto waiting = std::make_shared<Pending>(std::move(reply));
    whenStopped(m_loop, stop, waiting, [waiting, name = step.name] {
        waiting->answer(errorOf(ErrorCode::StoppedByUser, name)); // the keyring may still ask its user
    });
    m_secrets.prepare(step, [this, stop, waiting, step](const Result<Step>& complete) {
        if (complete && waiting->stopped) {
            waiting->stopped.reset();
            return logInWithSecrets(*complete, stop, std::move(waiting->reply));
        }
        if (complete)
            m_secrets.ended(step, false);
        else
            waiting->answer(complete.error());
    });
}

void AutomaticSessions::logInWithSecrets(const Step& step, const std::stop_token& stop,
                                         Reply<StepResult> reply)
{
    const auto shared = std::make_shared<Reply<StepResult>>(std::move(reply));
    m_sessions.logIn(step, stop,
                     Reply<StepResult>(
                         [this, step, shared, alive = m_alive](std::optional<StepResult> result) {
                             const bool isOpen = result && !result->error;
                             if (*alive && isOpen && isToBeSaved(step))
                                 result->error = save(step);
                             if (*alive)
                                 m_secrets.ended(step, isOpen);
                             if (result)
                                 shared->answer(std::move(*result));
                             else
                                 *shared = {};
                         },
                         [shared](const Progress& progress) { shared->progress(progress); }));
}

std::optional<Error> AutomaticSessions::save(const Step& step)
{
    const auto textIn = [&step](const char* name) {
        return decodeBytes(step.arguments.value(QLatin1String(name)).toString());
    };
    SavedLogin login;
    login.target = textIn("target");
    login.portal = textIn("portal");
    login.headerDigest = hasFlag(step, "headerDigest");
    login.sessions = m_sessions.count(login.target, login.portal);
    login.chapUser = textIn("chapUser");
    login.mutualUser = textIn("mutualUser");
    login.isAutomatic = hasFlag(step, "automatic");
    login.isListed = hasFlag(step, "remember");
    login.hasSecret = !login.chapUser.isEmpty() && m_secrets.knows(login.target);
    if (login.isAutomatic)
        std::erase_if(m_failed,
                      [&](const AttemptPtr& failed) { return failed->login.target == login.target; });
    return m_logins.put(login);
}

QList<KnownPortal> AutomaticSessions::portals() const
{
    QList<KnownPortal> portals;
    for (const SavedLogin& login : m_logins.all())
        if (const auto portal = parsePortal(login.portal); portal && portal->isNumeric())
            portals.append({login.target, {portal->host, portal->port}});
    return portals;
}

} // namespace mooring::iscsi
