// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mounttable.h"
#include "verbs.h"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/mount.h>
#include <sys/stat.h>

namespace mooring::kernelchild {

namespace {

int checkTopmost(const char* path, uint64_t id)
{
    struct statx info
    {
    };
    if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC, STATX_MNT_ID, &info)
            == 0
        && info.stx_mnt_id == id)
        return 0;
    const auto mounts = readMountTable();
    const MountLine* wanted = nullptr;
    bool covered = false;
    for (const MountLine& line : mounts) {
        if (line.id == id && line.mountPoint == path)
            wanted = &line;
        if (line.parent == id && line.mountPoint == path)
            covered = true;
    }
    if (!wanted)
        return ENOENT;
    // A dead server or daemon cannot be asked what the path shows; then the table alone decides.
    const bool dead = errno != 0 && info.stx_mask == 0;
    return dead && !covered ? 0 : EINVAL;
}

} // namespace

int umountMount(Arguments arguments)
{
    if (arguments.size() > 4)
        return EINVAL;
    if (arguments.size() > 2)
        identifyContent(arguments.subspan(2)); // what cannot be told keeps nobody from letting go
    errno = 0;
    if (const int error = checkTopmost(arguments[0], strtoull(arguments[1], nullptr, 10)))
        return error;
    return umount2(arguments[0], UMOUNT_NOFOLLOW) == 0 ? 0 : errno;
}

int umountLazily(Arguments arguments)
{
    errno = 0;
    if (const int error = checkTopmost(arguments[0], strtoull(arguments[1], nullptr, 10)))
        return error;
    return umount2(arguments[0], UMOUNT_NOFOLLOW | MNT_DETACH) == 0 ? 0 : errno;
}

} // namespace mooring::kernelchild
