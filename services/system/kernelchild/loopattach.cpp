// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "imagefile.h"
#include "loopbinding.h"
#include "services/system/imagesniff/lock.h"
#include "uninterrupted.h"
#include "verbs.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

namespace mooring::kernelchild {
namespace {

struct Image : ImageFile
{
    Descriptor fd;
};

int openImage(const AttachRequest& request, Image& image)
{
    if (const int error = findImage(request.path, request.identity, image))
        return error;
    image.fd = image.reopened((request.flags & LO_FLAGS_READ_ONLY) != 0 ? O_RDONLY : O_RDWR);
    return image.fd ? 0 : refuse("image-unreadable", errno);
}

// Programs of QEMU lock what they have open; a loop device neither locks nor asks.
int refuseWhenLocked(const AttachRequest& request, const Image& image)
{
    const imagesniff::Lock lock = imagesniff::lockedElsewhere(image.fd.get());
    const bool reads = (request.flags & LO_FLAGS_READ_ONLY) != 0;
    const bool isFree = lock == imagesniff::Lock::None || lock == imagesniff::Lock::Unknown
        || (reads && lock == imagesniff::Lock::Readers);
    return isFree ? 0 : refuse("image-in-use", EBUSY);
}

// What is to be put back may be there already, from an earlier try that did not come to its end.
int tellThatItIsThere(const BoundLoop& bound, const FileIdentity& identity)
{
    tell("device", bound.device);
    tell("diskseq", diskSequence(bound.loop.get()));
    tell("identity", identity.text());
    return refuse("already-there", EALREADY);
}

int refuseWhenAttached(const AttachRequest& request, const FileIdentity& identity)
{
    if (const int error = refuseWhenServed(request.surfaces, identity))
        return error;
    const auto isOtherPart = [&request](const loop_info64& info) {
        return request.isPutBack()
            && (info.lo_offset != request.offset || info.lo_sizelimit != request.sizeLimit);
    };
    const auto bound = findBound(request.surfaces, identity, isOtherPart);
    if (!bound)
        return 0;
    constexpr unsigned kept = LO_FLAGS_READ_ONLY | LO_FLAGS_AUTOCLEAR; // one that is let go of goes soon
    const bool isAlike = (bound->info.lo_flags & kept) == (request.flags & kept);
    if (request.isPutBack() && isAlike)
        return tellThatItIsThere(*bound, identity);
    tell("device", bound->device);
    return refuse("already-attached", EEXIST);
}

int checkSize(const AttachRequest& request, const Image& image, int loop)
{
    auto wanted = static_cast<uint64_t>(image.info.st_size);
    wanted -= std::min(wanted, request.offset);
    if (request.sizeLimit != 0)
        wanted = std::min(wanted, request.sizeLimit);
    wanted -= wanted % 512;
    uint64_t size = 0;
    if (ioctl(loop, BLKGETSIZE64, &size) != 0)
        return errno;
    tell("size", size);
    return size == wanted && size != 0 ? 0 : refuse("device-size-wrong", EIO);
}

// Partitions the kernel did not find by itself. A wrong entry of a table is left out as the kernel does it;
// what is put back has to come back whole.
int addPartitions(const AttachRequest& request, int loop, const std::string& device)
{
    if (request.table == "-")
        return 0;
    const bool probe = request.table == "probe";
    const unsigned sector = request.blockSize != 0 ? request.blockSize : 512;
    const auto wanted = probe ? partitionsInTable(loop, sector) : parsePartitions(request.table);
    const auto present = partitionsInKernel(kernelName(device));
    for (const PartitionRange& partition : wanted) {
        const auto same = [&](const PartitionRange& other) { return other.number == partition.number; };
        if (std::any_of(present.begin(), present.end(), same))
            continue;
        const int error = addPartition(loop, partition);
        if (error != 0 && !probe)
            return error;
    }
    return 0;
}

void undo(int loop, const std::string& device)
{
    for (const PartitionRange& partition : partitionsInKernel(kernelName(device)))
        removePartition(loop, partition.number);
    ioctl(loop, LOOP_CLR_FD, 0);
}

int bindAndTell(const AttachRequest& request, const Image& image, int control, Binding& binding)
{
    const UninterruptedSection section;
    if (const int error = bindImage(request, image.fd.get(), control, binding))
        return error;
    tell("device", binding.device);
    tell("diskseq", diskSequence(binding.loop.get()));
    tell("identity", image.identity().text());
    return 0;
}

} // namespace

int loopAttach(Arguments arguments)
{
    auto request = AttachRequest::parse(arguments);
    if (!request)
        return EINVAL;
    Image image;
    if (const int error = openImage(*request, image))
        return error;
    if (request->probesBlockSize)
        request->blockSize = largeSectors(image.fd.get());
    Binding binding;
    {
        const Descriptor control(open("/dev/loop-control", O_RDWR | O_CLOEXEC));
        if (!control)
            return refuse("no-loop-device", errno);
        if (const int error = lockImage(control.get(), image.identity()))
            return error;
        if (const int error = refuseWhenAttached(*request, image.identity()))
            return error;
        if (const int error = refuseWhenLocked(*request, image))
            return error;
        if (!request->mark.empty() && request->mark != contentMark(image.info))
            return refuse("image-changed", ESTALE);
        if (const int error = bindAndTell(*request, image, control.get(), binding))
            return error;
    }
    int error = checkSize(*request, image, binding.loop.get());
    if (error == 0)
        error = addPartitions(*request, binding.loop.get(), binding.device);
    if (error == 0 && (request->flags & LO_FLAGS_AUTOCLEAR) != 0)
        error = startKeeper(binding);
    if (error != 0)
        undo(binding.loop.get(), binding.device);
    return error;
}

} // namespace mooring::kernelchild
