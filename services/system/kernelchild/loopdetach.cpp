// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "loopbinding.h"
#include "verbs.h"

#include <chrono>
#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <thread>

namespace mooring::kernelchild {
namespace {

// All or none: with one in use the rest is put back, and the device goes whole with its last user.
void removePartitions(int loop, const std::string& name)
{
    std::vector<PartitionRange> removed;
    for (const PartitionRange& partition : partitionsInKernel(name)) {
        if (removePartition(loop, partition.number) == 0) {
            removed.push_back(partition);
            continue;
        }
        for (const PartitionRange& again : removed)
            addPartition(loop, again);
        return;
    }
}

// Has the kernel drop the partitions itself when the last user closes: otherwise those that somebody added by
// hand would outlive the image.
void dropPartitionsAtTheEnd(int loop, loop_info64 info)
{
    if ((info.lo_flags & LO_FLAGS_PARTSCAN) != 0)
        return;
    info.lo_flags |= LO_FLAGS_PARTSCAN;
    ioctl(loop, LOOP_SET_STATUS64, &info);
}

// What the image is like now that nobody writes through the device any more, to see later whether it changed.
void tellImage(const char* path, const loop_info64& before)
{
    struct stat info
    {
    };
    if (stat(path, &info) == 0 && identityOf(info) == identityOf(before))
        tell("mark", contentMark(info));
}

// A glance of somebody who looks at all devices, udev first of all, puts it off for a moment; that is not
// worth to be told.
bool goesSoon(const std::string& name, uint64_t sequence)
{
    using namespace std::chrono_literals;
    for (int turn = 0; turn < 200; ++turn) {
        if (!isStillBound(name, sequence))
            return true;
        std::this_thread::sleep_for(5ms); // nobody announces a last close to us sooner than sysfs shows it
    }
    return false;
}

} // namespace

int loopDetach(Arguments arguments)
{
    const std::string device = arguments[0];
    const uint64_t expected = std::strtoull(arguments[1], nullptr, 10);
    Descriptor loop = openLoop(device);
    if (!loop)
        return refuse("already-gone", errno);
    const uint64_t sequence = diskSequence(loop.get());
    if (expected != 0 && sequence != 0 && sequence != expected)
        return refuse("identity-changed", ESTALE);
    const auto info = loopInfo(loop.get());
    if (!info && errno == ENXIO)
        return refuse("already-gone", ENXIO);
    if (!info || (info->lo_flags & LO_FLAGS_AUTOCLEAR) != 0)
        endKeeper(device, sequence);

    const std::string name = kernelName(device);
    removePartitions(loop.get(), name);
    if (info && !partitionsInKernel(name).empty())
        dropPartitionsAtTheEnd(loop.get(), *info);
    if (info) // the kernel asks the image's file system, which may be dead; it can be let go of all the same
        tell("identity", identityOf(*info).text());
    if (ioctl(loop.get(), LOOP_CLR_FD, 0) != 0)
        return errno == ENXIO ? refuse("already-gone", ENXIO) : errno;
    loop.reset(); // newer kernels let go of the image at the last close only: ours, or somebody else's
    const bool gone = goesSoon(name, sequence);
    tell("state", gone ? "gone" : "deferred");
    if (gone && info && arguments.size() > 2)
        tellImage(arguments[2], *info);
    return 0;
}

} // namespace mooring::kernelchild
