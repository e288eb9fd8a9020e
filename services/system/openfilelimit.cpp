// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "openfilelimit.h"

#include <atomic>
#include <sys/resource.h>

namespace mooring {

namespace {
std::atomic<rlim_t> former = RLIM_INFINITY; // that: never raised
} // namespace

size_t raiseOpenFileLimit()
{
    rlimit limit {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    rlim_t unset = RLIM_INFINITY;
    former.compare_exchange_strong(unset, limit.rlim_cur);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 0;
}

void restoreOpenFileLimit(pid_t child)
{
    rlimit limit {};
    const rlim_t soft = former;
    if (soft == RLIM_INFINITY || ::prlimit(child, RLIMIT_NOFILE, nullptr, &limit) != 0)
        return;
    limit.rlim_cur = soft;
    ::prlimit(child, RLIMIT_NOFILE, &limit, nullptr);
}

} // namespace mooring
