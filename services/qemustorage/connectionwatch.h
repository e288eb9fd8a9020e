// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "unitconnection.h"

#include <QByteArray>
#include <QMap>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace mooring {

// Tells when the target of an attached unit falls silent or answers again: the kernel has no event for that.
// Calls from a thread of its own, never after the destructor.
class ConnectionWatch
{
public:
    ConnectionWatch(QByteArray root, QByteArray base, std::function<void()> changed);

private:
    using States = QMap<QByteArray, std::optional<UnitConnection>>; // by folder
    States states() const;
    void run(const std::stop_token& stop);

    QByteArray m_root, m_base;
    std::function<void()> m_changed;
    std::mutex m_mutex;
    std::condition_variable_any m_awake;
    std::jthread m_thread; // last: it uses the rest
};

} // namespace mooring
