// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "host.h"

#include "lane.h"
#include "ledger.h"
#include "postbox.h"
#include "seat.h"

#include <algorithm>

namespace mooring {

namespace {
constexpr int joinEveryMs = 40; // at most; a join of 10,000 nodes is work even off this thread
}

// Lives on the desk: what was said, and whether the last join knows it.
struct Host::Books
{
    Ledger ledger;
    bool isJoined = true;
};

// One look of several providers.
struct Host::Visit
{
    bool full = false;
    int missing = 0;
    QList<Inventory> got;
    Looked done;
};

Host::Host(QObject* parent)
    : QObject(parent)
    , m_books(std::make_shared<Books>())
    , m_desk(Lane::make(1))
    , m_postbox(std::make_shared<Postbox>(this))
{
    m_joinSoon.setSingleShot(true);
    connect(&m_joinSoon, &QTimer::timeout, this, [this] { join(); });
    connect(&m_usersDue, &QTimer::timeout, this, &Host::usersDue);
    m_lastJoin.start();
}

Host::~Host()
{
    m_postbox->close();
    m_seats.clear();
    m_desk->close();
}

void Host::add(std::unique_ptr<Provider> provider)
{
    auto seat = std::make_unique<Seat>(std::move(provider), m_lastLook, m_desk);
    const QString name = seat->name();
    write([name](Books& books) {
        books.ledger.add(name);
        return false;
    });
    seat->setDeadline(m_lookDeadline);
    connect(seat.get(), &Seat::ended, this,
            [this, name](const LookRequest& request, const Seat::Answer& answer) {
                ended(name, request, answer);
            });
    connect(seat.get(), &Seat::lookHung, this, [this, name] {
        write([name](Books& books) { return books.ledger.setLooking(name); });
        if (!m_hasLooked && everybodyLooked())
            join();
    });
    connect(seat.get(), &Seat::availabilityChanged, this, &Host::providersChanged);
    connect(seat.get(), &Seat::worldMoved, this, [this, name] { look({}, {}, name); });
    seat->watch();
    m_seats.push_back(std::move(seat));
}

Seat* Host::seat(const QString& name) const
{
    const auto found = std::find_if(m_seats.cbegin(), m_seats.cend(),
                                    [&](const auto& each) { return each->name() == name; });
    return found == m_seats.cend() ? nullptr : found->get();
}

Provider* Host::provider(const QString& name) const
{
    const Seat* found = seat(name);
    return found != nullptr ? found->provider() : nullptr;
}

QList<ProviderInfo> Host::providers() const
{
    QList<ProviderInfo> infos;
    for (const auto& each : m_seats)
        infos.append(each->info());
    return infos;
}

bool Host::isHung(const QString& provider) const
{
    const Seat* found = seat(provider);
    return found != nullptr && found->isHung();
}

void Host::look(const LookRequest& request, Looked done, const QString& onlyProvider)
{
    LookRequest whole = request;
    whole.users = request.users || (request.isFull() && !m_wishes.empty());
    auto visit = std::make_shared<Visit>();
    visit->full = request.isFull();
    visit->done = std::move(done);
    const auto heard = [this, visit](const Seat::Answer& answer) {
        if (answer)
            visit->got.append(*answer);
        if (--visit->missing == 0)
            finish(visit);
    };
    for (const auto& each : m_seats) {
        const bool isNamed = each->name() == onlyProvider;
        if (!isNamed && !onlyProvider.isEmpty())
            continue;
        const bool isAwaited = visit->done && (isNamed || !each->lookHangs());
        visit->missing += isAwaited ? 1 : 0;
        each->look(whole, isAwaited ? Seat::Heard(heard) : Seat::Heard());
    }
    if (visit->done && visit->missing == 0)
        m_postbox->post([this, visit] { finish(visit); });
}

void Host::finish(const std::shared_ptr<Visit>& visit)
{
    const auto tell = [this, visit] {
        visit->done(visit->got);
        visit->done = nullptr;
        m_desk->post([gone = std::move(visit->got)] {});
    };
    if (visit->full)
        join(tell);
    else
        tell();
}

void Host::ended(const QString& provider, const LookRequest& request, const Seat::Answer& answer)
{
    write([provider, request, answer](Books& books) {
        return answer ? books.ledger.accept(*answer) : books.ledger.unanswered(provider, request);
    });
    if (!m_hasLooked && everybodyLooked())
        join();
}

bool Host::everybodyLooked() const
{
    return std::all_of(m_seats.cbegin(), m_seats.cend(),
                       [](const auto& each) { return each->hasAnswered() || each->lookHangs(); });
}

void Host::write(std::function<bool(Books&)> change)
{
    m_desk->post([this, books = m_books, postbox = m_postbox, change = std::move(change)] {
        if (!change(*books) || !std::exchange(books->isJoined, false))
            return;
        postbox->post([this] {
            const auto since = static_cast<int>(m_lastJoin.elapsed());
            if (!m_joinSoon.isActive())
                m_joinSoon.start(qMax(0, joinEveryMs - since));
        });
    });
}

void Host::join(std::function<void()> then)
{
    const bool hasLooked = everybodyLooked();
    m_joinSoon.stop();
    m_lastJoin.start();
    m_desk->post([this, books = m_books, postbox = m_postbox, hasLooked, then = std::move(then)] {
        std::optional<Topology> topology;
        if (!std::exchange(books->isJoined, true))
            topology = Topology::join(books->ledger.inventories());
        postbox->post([this, topology, hasLooked, then] {
            if (topology || (hasLooked && !m_hasLooked))
                swap(topology.value_or(m_topology), hasLooked);
            if (then)
                then();
        });
    });
}

void Host::swap(const Topology& topology, bool hasLooked)
{
    Topology old = std::exchange(m_topology, topology);
    m_hasLooked = m_hasLooked || hasLooked;
    emit topologyChanged();
    m_desk->post([old = std::move(old)] {}); // the last to hold it pays for taking it down
}

Host::Want Host::wantUsers(int interval)
{
    Want token = std::make_shared<int>(interval);
    m_wishes.push_back({token, interval});
    if (!m_usersDue.isActive() || m_usersDue.interval() > interval)
        m_usersDue.start(interval);
    look({});
    return token;
}

void Host::usersDue()
{
    m_wishes.erase(std::remove_if(m_wishes.begin(), m_wishes.end(),
                                  [](const Wish& wish) { return wish.token.expired(); }),
                   m_wishes.end());
    if (m_wishes.empty()) {
        m_usersDue.stop();
        write([](Books& books) { return books.ledger.dropUsers(); });
        return;
    }
    const auto quickest
        = std::min_element(m_wishes.cbegin(), m_wishes.cend(),
                           [](const Wish& a, const Wish& b) { return a.interval < b.interval; });
    m_usersDue.setInterval(quickest->interval);
    look({});
}

void Host::markHung(const QString& provider, bool hung)
{
    if (Seat* found = seat(provider))
        found->markStepHung(hung);
}

void Host::doubt(const QString& provider, const ResourceId& resource)
{
    write([provider, resource](Books& books) { return books.ledger.doubt(provider, resource); });
}

void Host::setLookDeadline(int milliseconds)
{
    m_lookDeadline = milliseconds;
    for (const auto& each : m_seats)
        each->setDeadline(milliseconds);
}

} // namespace mooring
