// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>

namespace mooring::kernelchild {

// A stop that comes between making something and telling its name would leave behind what nobody knows of.
class UninterruptedSection
{
public:
    UninterruptedSection()
    {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigprocmask(SIG_BLOCK, &signals, &m_before);
    }
    ~UninterruptedSection() { sigprocmask(SIG_SETMASK, &m_before, nullptr); }
    UninterruptedSection(const UninterruptedSection&) = delete;
    UninterruptedSection& operator=(const UninterruptedSection&) = delete;
    const sigset_t& before() const { return m_before; }

private:
    sigset_t m_before {};
};

} // namespace mooring::kernelchild
