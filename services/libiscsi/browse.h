// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "discovery.h"
#include "lunscan.h"

#include <QHash>

namespace mooring::iscsi {

struct BrowsedTarget
{
    QByteArray name;
    QList<QByteArray> portals; // all that were told of
    std::optional<Error> error; // it could not be read; `units` may be empty then
    QList<LogicalUnit> units;
};

struct BrowsedPortal
{
    QByteArray portal; // as it was asked for
    std::optional<Error> error; // it told of no targets
    QList<BrowsedTarget> targets; // in its order; one that several told of is in each, and was read once
};

class WireSession;

// Asks portals for their targets, logs in to each of these once, reads who its logical units are, and logs
// out: all side by side, on a thread of its own.
class Browse
{
public:
    struct Settings
    {
        Asker asker; // without a name of its own: LibIscsiProvider::defaultInitiator()
        DialogueLimits reading {std::chrono::seconds(10), std::chrono::seconds(15),
                                std::chrono::seconds(120)};
        size_t atOnce = 64; // logins in flight
        size_t ofOnePortal = 32; // of these; more make a target slower, and one that is silent gets no more
    };
    using Done = std::function<void(QList<BrowsedPortal>)>; // on the loop's thread
    Browse(Settings settings, const QList<QByteArray>& portals, Done done);
    ~Browse(); // drops the connections
    Browse(const Browse&) = delete;
    Browse& operator=(const Browse&) = delete;

private:
    struct Reading // of one target
    {
        BrowsedTarget target;
        std::shared_ptr<WireSession> session;
        qsizetype portal = 0; // of the target's, the one that is tried
        bool skipsSecurity = true;
    };
    struct Source
    {
        BrowsedPortal portal;
        std::vector<size_t> readings;
    };
    void begin(const QList<QByteArray>& portals);
    void ask(size_t source, const QByteArray& text);
    void found(Source& source, const QList<DiscoveredTarget>& targets);
    QByteArray portalOf(const Reading& reading) const;
    void readMore();
    void await(size_t index);
    void readSoon();
    void read(size_t index);
    std::shared_ptr<WireSession> sessionOf(size_t index, const QString& subject);
    void wasRead(size_t index, const std::optional<Error>& error);
    bool triesAgain(Reading& reading, const Error& error) const;
    void run(const std::shared_ptr<DialogueRun>& run, const Portal& portal);
    void ended();
    QList<BrowsedPortal> result() const;

    const Settings m_settings;
    Done m_done;
    std::shared_ptr<Lane> m_lookups;
    // touched by the loop's thread only
    std::vector<Source> m_sources;
    std::deque<Reading> m_readings;
    QHash<QByteArray, size_t> m_places; // of the readings, by the target's name
    std::map<QByteArray, std::deque<size_t>> m_waiting; // readings that are still to begin, by portal
    QHash<QByteArray, size_t> m_inFlightAt; // by portal
    size_t m_toBegin = 0, m_inFlight = 0, m_open = 0;
    bool m_readsSoon = false;
    std::vector<std::shared_ptr<DialogueRun>> m_runs;
    std::shared_ptr<EventLoop> m_loop; // the last: its end comes first
};

} // namespace mooring::iscsi
