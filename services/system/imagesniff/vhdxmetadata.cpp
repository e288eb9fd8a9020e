// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vhdx.h"

#include <array>
#include <bit>

namespace mooring::imagesniff::vhdx {
namespace {

enum Item
{
    FileParameters,
    DiskSize,
    DiskId,
    LogicalSectorSize,
    PhysicalSectorSize,
    ParentLocator,
    ItemCount
};

// 2.6.2, in the order above
constexpr std::array<std::string_view, ItemCount> kItems {
    "caa16737-fa36-4d43-b3b6-33f0aa44e76b", "2fa54224-cd1b-4876-b211-5dbed83bf4b8",
    "beca12ab-b2e6-4523-93ef-c309e000c746", "8141bf1d-a96f-4709-ba47-f233a8faab5f",
    "cda348c7-445d-4471-9cc9-e9885251c556", "a8d35f2d-b30b-454d-abf7-d3d84834ab0c"};

using Places = std::array<Range, ItemCount>;

// One entry of the metadata table (2.6.1.2), 32 bytes.
Fault takeItem(const Bytes& table, size_t at, const Range& metadata, Places& places)
{
    constexpr uint32_t isUser = 1, isRequired = 4;
    const std::string guid = table.guid(at);
    const Range range {table.le32(at + 16), table.le32(at + 20)};
    const uint32_t flags = table.le32(at + 24);
    for (size_t item = 0; item < kItems.size(); ++item) {
        if (guid != kItems[item] || (flags & isUser) != 0)
            continue;
        if (places[item].length != 0)
            return Fault::Contradictory;
        if (range.length == 0 || range.offset < kSectionSize || range.end() > metadata.length)
            return Fault::ImpossibleTables;
        places[item] = {metadata.offset + range.offset, range.length};
        return Fault::None;
    }
    return (flags & isRequired) != 0 ? Fault::UnknownFeature : Fault::None;
}

Fault takeItems(View& view, const Range& metadata, Places& places)
{
    constexpr size_t entrySize = 32; // also that of the table's header, 2.6.1.1
    constexpr size_t most = 2047;
    const Bytes header = view.at(metadata.offset, entrySize);
    const size_t count = header.le16(10);
    if (!header.holds(0, "metadata") || count > most)
        return Fault::ImpossibleTables;
    const Bytes table = view.at(metadata.offset + entrySize, count * entrySize);
    for (size_t i = 0; i < count; ++i) {
        if (const Fault fault = takeItem(table, i * entrySize, metadata, places); fault != Fault::None)
            return fault;
    }
    return Fault::None;
}

bool isPossible(const Disk& disk) // 2.6.2.1, 2.6.2.2, 2.6.2.4
{
    constexpr uint64_t most = 64ULL << 40;
    return std::has_single_bit(disk.blockSize) && disk.blockSize >= kMebibyte
        && disk.blockSize <= 256 * kMebibyte && (disk.sectorSize == 512 || disk.sectorSize == 4096)
        && disk.size > 0 && disk.size <= most && disk.size % disk.sectorSize == 0;
}

} // namespace

Disk readDisk(View& view, const Range& metadata)
{
    constexpr size_t mostOfLocator = 64UL * 1024; // paths and identities need a few KiB
    Places places {};
    Disk disk {.fault = takeItems(view, metadata, places)};
    const auto item = [&view, &places](Item which, size_t length) {
        const Range& place = places[which];
        return place.length >= length && place.length != 0 ? view.at(place.offset, length) : Bytes();
    };
    const Bytes parameters = item(FileParameters, 8);
    disk.blockSize = parameters.le32(0);
    disk.fixed = (parameters.le32(4) & 1) != 0;
    disk.hasParent = (parameters.le32(4) & 2) != 0;
    disk.size = item(DiskSize, 8).le64(0);
    disk.identifier = item(DiskId, 16).guid(0);
    disk.sectorSize = item(LogicalSectorSize, 4).le32(0);
    const uint64_t locatorSize = places[ParentLocator].length;
    if (disk.hasParent && locatorSize <= mostOfLocator)
        disk.parentLocator = item(ParentLocator, static_cast<size_t>(locatorSize));
    if (disk.fault == Fault::None && disk.hasParent && locatorSize > mostOfLocator)
        disk.fault = Fault::BadName;
    if (disk.fault == Fault::None && !isPossible(disk))
        disk.fault = Fault::ImpossibleSize;
    return disk;
}

} // namespace mooring::imagesniff::vhdx
