// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "names.h"
#include "vmdk.h"

#include <bit>

namespace mooring::imagesniff::vmdk {
namespace {

constexpr std::string_view kCompressed = "streamOptimized";
constexpr uint64_t kAtEnd = UINT64_MAX; // VMDK 5.0, "Stream-Optimized Compressed Sparse Extents", GD_AT_END

// VMDK 5.0, "Hosted Sparse Extents", struct SparseExtentHeader; little endian, packed.
struct Hosted
{
    explicit Hosted(const Bytes& bytes)
        : version(bytes.le32(4))
        , flags(bytes.le32(8))
        , capacity(bytes.le64(12))
        , grainSize(bytes.le64(20))
        , descriptorAt(bytes.le64(28))
        , descriptorSize(bytes.le64(36))
        , entriesPerTable(bytes.le32(44))
        , directory(bytes.le64(56))
        , overhead(bytes.le64(64))
        , unclean(bytes.u8(72) != 0)
        , lineEnds(bytes.part(73, 4))
        , compression(bytes.le16(77))
    {
    }
    uint32_t version, flags;
    uint64_t capacity, grainSize, descriptorAt, descriptorSize;
    uint32_t entriesPerTable;
    uint64_t directory, overhead;
    bool unclean;
    std::string lineEnds;
    uint16_t compression;
};

// A marker, the footer, a marker of the end: what is in the footer replaces what is in the header.
std::optional<uint64_t> directoryInFooter(View& view)
{
    constexpr uint32_t footerMarker = 3;
    constexpr size_t markerType = 12; // VMDK 5.0, struct SpecialMarker
    const Bytes tail = view.tail(3 * kSector);
    if (tail.le32(markerType) != footerMarker || !tail.holds(kSector, "KDMV")
        || tail.le32(2 * kSector + markerType) != 0)
        return std::nullopt;
    const uint64_t directory = tail.le64(kSector + 56);
    return directory == kAtEnd ? std::nullopt : std::optional(directory);
}

Fault checkTables(View& view, const Hosted& header)
{
    constexpr uint64_t mostOfGrain = 0x200000, mostEntries = 512; // qemu block/vmdk.c; usual: 128 and 512
    if (!std::has_single_bit(header.grainSize) || header.grainSize > mostOfGrain
        || header.entriesPerTable == 0 || header.entriesPerTable > mostEntries)
        return Fault::ImpossibleTables;
    if (header.capacity == 0 || header.capacity > kMostSectors)
        return Fault::ImpossibleSize;
    std::optional<uint64_t> directory = header.directory;
    if (directory == kAtEnd)
        directory = directoryInFooter(view);
    if (!directory || header.overhead > (view.size() + kSector - 1) / kSector)
        return Fault::Truncated;
    const uint64_t perTable = header.grainSize * header.entriesPerTable;
    const Table table {*directory * kSector, (header.capacity + perTable - 1) / perTable, 4};
    if (*directory > view.size() / kSector || !view.contains(table.offset, table.size()))
        return Fault::Truncated;
    const bool beyond = view.anyEntry(table, [&](uint64_t, uint64_t sector) {
        return sector != 0 && !view.contains(sector * kSector, uint64_t(header.entriesPerTable) * 4);
    });
    return beyond ? Fault::Truncated : Fault::None;
}

Fault checkHeader(View& view, const Hosted& header)
{
    constexpr uint32_t checkLineEnds = 1;
    if (header.version == 0 || header.version > 3)
        return Fault::UnknownVersion;
    // a transfer as text changed them, and everything else
    if ((header.flags & checkLineEnds) != 0 && header.lineEnds != "\n \r\n")
        return Fault::ChecksumWrong;
    if (header.compression > 1)
        return Fault::UnknownFeature;
    return checkTables(view, header);
}

// qemu looks for a parent behind the first sector even where the header has no descriptor.
Fault checkNoDescriptor(View& view)
{
    const Bytes bytes = view.at(kEmbeddedAt, kEmbeddedSize);
    const std::string_view text = bytes.text().substr(0, bytes.text().find('\0'));
    return text.find(kParentHint) == std::string_view::npos ? Fault::None : Fault::Contradictory;
}

// Without a capacity of its own it only carries the text of a descriptor; the text then ends in a NUL.
void readEmbedded(View& view, const Hosted& header, Findings& findings)
{
    const bool onlyText = header.capacity == 0;
    const uint64_t size = std::max<uint64_t>(header.descriptorSize * kSector, kEmbeddedSize);
    if (header.descriptorAt != kEmbeddedAt / kSector)
        return worsen(findings, Fault::ImpossibleTables);
    if (header.descriptorSize > kMostOfDescriptor / kSector)
        return worsen(findings, Fault::TooLarge);
    const Bytes bytes = view.at(kEmbeddedAt, onlyText ? kMostOfDescriptor : static_cast<size_t>(size));
    if (!onlyText && bytes.u8(0) == 0)
        return; // room for a descriptor: qemu leaves it in the extents of one that is elsewhere
    Descriptor descriptor = readDescriptor(bytes.text());
    takeOver(descriptor, findings);
    if (!onlyText)
        return; // its only extent is this file, under the name it had when it was made
    takeExtents(std::move(descriptor), findings);
    if (bytes.size() == kMostOfDescriptor && bytes.text().find('\0') == std::string_view::npos)
        worsen(findings, Fault::TooLarge);
}

Findings readHosted(View& view)
{
    const Hosted header(view.head());
    Findings findings;
    findings.format = Format::Vmdk;
    findings.subformat = "extent";
    findings.unclean = header.unclean;
    if (view.head().size() < kSector) {
        findings.fault = Fault::Truncated;
        return findings;
    }
    findings.virtualSize = header.capacity * kSector;
    if (header.capacity > kMostSectors)
        findings.virtualSize.reset();
    if (header.compression == 1)
        findings.unwritable = kCompressed;
    else if (header.version == 3) // qemu block/vmdk.c, vmdk_open_vmdk4(): it may track what is changed
        findings.unwritable = "version 3";
    if (header.descriptorAt == 0)
        worsen(findings, checkNoDescriptor(view));
    else
        readEmbedded(view, header, findings);
    if (header.capacity != 0 || header.descriptorAt == 0)
        worsen(findings, checkHeader(view, header));
    return findings;
}

// VMDK 5.0, "ESXi Host Sparse Extents", struct COWDisk_Header.
std::string parentOf(const Bytes& header)
{
    const std::string_view name = header.part(32, 1024);
    return std::string(name.substr(0, name.find('\0')));
}

Findings readCowd(View& view)
{
    constexpr uint32_t root = 1, inconsistent = 4;
    constexpr uint64_t mostOfGrain = 0x200000;
    const Bytes& header = view.head();
    const uint32_t flags = header.le32(8);
    const Table directory {uint64_t(header.le32(20)) * kSector, header.le32(24), 4};
    Findings findings;
    findings.format = Format::Vmdk;
    findings.subformat = "vmfsSparse";
    findings.virtualSize = header.le32(12) * kSector;
    findings.differencing = (flags & root) == 0;
    if (findings.differencing)
        findings.fault
            = addReference(findings, {.role = Role::Parent, .name = parentOf(header), .format = "vmdk"});
    findings.corrupt = (flags & inconsistent) != 0;
    findings.unclean = header.le32(1648) != 0;
    if (header.le32(4) != 1)
        worsen(findings, Fault::UnknownVersion);
    if (header.le32(16) == 0 || header.le32(16) > mostOfGrain)
        worsen(findings, Fault::ImpossibleTables);
    if (!view.contains(directory.offset, directory.size()))
        worsen(findings, Fault::Truncated);
    worsen(findings, checkNoDescriptor(view));
    return findings;
}

} // namespace

bool claimsSparse(const View& view)
{
    const Bytes& head = view.head();
    return head.holds(0, "KDMV") || head.holds(0, "COWD") || claimsSeSparse(view);
}

Findings readSparse(View& view)
{
    if (view.head().holds(0, "KDMV"))
        return readHosted(view);
    return view.head().holds(0, "COWD") ? readCowd(view) : readSeSparse(view);
}

} // namespace mooring::imagesniff::vmdk
