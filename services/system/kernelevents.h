// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <functional>
#include <memory>

namespace mooring {

// Tells when the kernel says that devices of these subsystems came, went or changed (its own uevents, no udev
// needed), and when one of `polled` files changed (mountinfo and swaps announce that by POLLPRI). Own thread;
// `changed` is called on it, at once and not more often than every 20 ms, until the object is destroyed:
// never afterwards.
class KernelEvents
{
public:
    explicit KernelEvents(std::function<void()> changed, QList<QByteArray> polled = {},
                          QList<QByteArray> subsystems = {"block"});
    ~KernelEvents();
    KernelEvents(const KernelEvents&) = delete;
    KernelEvents& operator=(const KernelEvents&) = delete;

private:
    class Thread;
    std::unique_ptr<Thread> m_thread;
};

} // namespace mooring
