// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/descriptor.h"

#include <cstdint>
#include <linux/loop.h>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace mooring::kernelchild {

// Which file it is, whatever it is called: device and inode.
struct FileIdentity
{
    uint64_t device = 0, inode = 0;
    bool operator==(const FileIdentity&) const = default;
    std::string text() const; // "MAJ:MIN:INO"
};
FileIdentity identityOf(const struct stat& info);
FileIdentity identityOf(const loop_info64& info);

// "SIZE:MTIME", the time in nanoseconds: tells a file from what it was before.
std::string contentMark(const struct stat& info);

// Opens a loop device for asking, not for reading; empty and errno when it is none.
Descriptor openLoop(const std::string& path);
std::optional<loop_info64> loopInfo(int fd); // empty and errno: ENXIO when nothing is attached
uint64_t diskSequence(int fd); // 0: the kernel has none
std::string kernelName(const std::string& path); // "loop0" of "/dev/loop0"

// Names ("loop0") of all that have an image, by sysfs.
std::vector<std::string> boundLoops();
bool isBound(const std::string& name);
bool isStillBound(const std::string& name, uint64_t sequence); // not by a later image

} // namespace mooring::kernelchild
