// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "contentend.h"

#include <array>

namespace mooring::imagesniff {
namespace {

// What a broken superblock says leads nowhere: zero when it does not fit into 63 bits.
uint64_t product(uint64_t count, uint64_t unit)
{
    constexpr uint64_t most = INT64_MAX;
    return unit != 0 && count <= most / unit ? count * unit : 0;
}

uint64_t powerOfTwo(unsigned exponent) { return exponent < 32 ? uint64_t(1) << exponent : 0; }

// struct ext4_super_block (Linux, fs/ext4/ext4.h)
uint64_t endOfExt(View& view)
{
    constexpr uint32_t wide = 0x80; // INCOMPAT_64BIT
    constexpr unsigned smallestBlock = 10;
    const Bytes super = view.at(1024, 1024);
    const uint64_t high = (super.le32(0x60) & wide) != 0 ? super.le32(0x150) : 0;
    const uint32_t exponent = super.le32(0x18);
    return exponent > 6 ? 0 : product(high << 32 | super.le32(4), powerOfTwo(smallestBlock + exponent));
}

// struct xfs_dsb (Linux, fs/xfs/libxfs/xfs_format.h)
uint64_t endOfXfs(View& view) { return product(view.head().be64(8), view.head().be32(4)); }

// This device's own size, of the file system's (struct btrfs_super_block, dev_item.total_bytes).
uint64_t endOfBtrfs(View& view) { return product(view.at(64UL * 1024, 4096).le64(0xd1), 1); }

// struct f2fs_super_block (Linux, include/linux/f2fs_fs.h)
uint64_t endOfF2fs(View& view)
{
    const Bytes super = view.at(1024, 1024);
    return product(super.le64(36), powerOfTwo(super.le32(16)));
}

uint64_t endOfFat(View& view)
{
    const Bytes& head = view.head();
    const uint64_t sectors = head.le16(0x13) != 0 ? head.le16(0x13) : head.le32(0x20);
    return product(sectors, head.le16(0x0b));
}

uint64_t endOfExfat(View& view) { return product(view.head().le64(72), powerOfTwo(view.head().u8(108))); }

// A copy of its first sector is behind the last that it counts.
uint64_t endOfNtfs(View& view) { return product(view.head().le64(0x28), view.head().le16(0x0b)); }

uint64_t endOfSquashfs(View& view) { return product(view.head().le64(40), 1); }

// Of pages of the usual size, at whose first one's end its name is (Linux, include/linux/swap.h).
uint64_t endOfSwap(View& view)
{
    constexpr size_t page = 4096, name = 10;
    const bool isUsual = view.head().holds(page - name, "SWAPSPACE2");
    return isUsual ? product(uint64_t(view.head().le32(1028)) + 1, page) : 0;
}

// The primary volume descriptor (ECMA-119, 8.4).
uint64_t endOfIso(View& view)
{
    const Bytes volume = view.at(32768, 2048);
    return volume.holds(0, "\1CD001") ? product(volume.le32(80), volume.le16(128)) : 0;
}

struct Reader
{
    std::string_view type;
    uint64_t (*end)(View&);
};

constexpr std::array kReaders {
    Reader {"ext2", endOfExt},  Reader {"ext3", endOfExt},    Reader {"ext4", endOfExt},
    Reader {"xfs", endOfXfs},   Reader {"btrfs", endOfBtrfs}, Reader {"f2fs", endOfF2fs},
    Reader {"vfat", endOfFat},  Reader {"exfat", endOfExfat}, Reader {"ntfs", endOfNtfs},
    Reader {"swap", endOfSwap}, Reader {"iso9660", endOfIso}, Reader {"squashfs", endOfSquashfs},
};

// CRC-32 of ISO 3309.
uint32_t crc32(std::string_view bytes)
{
    constexpr uint32_t polynomial = 0xedb88320;
    uint32_t sum = ~0U;
    for (const char byte : bytes) {
        sum ^= static_cast<uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum >> 1) ^ ((sum & 1) != 0 ? polynomial : 0);
    }
    return ~sum;
}

} // namespace

uint64_t endOfFilesystem(View& view, std::string_view type)
{
    for (const Reader& reader : kReaders) {
        if (reader.type == type)
            return reader.end(view);
    }
    return 0;
}

uint64_t endOfMbr(const View& view, unsigned sectorSize)
{
    constexpr size_t first = 446, size = 16;
    uint64_t end = 0;
    for (size_t at = first; at < first + 4 * size; at += size) {
        const Bytes& head = view.head();
        if (head.u8(at + 4) != 0) // its type
            end = std::max(end, uint64_t(head.le32(at + 8)) + head.le32(at + 12));
    }
    return end * sectorSize;
}

// UEFI 2.10, 5.3.2: the last sector is that of the other header.
uint64_t endOfGpt(View& view, unsigned sectorSize)
{
    constexpr size_t sum = 16, least = 92;
    const Bytes header = view.at(sectorSize, sectorSize);
    const uint32_t size = header.le32(12);
    if (!header.holds(0, "EFI PART") || size < least || size > header.size() || header.le64(24) != 1)
        return 0;
    std::string checked(header.part(0, size));
    checked.replace(sum, 4, 4, '\0');
    const uint64_t last = header.le64(32);
    return crc32(checked) == header.le32(sum) && last < UINT64_MAX ? product(last + 1, sectorSize) : 0;
}

} // namespace mooring::imagesniff
