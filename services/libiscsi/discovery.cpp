// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "discovery.h"

#include "sendtargets.h"
#include "services/core/resource.h"

#include <QRandomGenerator>

#include <atomic>
#include <future>

namespace mooring::iscsi {

namespace {

constexpr int lookupsAtOnce = 16; // a name server that is silent holds one for long

// Type "random" (RFC 7143, 11.12.5): 24 bits of this process and a count. Two sessions with one ISID to one
// target would end each other.
std::array<char, 6> freshIsid()
{
    static const quint32 random = QRandomGenerator::system()->generate();
    static std::atomic<quint32> count = 0;
    const quint32 number = ++count;
    const auto byte = [](quint32 value) { return static_cast<char>(value & 0xff); };
    return {byte(0x80),         byte(random >> 24), byte(random >> 16),
            byte(random >> 8U), byte(number >> 8),  byte(number)};
}

bool isWildcard(const QByteArray& host) { return host == "0.0.0.0" || host == "::"; }

QList<DiscoveredTarget> discovered(const QList<FoundTarget>& found, const Portal& asked)
{
    QList<DiscoveredTarget> targets;
    for (const FoundTarget& each : found) {
        DiscoveredTarget target {each.name, {}};
        for (Portal portal : each.portals) {
            if (isWildcard(portal.host)) // listens everywhere; where that is, only we can tell
                portal.host = asked.host;
            if (const QByteArray text = portalText(portal); !target.portals.contains(text))
                target.portals.append(text);
        }
        if (target.portals.isEmpty())
            target.portals.append(portalText(asked));
        targets.append(target);
    }
    return targets;
}

std::optional<ChapCredentials> credentials(const std::optional<ChapAccess>& access)
{
    return access ? std::optional(ChapCredentials {access->user, access->secret}) : std::nullopt;
}

} // namespace

LoginOptions loginOptions(const Asker& asker, const QString& subject)
{
    LoginOptions options;
    options.initiatorName = asker.initiator;
    options.isid = freshIsid();
    options.chap = asker.chap;
    options.mutualChap = asker.mutualChap;
    if (asker.mutualChap)
        options.challenge = randomChallenge();
    options.subject = subject;
    return options;
}

std::shared_ptr<DialogueRun> askPortal(const std::shared_ptr<EventLoop>& loop,
                                       const std::shared_ptr<Lane>& lookups, const Asker& asker,
                                       const QString& subject, PortalAnswered answered,
                                       std::function<void()> ended)
{
    struct Place
    {
        std::shared_ptr<SendTargets> exchange;
        std::weak_ptr<DialogueRun> run;
    };
    const auto place = std::make_shared<Place>();
    DialogueRun::Calls calls;
    calls.make = [place, asker, subject] {
        place->exchange = std::make_shared<SendTargets>(loginOptions(asker, subject));
        return place->exchange;
    };
    calls.answered = [place, answered = std::move(answered)](const std::optional<Error>& error) {
        const auto run = place->run.lock();
        if (error || !place->exchange || !run)
            return answered(mooring::fail(error.value_or(errorOf(ErrorCode::NeverAnswered))));
        answered(discovered(place->exchange->targets(), run->portal()));
    };
    calls.ended = std::move(ended);
    auto run = DialogueRun::make(loop, lookups, subject, asker.limits, std::move(calls));
    place->run = run;
    return run;
}

// One request, and what is still open of it.
struct Discovery::Round
{
    std::function<void(PortalAnswer)> found;
    std::function<void()> done;
    std::vector<std::shared_ptr<DialogueRun>> runs;
    qsizetype unanswered = 0;
    bool isStopped = false;

    void answer(const PortalAnswer& portal)
    {
        if (isStopped)
            return;
        found(portal);
        if (--unanswered == 0)
            done();
    }
    void stop()
    {
        isStopped = true;
        for (const auto& run : std::exchange(runs, {}))
            run->stop(errorOf(ErrorCode::StoppedByUser));
    }
};

Discovery::Discovery(QByteArray initiator, DialogueLimits limits)
    : m_initiator(std::move(initiator))
    , m_limits(limits)
    , m_lookups(Lane::make(lookupsAtOnce))
{
}

Discovery::~Discovery()
{
    m_lookups->close();
    if (!m_loop)
        return;
    const auto gone = std::make_shared<std::promise<void>>();
    m_loop->post([this, gone] {
        for (const auto& each : std::exchange(m_rounds, {}))
            if (const auto round = each.lock())
                round->stop();
        m_loop->later([gone] { gone->set_value(); }); // behind what that left to be destroyed
    });
    gone->get_future().wait();
}

std::shared_ptr<void> Discovery::ask(const DiscoveryRequest& request, std::function<void(PortalAnswer)> found,
                                     std::function<void()> done)
{
    const std::lock_guard lock(m_mutex);
    if (!m_loop)
        m_loop = std::make_shared<EventLoop>();
    const auto round = std::make_shared<Round>();
    round->found = std::move(found);
    round->done = std::move(done);
    round->unanswered = request.portals.size();
    m_loop->post([this, round, request] { begin(round, request); });
    return {nullptr, [loop = m_loop, round](void*) { loop->post([round] { round->stop(); }); }};
}

void Discovery::begin(const std::shared_ptr<Round>& round, const DiscoveryRequest& request)
{
    std::erase_if(m_rounds, [](const auto& each) { return each.expired(); });
    m_rounds.push_back(round);
    if (request.portals.isEmpty() && !round->isStopped)
        round->done();
    const Asker asker {m_initiator, credentials(request.chap), credentials(request.mutualChap), m_limits};
    for (const QByteArray& text : request.portals) {
        if (round->isStopped)
            return;
        const Result<Portal> portal = parsePortal(text);
        if (!portal) {
            round->answer({text, {}, portal.error()});
            continue;
        }
        const auto place = std::make_shared<std::weak_ptr<DialogueRun>>();
        const auto run = askPortal(
            m_loop, m_lookups, asker, encodeBytes(text),
            [round, text](const Result<QList<DiscoveredTarget>>& targets) {
                round->answer(targets ? PortalAnswer {text, *targets, {}}
                                      : PortalAnswer {text, {}, targets.error()});
            },
            [round, place] { std::erase(round->runs, place->lock()); });
        *place = run;
        round->runs.push_back(run);
        run->start(*portal);
    }
}

} // namespace mooring::iscsi
