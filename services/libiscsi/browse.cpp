// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "browse.h"

#include "libiscsiprovider.h"
#include "services/core/resource.h"
#include "wiresession.h"

#include <algorithm>
#include <future>

namespace mooring::iscsi {

namespace {

constexpr int lookupsAtOnce = 16;

// Another portal of the same target, or another way to log in, may lead further.
bool isOfThePortal(ErrorCode code)
{
    return code == ErrorCode::PortalUnreachable || code == ErrorCode::DeadlinePassed
        || code == ErrorCode::ConnectionLost || code == ErrorCode::NotIscsi;
}

bool isOfTheLogin(ErrorCode code)
{
    return code == ErrorCode::LoginRefused || code == ErrorCode::AuthenticationFailed
        || code == ErrorCode::SecretMissing || code == ErrorCode::ConnectionLost
        || code == ErrorCode::AnswerMalformed;
}

Browse::Settings named(Browse::Settings settings)
{
    if (settings.asker.initiator.isEmpty())
        settings.asker.initiator = LibIscsiProvider::defaultInitiator();
    return settings;
}

} // namespace

Browse::Browse(Settings settings, const QList<QByteArray>& portals, Done done)
    : m_settings(named(std::move(settings)))
    , m_done(std::move(done))
    , m_lookups(Lane::make(lookupsAtOnce))
    , m_loop(std::make_shared<EventLoop>())
{
    m_loop->post([this, portals] { begin(portals); });
}

Browse::~Browse()
{
    m_lookups->close();
    const auto gone = std::make_shared<std::promise<void>>();
    m_loop->post([this, gone] {
        m_done = nullptr;
        m_waiting.clear();
        m_toBegin = 0;
        for (const auto& run : std::vector(m_runs))
            run->stop(errorOf(ErrorCode::StoppedByUser));
        m_loop->later([gone] { gone->set_value(); }); // behind what that left to be destroyed
    });
    gone->get_future().wait();
}

void Browse::begin(const QList<QByteArray>& portals)
{
    m_sources.resize(static_cast<size_t>(portals.size()));
    ++m_open; // nothing is over before all is begun
    for (size_t i = 0; i < m_sources.size(); ++i)
        ask(i, portals.at(static_cast<qsizetype>(i)));
    ended();
}

void Browse::ask(size_t source, const QByteArray& text)
{
    m_sources[source].portal.portal = text;
    const Result<Portal> portal = parsePortal(text);
    if (!portal) {
        m_sources[source].portal.error = portal.error();
        return;
    }
    Asker asker = m_settings.asker;
    asker.mutualChap
        .reset(); // many portals cannot prove themselves, and their list is but a hint: targets do
    const auto place = std::make_shared<std::weak_ptr<DialogueRun>>();
    const auto asking = askPortal(
        m_loop, m_lookups, asker, encodeBytes(text),
        [this, source](const Result<QList<DiscoveredTarget>>& targets) {
            if (targets)
                found(m_sources[source], *targets);
            else
                m_sources[source].portal.error = targets.error();
        },
        [this, place] {
            std::erase(m_runs, place->lock());
            ended();
        });
    *place = asking;
    run(asking, *portal);
}

void Browse::run(const std::shared_ptr<DialogueRun>& run, const Portal& portal)
{
    ++m_open;
    m_runs.push_back(run);
    run->start(portal);
}

// The portal that was asked comes first where the target is behind it: it is known to answer.
void Browse::found(Source& source, const QList<DiscoveredTarget>& targets)
{
    const Result<Portal> asked = parsePortal(source.portal.portal);
    const QByteArray text = asked ? portalText(*asked) : QByteArray();
    for (const DiscoveredTarget& each : targets) {
        const auto known = m_places.constFind(each.name);
        const bool isNew = known == m_places.constEnd();
        const size_t index = isNew ? m_readings.size() : *known;
        if (isNew) {
            m_places.insert(each.name, index);
            m_readings.push_back({{each.name, {}, {}, {}}, {}, 0, true});
        }
        source.readings.push_back(index);
        QList<QByteArray>& portals = m_readings[index].target.portals;
        for (const QByteArray& portal : each.portals) {
            if (!portals.contains(portal))
                isNew&& portal == text ? portals.prepend(portal) : portals.append(portal);
        }
        if (isNew)
            await(index);
    }
}

QByteArray Browse::portalOf(const Reading& reading) const
{
    return reading.target.portals.at(reading.portal);
}

// In turn from each portal that has room.
void Browse::readMore()
{
    for (bool isFound = true; isFound && m_inFlight < m_settings.atOnce;) {
        isFound = false;
        for (auto& [portal, waiting] : m_waiting) {
            if (waiting.empty() || m_inFlight >= m_settings.atOnce
                || m_inFlightAt.value(portal) >= m_settings.ofOnePortal)
                continue;
            const size_t index = waiting.front();
            waiting.pop_front();
            --m_toBegin;
            read(index);
            isFound = true;
        }
    }
}

void Browse::await(size_t index)
{
    m_waiting[portalOf(m_readings[index])].push_back(index);
    ++m_toBegin;
    readSoon();
}

void Browse::readSoon()
{
    if (!std::exchange(m_readsSoon, true)) // a portal may refuse at once, and so the next one
        m_loop->later([this] {
            m_readsSoon = false;
            readMore();
        });
}

void Browse::read(size_t index)
{
    Reading& reading = m_readings[index];
    const QByteArray text = portalOf(reading);
    const QString subject = encodeBytes(reading.target.name + " (" + text + ')');
    reading.target.error.reset();
    const auto place = std::make_shared<std::weak_ptr<DialogueRun>>();
    DialogueRun::Calls calls;
    calls.make = [this, index, subject] { return sessionOf(index, subject); };
    calls.answered = [this, index](const std::optional<Error>& error) { wasRead(index, error); };
    calls.ended = [this, place] {
        std::erase(m_runs, place->lock());
        ended();
    };
    const auto login = DialogueRun::make(m_loop, m_lookups, subject, m_settings.reading, std::move(calls));
    *place = login;
    ++m_inFlight;
    ++m_inFlightAt[text];
    run(login, *parsePortal(text));
}

std::shared_ptr<WireSession> Browse::sessionOf(size_t index, const QString& subject)
{
    Reading& reading = m_readings[index];
    LoginOptions options = loginOptions(m_settings.asker, subject);
    options.target = reading.target.name;
    options.skipsSecurity = reading.skipsSecurity;
    reading.session = std::make_shared<WireSession>(options, [this, index] {
        WireSession* const session = m_readings[index].session.get();
        LunScan::run(*session, false, [this, index, session](const Result<QList<LogicalUnit>>& units) {
            BrowsedTarget& target = m_readings[index].target;
            if (units)
                target.units = *units;
            else
                target.error = units.error();
            session->logOut();
        });
    });
    return reading.session;
}

// The logout is on its way: it needs nobody who waits for it.
void Browse::wasRead(size_t index, const std::optional<Error>& error)
{
    Reading& reading = m_readings[index];
    --m_inFlight;
    --m_inFlightAt[portalOf(reading)];
    if (error && triesAgain(reading, *error))
        await(index);
    else if (error)
        reading.target.error = error;
    reading.session.reset();
    readSoon();
}

bool Browse::triesAgain(Reading& reading, const Error& error) const
{
    const bool wasLoggedIn = reading.session && reading.session->wasLoggedIn();
    if (!m_done || wasLoggedIn)
        return false;
    if (reading.session && !m_settings.asker.chap && isOfTheLogin(error.code)
        && std::exchange(reading.skipsSecurity, false)) // not every target lets itself be hurried
        return true;
    if (!isOfThePortal(error.code) || reading.portal + 1 >= reading.target.portals.size())
        return false;
    ++reading.portal;
    return true;
}

void Browse::ended()
{
    if (--m_open > 0 || m_toBegin > 0)
        return;
    if (const Done done = std::exchange(m_done, nullptr))
        done(result());
}

QList<BrowsedPortal> Browse::result() const
{
    QList<BrowsedPortal> portals;
    for (const Source& source : m_sources) {
        portals.append(source.portal);
        for (const size_t index : source.readings)
            portals.last().targets.append(m_readings[index].target);
    }
    return portals;
}

} // namespace mooring::iscsi
