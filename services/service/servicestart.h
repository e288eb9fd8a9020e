// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"
#include "services/system/descriptor.h"

#include <QByteArray>
#include <QObject>

#include <functional>
#include <map>
#include <optional>
#include <sys/types.h>

namespace mooring {

// A process of its own session without any of our descriptors, that outlives us.
class StartedService
{
public:
    static Result<StartedService> start(const QByteArray& program, const QList<QByteArray>& arguments);

    int descriptor() const { return m_pidfd.get(); } // readable once it has ended
    std::optional<int> exitCode(); // reaps it; empty while it runs; 128 + the signal that ended it

private:
    StartedService(pid_t pid, Descriptor pidfd)
        : m_pid(pid)
        , m_pidfd(std::move(pidfd))
    {
    }
    pid_t m_pid;
    Descriptor m_pidfd;
    std::optional<int> m_code;
};

// Starts services and hears of their end, on a thread with an event loop.
class ServiceStarter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    // `ended`: with its exit code; never where the kernel gives no descriptor of it.
    std::optional<Error> start(const QByteArray& program, std::function<void(int code)> ended);

private:
    void reap(int number, const std::function<void(int code)>& ended);
    std::map<int, StartedService> m_services;
    int m_last = 0;
};

// The program that lies beside this one; empty when there is none.
QByteArray programBeside(const QByteArray& name);

} // namespace mooring
