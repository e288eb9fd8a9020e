// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "iohistory.h"

namespace mooring::lio {

std::optional<QDateTime> IoHistory::grown(const QByteArray& thing, quint64 counter, const QDateTime& now)
{
    const std::lock_guard guard(m_mutex);
    const auto known = m_seen.find(thing);
    if (known == m_seen.end()) {
        m_seen.insert(thing, {counter, now, {}});
        return {};
    }
    if (counter > known->counter)
        known->grown = now;
    known->counter = counter;
    known->at = now;
    return known->grown;
}

void IoHistory::forgetBefore(const QDateTime& time)
{
    const std::lock_guard guard(m_mutex);
    m_seen.removeIf([&time](const auto& each) { return each.value().at < time; });
}

} // namespace mooring::lio
