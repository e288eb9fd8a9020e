// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "loopbinding.h"
#include "verbs.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

namespace mooring::kernelchild {
namespace {

// A stop that comes between binding the image and telling the device's name would leave a device behind that
// nobody knows of.
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

private:
    sigset_t m_before {};
};

struct Image
{
    Descriptor fd;
    struct stat info
    {
    };
    FileIdentity identity() const { return identityOf(info); }
};

// "*:INO": on whatever device, the numbers of disks may be others after a restart.
bool isExpected(const std::string& identity, const FileIdentity& file)
{
    if (identity.starts_with("*:"))
        return identity == "*:" + std::to_string(file.inode);
    return identity.empty() || identity == file.text();
}

// By descriptor from the first step on: what was checked is what is attached.
int openImage(const AttachRequest& request, Image& image)
{
    const Descriptor path(open(request.path.c_str(), O_PATH | O_CLOEXEC));
    if (!path || fstat(path.get(), &image.info) != 0)
        return refuse("image-missing", errno);
    if (!S_ISREG(image.info.st_mode))
        return refuse("image-not-a-file", EINVAL);
    if (!isExpected(request.identity, image.identity()))
        return refuse("image-changed", ESTALE);
    const std::string again = "/proc/self/fd/" + std::to_string(path.get());
    const int mode = (request.flags & LO_FLAGS_READ_ONLY) != 0 ? O_RDONLY : O_RDWR;
    image.fd = Descriptor(open(again.c_str(), mode | O_CLOEXEC | O_NOCTTY));
    return image.fd ? 0 : refuse("image-unreadable", errno);
}

// Two attaches of one image take their turns here, those of different images do not wait for each other. The
// lock goes with the descriptor.
int lockImage(int control, const FileIdentity& identity)
{
    struct flock lock
    {
    };
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = static_cast<off_t>((identity.inode ^ (identity.device << 40U)) & 0x7fff'ffff'ffff'fffeULL);
    lock.l_len = 1;
    return fcntl(control, F_OFD_SETLKW, &lock) == 0 ? 0 : errno;
}

// What is to be put back may be there already, from an earlier try that did not come to its end.
int tellThatItIsThere(const std::string& device, int loop, const FileIdentity& identity)
{
    tell("device", device);
    tell("diskseq", diskSequence(loop));
    tell("identity", identity.text());
    return refuse("already-there", EALREADY);
}

int refuseWhenAttached(const AttachRequest& request, const FileIdentity& identity)
{
    for (const std::string& name : boundLoops()) {
        const Descriptor loop = openLoop("/dev/" + name);
        const auto info = loop ? loopInfo(loop.get()) : std::nullopt;
        if (!info || identityOf(*info) != identity)
            continue;
        const bool otherPart = request.isPutBack()
            && (info->lo_offset != request.offset || info->lo_sizelimit != request.sizeLimit);
        if (otherPart)
            continue;
        constexpr unsigned kept = LO_FLAGS_READ_ONLY | LO_FLAGS_AUTOCLEAR; // one that is let go of goes soon
        const bool isAlike = (info->lo_flags & kept) == (request.flags & kept);
        if (request.isPutBack() && isAlike)
            return tellThatItIsThere("/dev/" + name, loop.get(), identity);
        tell("device", "/dev/" + name);
        return refuse("already-attached", EEXIST);
    }
    return 0;
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
    const auto request = AttachRequest::parse(arguments);
    if (!request)
        return EINVAL;
    Image image;
    if (const int error = openImage(*request, image))
        return error;
    Binding binding;
    {
        const Descriptor control(open("/dev/loop-control", O_RDWR | O_CLOEXEC));
        if (!control)
            return refuse("no-loop-device", errno);
        if (const int error = lockImage(control.get(), image.identity()))
            return error;
        if (const int error = refuseWhenAttached(*request, image.identity()))
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
