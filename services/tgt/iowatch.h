// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tgtlisting.h"
#include "tgtresources.h"

#include <mutex>

namespace mooring::tgt {

// tgtd counts what was read and written and does not say when: a count that has grown since the look before
// was seen at this one. Safe to use from any thread.
class IoWatch
{
public:
    // By target; `now` is the time of the look, `daemon` what tells this tgtd from all others.
    QHash<qint32, IoTimes> seen(const QByteArray& daemon, const QList<Traffic>& traffic,
                                const QDateTime& now);

private:
    struct Count
    {
        quint64 value = 0;
        QDateTime last; // invalid: not seen to grow
    };
    std::mutex m_mutex;
    QHash<QByteArray, QHash<QByteArray, Count>> m_counts; // by daemon
};

} // namespace mooring::tgt
