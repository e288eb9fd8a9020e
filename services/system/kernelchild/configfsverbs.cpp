// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "services/system/descriptor.h"
#include "verbs.h"

#include <cstdlib>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>

namespace mooring::kernelchild {
namespace {

// The folder in question, when it still is the one that was seen. Not opened for reading: whoever does is an
// entry in it for configfs (configfs_dir_open() in fs/configfs/dir.c).
int openFolder(const char* path, const char* inode, Descriptor& folder)
{
    folder = Descriptor(open(path, O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    struct stat status
    {
    };
    if (!folder || fstat(folder.get(), &status) != 0)
        return errno == ENOENT ? refuse("already-gone", ENOENT) : errno;
    const std::string_view expected = inode;
    const bool isSame = expected == "-" || strtoull(inode, nullptr, 10) == status.st_ino;
    return isSame ? 0 : refuse("identity-changed", ESTALE);
}

} // namespace

int configfsUnlink(Arguments arguments)
{
    Descriptor folder;
    if (const int error = openFolder(arguments[0], arguments[1], folder))
        return error;
    return unlinkat(folder.get(), arguments[2], 0) == 0 ? 0 : errno;
}

int configfsRemove(Arguments arguments)
{
    Descriptor folder;
    if (const int error = openFolder(arguments[0], arguments[1], folder))
        return error;
    return rmdir(arguments[0]) == 0 ? 0 : errno;
}

int configfsMake(Arguments arguments) { return mkdir(arguments[0], 0755) == 0 ? 0 : errno; }

int configfsLink(Arguments arguments) { return symlink(arguments[1], arguments[0]) == 0 ? 0 : errno; }

int configfsWrite(Arguments arguments)
{
    const Descriptor file(open(arguments[0], O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file)
        return errno;
    const std::string_view value = arguments[1];
    return write(file.get(), value.data(), value.size()) == static_cast<ssize_t>(value.size()) ? 0 : errno;
}

} // namespace mooring::kernelchild
