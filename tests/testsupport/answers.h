// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/provider.h"

#include <mutex>

namespace mooring {

// What came back for one request, from whichever thread.
template <class T> class Answers
{
public:
    Reply<T> reply()
    {
        return Reply<T>(
            [this](std::optional<T> value) {
                const std::lock_guard guard(m_mutex);
                ++m_count;
                m_value = std::move(value);
            },
            [this](const Progress& progress) {
                const std::lock_guard guard(m_mutex);
                m_progress.append(progress);
            });
    }
    int count() const
    {
        const std::lock_guard guard(m_mutex);
        return m_count;
    }
    std::optional<T> value() const
    {
        const std::lock_guard guard(m_mutex);
        return m_value;
    }
    QList<Progress> progress() const
    {
        const std::lock_guard guard(m_mutex);
        return m_progress;
    }

private:
    mutable std::mutex m_mutex;
    int m_count = 0;
    std::optional<T> m_value;
    QList<Progress> m_progress;
};

} // namespace mooring
