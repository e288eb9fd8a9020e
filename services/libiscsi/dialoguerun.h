// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialogue.h"
#include "eventloop.h"
#include "services/core/lane.h"

namespace mooring::iscsi {

struct DialogueLimits
{
    std::chrono::milliseconds connect {10000}; // of one address
    std::chrono::milliseconds silence {15000}; // nothing comes any more
    std::chrono::milliseconds whole {15000}; // from the start to the answer, redirects and all
    static DialogueLimits all(std::chrono::milliseconds time) { return {time, time, time}; }
};

// Carries a dialogue with a portal: looks its name up off the loop, tries its addresses in turn, follows
// redirects (RFC 7143, 11.13.5), keeps the deadlines. Lives on the loop's thread; nothing blocks. Errors:
// those of the dialogue, PortalUnreachable, DeadlinePassed, RedirectLoop.
class DialogueRun : public std::enable_shared_from_this<DialogueRun>
{
public:
    struct Calls
    {
        std::function<std::shared_ptr<Dialogue>()> make; // for each connection anew
        // Once, with what went wrong; the answer is there, though the logout may still be on its way.
        std::function<void(const std::optional<Error>&)> answered;
        std::function<void()> ended; // once, the last: the connection is closed
    };
    static std::shared_ptr<DialogueRun> make(const std::shared_ptr<EventLoop>& loop,
                                             std::shared_ptr<Lane> lookups, QString subject,
                                             DialogueLimits limits, Calls calls);
    void start(const Portal& portal);
    void stop(const Error& why); // answers with it; nothing when it has ended

    const Portal& portal() const { return m_portal; } // of the connection: the asked one, or a redirect's

private:
    DialogueRun(const std::shared_ptr<EventLoop>& loop, std::shared_ptr<Lane> lookups, QString subject,
                DialogueLimits limits, Calls calls);
    void lookUp();
    void tryAddresses(const Result<QList<Portal>>& addresses);
    void tryNext();
    void connected();
    void notConnected(int number);
    void ready(uint32_t events);
    void receive();
    void transmit();
    void proceed();
    void redirect();
    void listenFor(std::chrono::milliseconds time);
    void answer(const std::optional<Error>& error);
    void end(const std::optional<Error>& error);
    void disconnect();

    EventLoop& m_loop;
    std::weak_ptr<EventLoop> m_home; // the same, for a look-up that outlives it
    std::shared_ptr<Lane> m_lookups;
    QString m_subject;
    DialogueLimits m_limits;
    Calls m_calls;
    std::shared_ptr<Dialogue> m_dialogue;
    Portal m_portal;
    QList<Portal> m_addresses; // still to be tried
    Descriptor m_socket;
    QByteArray m_unsent;
    EventLoop::Clock::time_point m_lastHeard {};
    EventLoop::Timer m_connectTimer = 0, m_silenceTimer = 0, m_wholeTimer = 0;
    int m_redirects = 0;
    bool m_hasAnswered = false, m_hasEnded = false;
};

} // namespace mooring::iscsi
