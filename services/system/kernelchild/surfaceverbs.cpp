// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "loopdevice.h"
#include "procfs.h"
#include "verbs.h"

#include <array>
#include <cerrno>
#include <climits>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace mooring::kernelchild {
namespace {

constexpr long kFuse = 0x65735546; // FUSE_SUPER_MAGIC, fs/fuse/inode.c: in no header
constexpr int kTurn = 1; // ms; the first answer takes 6 to 22 of them

bool hasSize(const char* path, uint64_t size)
{
    struct stat info
    {
    };
    struct statfs system
    {
    };
    return statfs(path, &system) == 0 && system.f_type == kFuse && stat(path, &info) == 0
        && static_cast<uint64_t>(info.st_size) == size;
}

} // namespace

int awaitSurface(Arguments arguments)
{
    const uint64_t size = strtoull(arguments[1], nullptr, 10);
    const auto pid = static_cast<pid_t>(strtol(arguments[2], nullptr, 10));
    const Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
    if (!process)
        return errno;
    pollfd ended {process.get(), POLLIN, 0};
    while (!hasSize(arguments[0], size)) {
        if (poll(&ended, 1, kTurn) > 0)
            return ESRCH;
    }
    return 0;
}

int holdsFile(Arguments arguments)
{
    const Descriptor folder(
        open(("/proc/" + std::string(arguments[0]) + "/fd").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder)
        return errno;
    bool found = false;
    numberedEntries(folder.get(), [&](const char* name) {
        struct stat info
        {
        };
        if (found || fstatat(folder.get(), name, &info, 0) != 0 || !S_ISREG(info.st_mode)
            || identityOf(info).text() != arguments[1])
            return;
        found = true;
        std::array<char, PATH_MAX> path {};
        if (readlinkat(folder.get(), name, path.data(), path.size() - 1) > 0)
            tell("path", path.data());
    });
    return found ? 0 : refuse("image-changed", ESTALE);
}

} // namespace mooring::kernelchild
