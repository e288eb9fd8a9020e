// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settling.h"

#include <algorithm>

namespace mooring {

namespace {
constexpr int lately = 500; // operations
constexpr int quiet = 1000; // ms between looks into the log
} // namespace

Settling::Settling(Host& host, ActivityLog& log)
    : m_host(host)
    , m_log(log)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(quiet);
    connect(&m_soon, &QTimer::timeout, this, [this] { check({}); });
    connect(&m_host, &Host::topologyChanged, this, &Settling::checkAgain);
}

void Settling::checkAgain()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void Settling::check(std::function<void()> done)
{
    m_log.list(lately, this, [this, done = std::move(done)](const Result<QList<OperationRecord>>& records) {
        if (records && m_host.hasLooked())
            for (const OperationRecord& record : *records)
                judge(record);
        if (done)
            done();
    });
}

void Settling::judge(const OperationRecord& record)
{
    for (const GoalRecord& reached : record.goals) {
        if (reached.outcome != Outcome::Deferred || reached.settledAt.isValid()
            || m_told.contains({record.number, reached.resource}))
            continue;
        const auto goal = std::ranges::find(record.plan.goals, reached.resource, &Goal::resource);
        if (goal == record.plan.goals.end() || !isGone(*goal))
            continue;
        m_told.insert({record.number, reached.resource});
        m_log.settled(record.number, reached.resource, QDateTime::currentDateTimeUtc());
        emit settled(reached.resource, reached.name);
    }
}

// A source that could not be read proves nothing.
bool Settling::isGone(const Goal& goal) const
{
    if (m_host.isHung(goal.provider))
        return false;
    const Topology& topology = m_host.topology();
    const bool unsure = std::ranges::any_of(topology.errors(), [&](const SourceError& source) {
        return source.kinds.isEmpty() || source.kinds.contains(goal.kind);
    });
    const auto node = topology.find(goal.resource);
    return !unsure && (!node || topology.at(*node).incarnation != goal.incarnation);
}

} // namespace mooring
