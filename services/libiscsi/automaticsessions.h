// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "heldsessions.h"
#include "rememberedsecrets.h"
#include "savedlogins.h"

namespace mooring::iscsi {

// Sessions that are opened when this process starts: opens them, saves new ones, forgets them with a logout
// that says so, and adds to a look what is saved. Secrets come from the keyring, and go there.
// Lives on the loop's thread.
class AutomaticSessions
{
public:
    AutomaticSessions(EventLoop& loop, HeldSessions& sessions, QByteArray path, Keyring* keyring,
                      std::function<void()> changed);
    ~AutomaticSessions();
    AutomaticSessions(const AutomaticSessions&) = delete;
    AutomaticSessions& operator=(const AutomaticSessions&) = delete;

    // Those that are automatic, and those that fail a few times more.
    void openAll(std::chrono::milliseconds after);
    void readAgain() { m_logins.readAgain(); } // where another process saves them
    bool isOpening() const { return !m_attempts.empty(); }

    // As those of HeldSessions. A login with "automatic" or "remember" is saved when it has succeeded; a
    // logout with "automatic": "remove" forgets that and its secrets, and says AutomaticLoginStays when it
    // cannot.
    void logIn(const Step& step, const std::stop_token& stop, Reply<StepResult> reply);
    void logOut(const Step& step, const std::stop_token& stop, Reply<StepResult> reply);
    // A target that is only listed, without a session: its logins and its secrets are gone, or back, those in
    // the argument "logins".
    void forget(const Step& step, Reply<StepResult> reply);
    void putBack(const Step& step, Reply<StepResult> reply);
    void amend(Inventory& inventory) const;
    bool hasSecret(const QByteArray& target) const; // in the keyring
    QList<KnownPortal> portals() const; // of those that are remembered, where no name is to be looked up

private:
    struct Attempt
    {
        SavedLogin login;
        size_t tries = 0;
        std::optional<ErrorCode> why; // the last one failed
        EventLoop::Timer timer = 0; // to the next try, or of the one under way
        std::stop_source stop; // of the one under way
    };
    using AttemptPtr = std::shared_ptr<Attempt>;
    void open(const AttemptPtr& attempt);
    void open(const AttemptPtr& attempt, const Step& step);
    void opened(const AttemptPtr& attempt, const std::optional<StepResult>& result);
    bool isWaiting(const AttemptPtr& attempt) const;
    void logInWithSecrets(const Step& step, const std::stop_token& stop, Reply<StepResult> reply);
    std::optional<Error> save(const Step& step);
    void stopOpening(const QByteArray& target);
    void removeAutomatic(const QByteArray& target, const Keyring::Done& done);
    void keepListed(const QList<SavedLogin>& logins);
    Resource waitingTarget(const QList<SavedLogin>& logins) const;
    void amend(Resource& resource, const QString& target, bool isAutomatic) const;

    EventLoop& m_loop;
    HeldSessions& m_sessions;
    SavedLogins m_logins;
    RememberedSecrets m_secrets;
    std::function<void()> m_changed;
    std::vector<AttemptPtr> m_attempts; // of sessions that are not open yet
    std::vector<AttemptPtr> m_failed; // given up
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace mooring::iscsi
