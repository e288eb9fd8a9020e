// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "automaticsessions.h"
#include "services/system/processsteps.h"

namespace mooring {

// The iSCSI sessions of this very process, by libiscsi: the user-space initiator. Steps: LogIn with the
// arguments target, portal, chapUser, mutualUser, headerDigest, automatic, remember, rememberSecret and the
// secrets chap and mutual, each of which the keyring has when it is not given; LogOut of a session; Reconnect
// of a lost one; Forget and PutBack of a target that is only listed; AskToQuit and End of a process that has
// a session of its own. Nothing blocks: one thread of its own holds every session. Destroying it drops them
// without a logout; logOutOfAll() comes first.
class LibIscsiProvider final : public Provider
{
public:
    struct Options
    {
        QByteArray initiator = defaultInitiator();
        qint64 pid = ownPid();
        std::chrono::milliseconds keepAlive {5000}, pingLimit {10000};
        OtherSessions::Settings others {.skipsService = false, .memory = {}}; // the service itself asks
        QByteArray savedLogins; // path of SavedLogins; empty: none are opened or kept
        // Those that are automatic; empty: another process opens them, and they are read anew by each look.
        std::optional<std::chrono::milliseconds> opensAfter {0};
        Keyring* keyring = nullptr; // of their secrets, outlives the provider; null: there is none
    };
    LibIscsiProvider();
    explicit LibIscsiProvider(const Options& options);
    ~LibIscsiProvider() override;

    static QString name() { return QStringLiteral("libiscsi"); }
    static QList<Kind> kinds()
    {
        return {Kind::Portal, Kind::IscsiTarget, Kind::IscsiSession, Kind::IscsiLun};
    }
    static QByteArray
    defaultInitiator(); // that of the host where it may be read, else one made from its name
    static qint64 ownPid();

    ProviderInfo info() const override;
    void look(LookRequest request, std::stop_token stop, Reply<Inventory> reply) override;
    void run(Step step, std::stop_token stop, Reply<StepResult> reply) override;
    void watch(std::function<void()> changed) override;

    void logOutOfAll(std::function<void()> done); // from any thread; `done` from the loop's

private:
    std::shared_ptr<Lane> m_procfs; // one at a time: who else is connected
    std::shared_ptr<Lane> m_processes; // each waits for one to end
    std::shared_ptr<OtherSessions> m_others; // touched by m_procfs only
    std::function<void()> m_changed; // touched by the loop's thread only
    std::unique_ptr<iscsi::HeldSessions> m_sessions; // the same
    std::unique_ptr<iscsi::AutomaticSessions> m_automatic; // the same
    const bool m_readsAnew; // what is saved
    iscsi::EventLoop m_loop; // the last: its end comes first
};

} // namespace mooring
