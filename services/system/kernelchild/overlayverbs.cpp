// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "imagefile.h"
#include "verbs.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/statvfs.h>

namespace mooring::kernelchild {
namespace {

constexpr size_t kPiece = 64U << 20U; // bytes at a time: what is told to stop stops soon

std::string folderOf(const std::string& path)
{
    const size_t slash = path.rfind('/');
    return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

// Holes stay holes.
int copyRange(int from, int to, off_t first, off_t end)
{
    while (first < end) {
        off_t in = first, out = first;
        const auto piece = std::min(kPiece, static_cast<size_t>(end - first));
        const ssize_t count = copy_file_range(from, &in, to, &out, piece, 0);
        if (count <= 0)
            return count < 0 ? errno : EIO; // cut off meanwhile
        first += count;
    }
    return 0;
}

int copyData(int from, int to, off_t size)
{
    if (ioctl(to, FICLONE, from) == 0)
        return 0;
    if (ftruncate(to, size) != 0)
        return errno;
    for (off_t at = 0; at < size;) {
        const off_t data = lseek(from, at, SEEK_DATA);
        if (data < 0 && errno == ENXIO) // nothing but a hole is left
            break;
        const off_t hole = data < 0 ? size : lseek(from, data, SEEK_HOLE);
        const off_t end = hole < 0 ? size : std::min(hole, size);
        if (const int error = copyRange(from, to, data < 0 ? at : data, end))
            return error;
        at = end;
    }
    return fsync(to) == 0 ? 0 : errno;
}

int roomError(int target, const struct stat& image)
{
    struct statvfs space
    {
    };
    if (fstatvfs(target, &space) != 0)
        return 0; // then writing tells
    const auto free = static_cast<unsigned long long>(space.f_bavail) * space.f_frsize;
    return free >= static_cast<unsigned long long>(image.st_blocks) * 512U ? 0 : ENOSPC;
}

int copyImage(const ImageFile& image, int target)
{
    const Descriptor file = image.reopened(O_RDONLY);
    if (!file)
        return refuse("image-unreadable", errno);
    int error = roomError(target, image.info);
    if (error == 0)
        error = copyData(file.get(), target, image.info.st_size);
    return error == ENOSPC ? refuse("no-room", ENOSPC) : error;
}

} // namespace

int overlayPlace(Arguments arguments)
{
    const std::string beside = folderOf(arguments[0]);
    const bool isWritable = faccessat(AT_FDCWD, beside.c_str(), W_OK | X_OK, AT_EACCESS) == 0;
    tell("folder", isWritable ? beside : "/var/tmp");
    return 0;
}

int overlayMake(Arguments arguments)
{
    ImageFile image;
    if (const int error = findImage(arguments[0], arguments[1], image))
        return error;
    const std::string path = arguments[2];
    const Descriptor target(open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    struct stat made
    {
    };
    if (!target || fstat(target.get(), &made) != 0)
        return errno == ENOSPC ? refuse("no-room", errno) : errno;
    tell("identity", identityOf(made).text());
    const bool isCopy = std::string_view(arguments[3]) == "copy";
    const int error = isCopy ? copyImage(image, target.get()) : 0;
    if (error != 0)
        unlink(path.c_str());
    return error;
}

int overlayRemove(Arguments arguments)
{
    ImageFile overlay;
    const std::string path = arguments[0];
    overlay.place = Descriptor(open(path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    if (!overlay.place)
        return errno == ENOENT ? 0 : errno;
    if (fstat(overlay.place.get(), &overlay.info) != 0)
        return errno;
    const std::string_view expected = arguments[1];
    if (expected != "-" && overlay.identity().text() != expected) // another file by now
        return refuse("image-changed", ESTALE);
    return unlink(path.c_str()) == 0 ? 0 : errno;
}

} // namespace mooring::kernelchild
