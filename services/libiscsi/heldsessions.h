// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "heldsession.h"
#include "loginrun.h"
#include "services/core/provider.h"
#include "services/system/othersessions.h"

#include <stop_token>

namespace mooring::iscsi {

struct Pending;

// Every session that this process holds: opens them, keeps them alive, closes them when asked and only then,
// and tells what they are. Lives on its loop's thread.
class HeldSessions
{
public:
    struct Settings
    {
        QByteArray initiator;
        qint64 pid = 0;
        std::chrono::milliseconds keepAlive {5000}; // between two NOP-Outs
        std::chrono::milliseconds pingLimit {10000}; // no answer for so long: the session is lost
        // Whether the keyring has the secrets of a target; none: it never has.
        std::function<bool(const QByteArray&)> keepsSecret = {};
    };
    HeldSessions(EventLoop& loop, Settings settings, std::function<void()> changed);
    ~HeldSessions();
    HeldSessions(const HeldSessions&) = delete;
    HeldSessions& operator=(const HeldSessions&) = delete;

    Inventory inventory(const LookRequest& request) const;
    QList<KnownPortal> portals() const; // where they are connected, or were last
    // Sessions that are not lost; without a portal: through whichever.
    int count(const QByteArray& target, const QByteArray& portal) const;
    void logIn(const Step& step, const std::stop_token& stop, Reply<StepResult> reply);
    void logOut(const Step& step, const std::stop_token& stop, Reply<StepResult> reply);
    // A lost one, by a fresh connection with its ISID and all it was opened with; its secret is still known.
    void reconnect(const Step& step, const std::stop_token& stop, Reply<StepResult> reply);
    void logOutOfAll(std::function<void()> done);

private:
    using Held = std::shared_ptr<HeldSession>;
    using Opened = std::function<Held(std::unique_ptr<Session>)>; // null: nobody wants it any more
    Held find(const ResourceId& id) const;
    Held openAlready(const SessionSettings& settings) const; // with that ISID
    Held take(std::unique_ptr<Session> session, const QByteArray& portal, quint64 number);
    void use(const Held& held, std::unique_ptr<Session> session, quint64 number);
    void open(const SessionSettings& settings, const Portal& portal, const std::stop_token& stop,
              const std::shared_ptr<Pending>& pending, const QString& name, const Opened& opened);
    void scan(const Held& held, const std::function<void()>& done);
    void lost(HeldSession& held, ErrorCode why);
    void forget(const Held& held);
    void keepAlive(const Held& held);
    void ping(const Held& held);
    quint64 freshIsid();

    EventLoop& m_loop;
    Settings m_settings;
    std::function<void()> m_changed;
    std::shared_ptr<Lane> m_lookups;
    std::vector<Held> m_held;
    std::vector<std::shared_ptr<LoginRun>> m_logins;
    quint64 m_last = 0;
    quint64 m_isidBase = 0;
};

} // namespace mooring::iscsi
