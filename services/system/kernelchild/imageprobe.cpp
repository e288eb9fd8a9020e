// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"
#include "imagesignature.h"
#include "loopdevice.h"
#include "services/system/imagesniff/contentend.h"
#include "services/system/imagesniff/lock.h"
#include "verbs.h"

#include <algorithm>
#include <array>
#include <blkid/blkid.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <memory>
#include <sys/ioctl.h>
#include <sys/vfs.h>
#include <sys/xattr.h>

namespace mooring::kernelchild {
namespace {

// File systems whose files come over a network; numbers from linux/magic.h and the file systems' own sources.
constexpr std::array<unsigned, 9> kNetwork {NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, 0xff534d42U,
                                            0xfe534d42U,     AFS_SUPER_MAGIC, V9FS_MAGIC,
                                            0x00c36400U,     0x01161970U,     CODA_SUPER_MAGIC};

constexpr unsigned kOpticalSector = 2048;

int inodeFlags(int fd)
{
    int flags = 0;
    return ioctl(fd, FS_IOC_GETFLAGS, &flags) == 0 ? flags : 0;
}

void tellHost(int fd, const std::string& path)
{
    const std::string folderPath = path.substr(0, path.rfind('/') + 1);
    const Descriptor folder(
        open(folderPath.empty() ? "." : folderPath.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK));
    const int flags = inodeFlags(fd) | (folder ? inodeFlags(folder.get()) : 0);
    std::array<char, 16> property {};
    const bool compressed = (flags & FS_COMPR_FL) != 0
        || fgetxattr(fd, "btrfs.compression", property.data(), property.size()) > 0;
    if (compressed)
        tell("host", "compressed");
    if ((flags & FS_ENCRYPT_FL) != 0)
        tell("host", "encrypted");
    struct statfs info
    {
    };
    if (fstatfs(fd, &info) != 0)
        return;
    const auto type = static_cast<unsigned>(info.f_type);
    if (std::find(kNetwork.begin(), kNetwork.end(), type) != kNetwork.end())
        tell("host", "network");
}

using Probe = std::unique_ptr<blkid_struct_probe, decltype(&blkid_free_probe)>;

std::string value(const Probe& probe, const char* name)
{
    const char* text = nullptr;
    return blkid_probe_lookup_value(probe.get(), name, &text, nullptr) == 0 && text ? text : "";
}

// What is on a disk.
struct Content
{
    std::string table, filesystem; // as libblkid calls them
    bool isKnown() const { return !table.empty() || !filesystem.empty(); }
};

// As a disk with sectors of this size; what libblkid knows of it is told.
Content tellContent(int fd, unsigned sectorSize)
{
    constexpr std::array<std::pair<const char*, std::string_view>, 4> kValues {
        {{"PTTYPE", "table"}, {"TYPE", "filesystem"}, {"LABEL", "label"}, {"UUID", "uuid"}}};
    const Probe probe(blkid_new_probe(), blkid_free_probe);
    if (!probe || blkid_probe_set_device(probe.get(), fd, 0, 0) != 0)
        return {};
    blkid_probe_set_sectorsize(probe.get(), sectorSize);
    blkid_probe_enable_superblocks(probe.get(), 1);
    blkid_probe_set_superblocks_flags(probe.get(),
                                      BLKID_SUBLKS_TYPE | BLKID_SUBLKS_LABEL | BLKID_SUBLKS_UUID);
    blkid_probe_enable_partitions(probe.get(), 1);
    Content content;
    while (blkid_do_probe(probe.get()) == 0) {
        // a protective table alone: the real one counts in sectors of another size, or is gone
        if (value(probe, "PTTYPE") == "PMBR")
            continue;
        content.table += value(probe, "PTTYPE");
        content.filesystem += value(probe, "TYPE");
        for (const auto& [name, key] : kValues) {
            if (const std::string text = value(probe, name); !text.empty())
                tell(key, text);
        }
    }
    return content;
}

// What of it reaches beyond the end of the file.
void tellMissing(int fd, const Content& content, unsigned sectorSize)
{
    const imagesniff::FileSource source(fd);
    imagesniff::View view(source);
    uint64_t end = imagesniff::endOfFilesystem(view, content.filesystem);
    if (content.table == "gpt")
        end = std::max(end, imagesniff::endOfGpt(view, sectorSize));
    if (content.table == "dos")
        end = std::max(end, imagesniff::endOfMbr(view, sectorSize));
    if (end > view.size())
        tell("missing", end - view.size());
}

// A table that is whole says of which size the disk was: libblkid takes none that ends beyond the disk's end.
bool tellCutTable(int fd, unsigned sectorSize)
{
    const imagesniff::FileSource source(fd);
    imagesniff::View view(source);
    if (imagesniff::endOfGpt(view, sectorSize) <= view.size())
        return false;
    tell("table", "gpt");
    tellMissing(fd, {"gpt", {}}, sectorSize);
    return true;
}

void tellFormat(int fd, uint64_t size)
{
    const std::string_view container = containerFormat(fd, size);
    if (!container.empty()) {
        tell("format", std::string(container));
        if (namesParent(fd, size, container))
            tell("state", "differencing");
        return;
    }
    if (isOpticalImage(fd)) {
        tell("format", "iso");
        tellMissing(fd, {{}, tellContent(fd, kOpticalSector).filesystem}, kOpticalSector);
        return;
    }
    for (const unsigned sectorSize : {512U, 4096U}) {
        const Content content = tellContent(fd, sectorSize);
        if (content.isKnown())
            tellMissing(fd, content, sectorSize);
        else if (!tellCutTable(fd, sectorSize))
            continue;
        tell("format", "raw");
        tell("sector", sectorSize);
        return;
    }
}

void tellFile(const struct stat& info)
{
    tell("identity", identityOf(info).text());
    tell("size", static_cast<unsigned long long>(info.st_size));
    tell("disk", static_cast<unsigned long long>(info.st_blocks) * 512U);
    tell("mark", contentMark(info));
}

} // namespace

// `image-probe PATH`: what is at PATH, without opening anything but a regular file.
int imageProbe(Arguments arguments)
{
    const std::string path = arguments[0];
    const Descriptor place(open(path.c_str(), O_PATH | O_CLOEXEC));
    struct stat info
    {
    };
    if (!place || fstat(place.get(), &info) != 0)
        return refuse("image-missing", errno);
    if (S_ISDIR(info.st_mode))
        return refuse("image-is-directory", EISDIR);
    if (!S_ISREG(info.st_mode))
        return refuse("image-not-a-file", EINVAL);
    tellFile(info);
    const std::string again = "/proc/self/fd/" + std::to_string(place.get());
    if (faccessat(AT_FDCWD, again.c_str(), W_OK, AT_EACCESS) != 0)
        tell("readonly", static_cast<unsigned long long>(errno));
    const Descriptor file(open(again.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!file)
        return refuse("image-unreadable", errno);
    tellHost(file.get(), path);
    const imagesniff::Lock lock = imagesniff::lockedElsewhere(file.get());
    if (lock == imagesniff::Lock::Readers || lock == imagesniff::Lock::Writer)
        tell("lock", std::string(imagesniff::word(lock)));
    if (info.st_size > 0)
        tellFormat(file.get(), static_cast<uint64_t>(info.st_size));
    return 0;
}

} // namespace mooring::kernelchild
