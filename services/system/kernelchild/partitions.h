// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mooring::kernelchild {

struct PartitionRange
{
    int number = 0;
    uint64_t start = 0, size = 0; // bytes
    bool operator==(const PartitionRange&) const = default;
};

// What the partition table on `fd` says; empty when there is none.
std::vector<PartitionRange> partitionsInTable(int fd, unsigned sectorSize);
// 4096 when what is on `fd` has a GPT in sectors of that size, and none in smaller ones; else 0.
unsigned largeSectors(int fd);
// What the kernel has of /dev/`name` now, by sysfs.
std::vector<PartitionRange> partitionsInKernel(const std::string& name);
// "NUMBER:START:SIZE,..." in bytes.
std::vector<PartitionRange> parsePartitions(std::string_view text);

// Tells the kernel itself (BLKPG): kernels without partition parsers know no other way. 0 or errno.
int addPartition(int fd, const PartitionRange& partition);
int removePartition(int fd, int number);

} // namespace mooring::kernelchild
