// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagefile.h"

#include "answer.h"
#include "services/system/sysfs.h"

#include <climits>
#include <fcntl.h>

namespace mooring::kernelchild {
namespace {

bool isExpected(const std::string& identity, const FileIdentity& file)
{
    if (identity.starts_with("*:"))
        return identity == "*:" + std::to_string(file.inode);
    return identity.empty() || identity == file.text();
}

std::string backingFile(const std::string& name)
{
    const SysFolder loop(("/sys/block/" + name + "/loop").c_str());
    std::array<char, PATH_MAX + 1> buffer {};
    return std::string(loop ? loop.read("backing_file", buffer) : std::string_view());
}

std::string loopOn(const std::string& file)
{
    for (const std::string& name : boundLoops()) {
        if (backingFile(name) == file)
            return "/dev/" + name;
    }
    return {};
}

} // namespace

Descriptor ImageFile::reopened(int flags) const
{
    const std::string again = "/proc/self/fd/" + std::to_string(place.get());
    return Descriptor(open(again.c_str(), flags | O_CLOEXEC | O_NOCTTY));
}

int findImage(const std::string& path, const std::string& identity, ImageFile& image)
{
    image.place = Descriptor(open(path.c_str(), O_PATH | O_CLOEXEC));
    if (!image.place || fstat(image.place.get(), &image.info) != 0)
        return refuse("image-missing", errno);
    if (!S_ISREG(image.info.st_mode))
        return refuse("image-not-a-file", EINVAL);
    return isExpected(identity, image.identity()) ? 0 : refuse("image-changed", ESTALE);
}

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

std::optional<BoundLoop> findAnyBound(const std::string& surfaces,
                                      const std::function<bool(const loop_info64&)>& passes)
{
    for (const std::string& name : boundLoops()) {
        if (!surfaces.empty() && backingFile(name).starts_with(surfaces + '/'))
            continue;
        Descriptor loop = openLoop("/dev/" + name);
        const auto info = loop ? loopInfo(loop.get()) : std::nullopt;
        if (info && !passes(*info))
            return BoundLoop {"/dev/" + name, std::move(loop), *info};
    }
    return {};
}

std::optional<BoundLoop> findBound(const std::string& surfaces, const FileIdentity& identity,
                                   const std::function<bool(const loop_info64&)>& passes)
{
    return findAnyBound(surfaces, [&](const loop_info64& info) {
        return identityOf(info) != identity || (passes && passes(info));
    });
}

int refuseWhenServed(const std::string& surfaces, const FileIdentity& identity)
{
    const std::string folder = surfaces + '/' + identity.text();
    struct stat info
    {
    };
    if (surfaces.empty() || lstat(folder.c_str(), &info) != 0)
        return 0;
    const std::string device = loopOn(folder + "/disk");
    tell("device", device.empty() ? folder : device);
    return refuse("already-attached", EEXIST);
}

} // namespace mooring::kernelchild
