// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats.h"

namespace mooring::imagesniff {
namespace {

// qemu docs/interop/parallels.rst, "Header" and "BAT"; little endian.
constexpr size_t kHeaderSize = 64;
constexpr std::string_view kMagic = "WithoutFreeSpace", kExtendedMagic = "WithouFreSpacExt";
constexpr uint32_t kInUse = 0x746f6e59;

// Entries of the table count sectors, or clusters in the extended format.
Fault checkTable(View& view, uint64_t sectors, bool extended)
{
    constexpr uint64_t mostOfCluster = INT32_MAX / 513; // qemu block/parallels.c, parallels_open()
    const Bytes& header = view.head();
    const uint64_t clusterSectors = header.le32(28);
    const Table table {kHeaderSize, header.le32(32), 4};
    if (clusterSectors == 0 || clusterSectors > mostOfCluster || table.count > INT32_MAX / 4
        || table.count * clusterSectors < sectors)
        return Fault::ImpossibleTables;
    if (!view.contains(table.offset, table.size()))
        return Fault::Truncated;
    const uint64_t cluster = clusterSectors * kSector, unit = extended ? cluster : kSector;
    const bool beyond = view.anyEntry(
        table, [&](uint64_t, uint64_t entry) { return entry != 0 && !view.contains(entry * unit, cluster); });
    return beyond ? Fault::Truncated : Fault::None;
}

} // namespace

bool claimsParallels(const View& view)
{
    return view.head().holds(0, kMagic) || view.head().holds(0, kExtendedMagic);
}

Findings readParallels(View& view)
{
    constexpr uint64_t mostSectors = 1ULL << 44;
    const Bytes& header = view.head();
    const bool extended = header.holds(0, kExtendedMagic);
    const uint64_t sectors = extended ? header.le64(36) : header.le32(36);
    Findings findings;
    findings.format = Format::Parallels;
    findings.subformat = extended ? "extended" : "";
    findings.unclean = header.le32(44) == kInUse;
    if (header.size() < kHeaderSize)
        findings.fault = Fault::Truncated;
    else if (header.le32(16) != 2)
        findings.fault = Fault::UnknownVersion;
    else if (sectors == 0 || sectors > mostSectors)
        findings.fault = Fault::ImpossibleSize;
    if (findings.fault != Fault::None)
        return findings;
    findings.virtualSize = sectors * kSector;
    findings.fault = checkTable(view, sectors, extended);
    return findings;
}

} // namespace mooring::imagesniff
