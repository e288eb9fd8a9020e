// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "partitions.h"

#include "services/system/sysfs.h"

#include <algorithm>
#include <array>
#include <blkid/blkid.h>
#include <linux/blkpg.h>
#include <linux/fs.h>
#include <memory>
#include <sys/ioctl.h>
#include <unistd.h>

namespace mooring::kernelchild {
namespace {

constexpr uint64_t kSector = 512; // of libblkid and sysfs, whatever the device's own is

int changePartition(int fd, int operation, blkpg_partition partition)
{
    blkpg_ioctl_arg argument {};
    argument.op = operation;
    argument.datalen = sizeof partition;
    argument.data = &partition;
    return ioctl(fd, BLKPG, &argument) == 0 ? 0 : errno;
}

// UEFI 5.3.2: the header is in the second sector, and says so
bool hasGptHeader(int fd, off_t sectorSize)
{
    std::array<char, 32> header {};
    return pread(fd, header.data(), header.size(), sectorSize) == static_cast<ssize_t>(header.size())
        && std::string_view(header.data(), 8) == "EFI PART"
        && std::string_view(header.data() + 24, 8) == std::string_view("\1\0\0\0\0\0\0\0", 8);
}

} // namespace

unsigned largeSectors(int fd)
{
    constexpr unsigned large = 4096;
    return hasGptHeader(fd, large) && !hasGptHeader(fd, kSector) ? large : 0;
}

std::vector<PartitionRange> partitionsInTable(int fd, unsigned sectorSize)
{
    std::vector<PartitionRange> result;
    const std::unique_ptr<blkid_struct_probe, decltype(&blkid_free_probe)> probe(blkid_new_probe(),
                                                                                 blkid_free_probe);
    if (!probe || blkid_probe_set_device(probe.get(), fd, 0, 0) != 0)
        return result;
    blkid_probe_set_sectorsize(probe.get(), sectorSize);
    blkid_probe_enable_superblocks(probe.get(), 0);
    blkid_probe_enable_partitions(probe.get(), 1);
    auto* list = blkid_probe_get_partitions(probe.get());
    const int count = list ? blkid_partlist_numof_partitions(list) : 0;
    for (int i = 0; i < count; ++i) {
        auto* partition = blkid_partlist_get_partition(list, i);
        auto sectors = static_cast<uint64_t>(blkid_partition_get_size(partition));
        if (blkid_partition_is_extended(partition) != 0)
            sectors = std::min<uint64_t>(sectors, 2); // as the kernel's own parser does
        result.push_back({blkid_partition_get_partno(partition),
                          static_cast<uint64_t>(blkid_partition_get_start(partition)) * kSector,
                          sectors * kSector});
    }
    return result;
}

std::vector<PartitionRange> partitionsInKernel(const std::string& name)
{
    std::vector<PartitionRange> result;
    const SysFolder disk(("/sys/block/" + name).c_str());
    if (!disk)
        return result;
    disk.list([&](std::string_view entry, unsigned char) {
        if (!entry.starts_with(name))
            return;
        const SysFolder folder(std::string(entry).c_str(), disk.fd());
        std::array<char, 32> buffer {};
        const auto number = leadingNumber(folder.read("partition", buffer));
        if (number == 0)
            return;
        const uint64_t start = leadingNumber(folder.read("start", buffer)) * kSector;
        const uint64_t size = leadingNumber(folder.read("size", buffer)) * kSector;
        result.push_back({static_cast<int>(number), start, size});
    });
    return result;
}

std::vector<PartitionRange> parsePartitions(std::string_view text)
{
    std::vector<PartitionRange> result;
    const auto next = [&text](char end) {
        const std::string_view field = text.substr(0, text.find(end));
        text.remove_prefix(std::min(field.size() + 1, text.size()));
        return leadingNumber(field);
    };
    while (!text.empty()) {
        PartitionRange partition;
        partition.number = static_cast<int>(next(':'));
        partition.start = next(':');
        partition.size = next(',');
        if (partition.number > 0)
            result.push_back(partition);
    }
    return result;
}

int addPartition(int fd, const PartitionRange& partition)
{
    blkpg_partition argument {};
    argument.pno = partition.number;
    argument.start = static_cast<long long>(partition.start);
    argument.length = static_cast<long long>(partition.size);
    return changePartition(fd, BLKPG_ADD_PARTITION, argument);
}

int removePartition(int fd, int number)
{
    blkpg_partition argument {};
    argument.pno = number;
    return changePartition(fd, BLKPG_DEL_PARTITION, argument);
}

} // namespace mooring::kernelchild
