// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QHash>

#include <mutex>
#include <optional>

namespace mooring::lio {

// LIO counts and tells no times: when something was last read or written is when a look saw its counters
// grow. Thread-safe.
class IoHistory
{
public:
    // `counter`: the sum of what grows; `thing`: with its incarnation. Empty: it has not been seen to grow.
    std::optional<QDateTime> grown(const QByteArray& thing, quint64 counter, const QDateTime& now);
    void forgetBefore(const QDateTime& time); // what no look has shown since

private:
    struct Seen
    {
        quint64 counter = 0;
        QDateTime at;
        std::optional<QDateTime> grown;
    };
    std::mutex m_mutex;
    QHash<QByteArray, Seen> m_seen;
};

} // namespace mooring::lio
