// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/libiscsi/discovery.h"

#include <QElapsedTimer>

#include <mutex>

namespace mooring::lab {

// What was answered, as it came.
struct Answers
{
    std::mutex mutex;
    QList<PortalAnswer> all;
    bool done = false;
    QList<qint64> times; // ms
    QElapsedTimer clock;

    bool isDone()
    {
        const std::lock_guard lock(mutex);
        return done;
    }
    PortalAnswer of(const QByteArray& portal)
    {
        const std::lock_guard lock(mutex);
        for (const PortalAnswer& each : all)
            if (each.portal == portal)
                return each;
        return {};
    }
    qint64 timeOf(const QByteArray& portal)
    {
        const std::lock_guard lock(mutex);
        for (qsizetype i = 0; i < all.size(); ++i)
            if (all[i].portal == portal)
                return times[i];
        return -1;
    }
};

class Asked
{
public:
    explicit Asked(DiscoveryRequest request, iscsi::DialogueLimits limits = {})
        : m_discovery("iqn.2026-11.lab:host", limits)
    {
        answers->clock.start();
        token = m_discovery.ask(
            request,
            [to = answers](const PortalAnswer& answer) {
                const std::lock_guard lock(to->mutex);
                to->all.append(answer);
                to->times.append(to->clock.elapsed());
            },
            [to = answers] {
                const std::lock_guard lock(to->mutex);
                to->done = true;
            });
    }
    std::shared_ptr<Answers> answers = std::make_shared<Answers>();
    std::shared_ptr<void> token;

private:
    iscsi::Discovery m_discovery;
};

} // namespace mooring::lab
