// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "procfs.h"
#include "verbs.h"

#include <cerrno>
#include <sys/syscall.h>

namespace mooring::kernelchild {

int signalProcess(Arguments arguments)
{
    if (arguments.size() < 3)
        return EINVAL;
    const pid_t pid = atoi(arguments[0]);
    const Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
    if (!process)
        return errno;
    // The descriptor is open: if the start time fits now, it is this process for good.
    const std::string stat = readAll(AT_FDCWD, ("/proc/" + std::to_string(pid) + "/stat").c_str());
    if (startTicks(stat) != strtoull(arguments[1], nullptr, 10))
        return ESRCH;
    for (const char* number : arguments.subspan(2)) {
        if (syscall(SYS_pidfd_send_signal, process.get(), atoi(number), nullptr, 0) != 0)
            return errno;
    }
    return 0;
}

} // namespace mooring::kernelchild
