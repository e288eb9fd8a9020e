// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "imagefile.h"
#include "uninterrupted.h"
#include "verbs.h"

#include <fcntl.h>
#include <sys/file.h>

namespace mooring::kernelchild {
namespace {

// Nobody else may put anything in there: a program of ours will believe it.
int makePrivateBase(const std::string& base)
{
    mkdir(base.substr(0, base.rfind('/')).c_str(), 0755);
    if (mkdir(base.c_str(), 0700) != 0 && errno != EEXIST)
        return errno;
    struct stat info
    {
    };
    if (lstat(base.c_str(), &info) != 0)
        return errno;
    const bool isOurs = S_ISDIR(info.st_mode) && info.st_uid == geteuid() && (info.st_mode & 0077) == 0;
    return isOurs ? 0 : EPERM;
}

// The folder appears with the record in it: whoever sees it knows who is at it.
int makeFolder(const std::string& base, const std::string& name, std::string_view record)
{
    const std::string fresh = base + "/." + name, folder = base + '/' + name;
    if (mkdir(fresh.c_str(), 0700) != 0 && errno != EEXIST) // left by one who was ended just here
        return errno;
    const std::string path = fresh + "/attachment.json";
    const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file || write(file.get(), record.data(), record.size()) != static_cast<ssize_t>(record.size()))
        return errno;
    return rename(fresh.c_str(), folder.c_str()) == 0 ? 0 : errno;
}

// A loop device neither locks its image nor asks for locks.
int refuseWhenWritten(const std::string& base, const std::string& part)
{
    const auto isOther = [&part](const loop_info64& info) {
        return identityOf(info).text() != part || (info.lo_flags & LO_FLAGS_READ_ONLY) != 0;
    };
    return findAnyBound(base, isOther) ? refuse("image-in-use", EBUSY) : 0;
}

} // namespace

int imageClaim(Arguments arguments)
{
    ImageFile image;
    if (const int error = findImage(arguments[0], arguments[1], image))
        return error;
    const Descriptor control(open("/dev/loop-control", O_RDWR | O_CLOEXEC));
    if (!control)
        return refuse("no-loop-device", errno);
    if (const int error = lockImage(control.get(), image.identity()))
        return error;
    const std::string base = arguments[2];
    if (const auto bound = findBound(base, image.identity())) {
        tell("device", bound->device);
        return refuse("already-attached", EEXIST);
    }
    for (const std::string part : arguments.subspan(4)) {
        if (const int error = refuseWhenWritten(base, part))
            return error;
    }
    if (const int error = makePrivateBase(base))
        return error;
    if (const int error = refuseWhenServed(base, image.identity()))
        return error;
    const std::string name = image.identity().text();
    const UninterruptedSection section;
    if (const int error = makeFolder(base, name, arguments[3]))
        return error;
    tell("folder", base + '/' + name);
    return 0;
}

int unitClaim(Arguments arguments)
{
    const std::string name = arguments[0], base = arguments[1];
    if (name.find_first_not_of("0123456789:") != std::string::npos)
        return EINVAL;
    if (const int error = makePrivateBase(base))
        return error;
    const Descriptor lock(open(base.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!lock || flock(lock.get(), LOCK_EX) != 0)
        return errno;
    const std::string folder = base + '/' + name;
    tell("folder", folder);
    if (access(folder.c_str(), F_OK) == 0)
        return refuse("already-attached", EEXIST);
    const UninterruptedSection section;
    return makeFolder(base, name, arguments[2]);
}

} // namespace mooring::kernelchild
