// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loopdevice.h"

#include <functional>

namespace mooring::kernelchild {

// A regular file found by its path, by descriptor from then on: what was checked is what is used.
struct ImageFile
{
    Descriptor place; // O_PATH
    struct stat info
    {
    };
    FileIdentity identity() const { return identityOf(info); }
    Descriptor reopened(int flags) const; // empty and errno when it may not be
};

// `identity` MAJ:MIN:INO or *:INO (on whatever device, the numbers of disks may be others after a restart)
// must be the file's, empty for any. 0 or errno.
int findImage(const std::string& path, const std::string& identity, ImageFile& image);

// Two attaches of one image take their turns here, those of different images do not wait for each other. The
// lock goes with the descriptor `control`, of /dev/loop-control.
int lockImage(int control, const FileIdentity& identity);

// Refuses as already attached an image that a daemon serves, its surface below `surfaces`, telling the
// device.
int refuseWhenServed(const std::string& surfaces, const FileIdentity& identity);

struct BoundLoop
{
    std::string device;
    Descriptor loop;
    loop_info64 info {};
};
// The first loop device that `passes` does not let pass, or that has this image and the same. The surfaces
// themselves are not asked: a daemon that hangs would not answer.
std::optional<BoundLoop> findAnyBound(const std::string& surfaces,
                                      const std::function<bool(const loop_info64&)>& passes);
std::optional<BoundLoop> findBound(const std::string& surfaces, const FileIdentity& identity,
                                   const std::function<bool(const loop_info64&)>& passes = {});

} // namespace mooring::kernelchild
