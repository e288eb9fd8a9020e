// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialoguerun.h"
#include "services/core/iscsirequests.h"

namespace mooring::iscsi {

// Who asks, and how long it waits.
struct Asker
{
    QByteArray initiator;
    std::optional<ChapCredentials> chap, mutualChap;
    DialogueLimits limits;
};
LoginOptions loginOptions(const Asker& asker, const QString& subject); // of a discovery; a fresh ISID in it

// Asks one portal for its targets; to be started with it. On the loop's thread. A target without an address
// that can be read is at the portal that answered.
using PortalAnswered = std::function<void(const Result<QList<DiscoveredTarget>>&)>;
std::shared_ptr<DialogueRun> askPortal(const std::shared_ptr<EventLoop>& loop,
                                       const std::shared_ptr<Lane>& lookups, const Asker& asker,
                                       const QString& subject, PortalAnswered answered,
                                       std::function<void()> ended);

// Asks portals for their targets, all side by side, on a thread that it makes when it is first asked.
class Discovery
{
public:
    explicit Discovery(QByteArray initiator, DialogueLimits limits = {});
    ~Discovery(); // what still runs ends without an answer
    Discovery(const Discovery&) = delete;
    Discovery& operator=(const Discovery&) = delete;

    // From any thread. `found` comes once for each portal, as it answers, then `done`, on the loop's thread.
    // Ends when what it returns goes; a call that is on its way may still come then.
    std::shared_ptr<void> ask(const DiscoveryRequest& request, std::function<void(PortalAnswer)> found,
                              std::function<void()> done);

private:
    struct Round;
    void begin(const std::shared_ptr<Round>& round, const DiscoveryRequest& request);
    QByteArray m_initiator;
    DialogueLimits m_limits;
    std::shared_ptr<Lane> m_lookups;
    std::vector<std::weak_ptr<Round>> m_rounds; // of the loop's thread
    std::mutex m_mutex;
    std::shared_ptr<EventLoop> m_loop; // guarded by m_mutex; tokens hold it too
};

} // namespace mooring::iscsi
