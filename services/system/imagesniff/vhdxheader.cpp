// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "crc32c.h"
#include "vhdx.h"

#include <array>

namespace mooring::imagesniff::vhdx {
namespace {

constexpr size_t kChecksumAt = 4; // of headers (2.2.2) and region tables (2.2.3.1) alike

bool checksumFits(const Bytes& bytes)
{
    std::string zeroed(bytes.text());
    zeroed.replace(kChecksumAt, 4, 4, '\0');
    return crc32c(zeroed) == bytes.le32(kChecksumAt);
}

Bytes signedPart(View& view, uint64_t offset, size_t length, std::string_view signature)
{
    Bytes bytes = view.at(offset, length);
    const bool valid = bytes.size() == length && bytes.holds(0, signature) && checksumFits(bytes);
    return valid ? std::move(bytes) : Bytes();
}

constexpr size_t kHeaderSize = 4096; // 2.2.2

// The one with the higher sequence number (2.2.2). Two equal ones are none, unless they are the same to the
// byte: Disk2vhd writes them so (qemu block/vhdx.c, vhdx_parse_header()).
Bytes currentHeader(View& view)
{
    Bytes first = signedPart(view, kSectionSize, kHeaderSize, "head");
    Bytes second = signedPart(view, 2 * kSectionSize, kHeaderSize, "head");
    if (first.size() == 0 || second.size() == 0)
        return first.size() == 0 ? second : first;
    const uint64_t firstSequence = first.le64(8), secondSequence = second.le64(8);
    if (firstSequence == secondSequence)
        return first.text() == second.text() ? first : Bytes();
    return firstSequence > secondSequence ? first : second;
}

bool isPlaced(const Range& range) // 2.2.2, LogOffset; 2.2.3.2, FileOffset and Length
{
    return range.offset >= kMebibyte && range.offset % kMebibyte == 0 && range.length % kMebibyte == 0
        && range.length > 0;
}

// 2.2.3.2
constexpr std::string_view kBlocks = "2dc27766-f623-4200-9d64-115e9bfd4a08";
constexpr std::string_view kMetadata = "8b7ca206-4790-4b9a-b8fe-575f050f886e";

Fault takeRegion(const Bytes& table, size_t at, Regions& regions)
{
    const std::string guid = table.guid(at);
    const Range range {table.le64(at + 16), table.le32(at + 24)};
    if (guid != kBlocks && guid != kMetadata)
        return (table.le32(at + 28) & 1) != 0 ? Fault::UnknownFeature : Fault::None;
    Range& known = guid == kBlocks ? regions.blocks : regions.metadata;
    if (known.length != 0 || !isPlaced(range))
        return Fault::ImpossibleTables;
    known = range;
    return Fault::None;
}

Fault takeRegions(const Bytes& table, Regions& regions)
{
    constexpr uint32_t most = 2047; // 2.2.3.1, EntryCount
    const uint32_t count = table.le32(8);
    if (count > most)
        return Fault::ImpossibleTables;
    for (uint32_t i = 0; i < count; ++i) {
        if (const Fault fault = takeRegion(table, 16 + 32 * i, regions); fault != Fault::None)
            return fault;
    }
    const bool all = regions.blocks.length != 0 && regions.metadata.length != 0;
    return all ? Fault::None : Fault::ImpossibleTables;
}

} // namespace

Header readHeader(View& view)
{
    const Bytes bytes = currentHeader(view);
    if (bytes.size() == 0)
        return {.fault
                = view.contains(2 * kSectionSize, kHeaderSize) ? Fault::NoValidHeader : Fault::Truncated};
    Header header {
        .dataWriteGuid = bytes.guid(32), .logGuid = bytes.guid(48), .log = {bytes.le64(72), bytes.le32(68)}};
    if (bytes.le16(66) != 1 || bytes.le16(64) != 0) // Version, LogVersion
        header.fault = Fault::UnknownVersion;
    else if (!isPlaced(header.log) && (header.log.length != 0 || !header.logGuid.empty()))
        header.fault = Fault::ImpossibleTables;
    else if (!view.contains(header.log.offset, header.log.length))
        header.fault = Fault::Truncated;
    return header;
}

Regions readRegions(View& view, const Range& log)
{
    Regions regions;
    // both copies carry the same; a damaged first one is damage, even where the second would do
    Bytes table = signedPart(view, 3 * kSectionSize, kSectionSize, "regi");
    const bool damaged = table.size() == 0;
    if (damaged)
        table = signedPart(view, 4 * kSectionSize, kSectionSize, "regi");
    if (table.size() == 0)
        return {.fault
                = view.contains(4 * kSectionSize, kSectionSize) ? Fault::ChecksumWrong : Fault::Truncated};
    regions.fault = takeRegions(table, regions);
    const auto& [blocks, metadata, fault] = regions;
    if (fault == Fault::None && (blocks.meets(metadata) || blocks.meets(log) || metadata.meets(log)))
        regions.fault = Fault::ImpossibleTables;
    for (const Range& region : {blocks, metadata}) {
        if (regions.fault == Fault::None && !view.contains(region.offset, region.length))
            regions.fault = Fault::Truncated;
    }
    if (regions.fault == Fault::None && damaged)
        regions.fault = Fault::ChecksumWrong;
    return regions;
}

} // namespace mooring::imagesniff::vhdx
