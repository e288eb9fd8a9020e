// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopdevice.h"

#include "services/system/sysfs.h"

#include <linux/fs.h>
#include <linux/major.h>
#include <sys/ioctl.h>
#include <sys/sysmacros.h>

namespace mooring::kernelchild {

std::string FileIdentity::text() const
{
    return std::to_string(major(device)) + ':' + std::to_string(minor(device)) + ':' + std::to_string(inode);
}

FileIdentity identityOf(const struct stat& info) { return {info.st_dev, info.st_ino}; }

FileIdentity identityOf(const loop_info64& info) { return {info.lo_device, info.lo_inode}; }

std::string contentMark(const struct stat& info)
{
    const auto time = int64_t {info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec;
    return std::to_string(info.st_size) + ':' + std::to_string(time);
}

Descriptor openLoop(const std::string& path)
{
    Descriptor device(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    struct stat info
    {
    };
    if (!device || fstat(device.get(), &info) != 0)
        return {};
    if (!S_ISBLK(info.st_mode) || major(info.st_rdev) != LOOP_MAJOR) {
        errno = ENOTBLK;
        return {};
    }
    return device;
}

std::optional<loop_info64> loopInfo(int fd)
{
    loop_info64 info {};
    if (ioctl(fd, LOOP_GET_STATUS64, &info) != 0)
        return {};
    return info;
}

uint64_t diskSequence(int fd)
{
    uint64_t sequence = 0;
    return ioctl(fd, BLKGETDISKSEQ, &sequence) == 0 ? sequence : 0;
}

std::string kernelName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::vector<std::string> boundLoops()
{
    std::vector<std::string> result;
    if (const SysFolder block("/sys/block"); block) {
        block.list([&](std::string_view name, unsigned char) {
            if (name.starts_with("loop") && isBound(std::string(name)))
                result.emplace_back(name);
        });
    }
    return result;
}

bool isStillBound(const std::string& name, uint64_t sequence)
{
    const SysFolder disk(("/sys/block/" + name).c_str());
    std::array<char, 32> buffer {};
    const uint64_t now = disk ? leadingNumber(disk.read("diskseq", buffer)) : 0;
    return isBound(name) && (sequence == 0 || now == sequence);
}

bool isBound(const std::string& name)
{
    return access(("/sys/block/" + name + "/loop/backing_file").c_str(), F_OK) == 0;
}

} // namespace mooring::kernelchild
