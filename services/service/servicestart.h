// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"
#include "services/system/descriptor.h"

#include <QByteArray>

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

// The program that lies beside this one; empty when there is none.
QByteArray programBeside(const QByteArray& name);

} // namespace mooring
