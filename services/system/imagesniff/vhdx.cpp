// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vhdx.h"

#include "formats.h"

namespace mooring::imagesniff {
namespace {

using namespace vhdx;

// The block allocation table (2.5): after each `ratio` payload blocks comes one entry for a block of sector
// bitmaps, in use in differencing disks only. A disk without parent may leave out the last one.
Fault checkBlocks(View& view, const Disk& disk, const Range& region, bool stale)
{
    constexpr uint64_t sectorsOfBitmap = 1 << 23; // 2.5, "chunk ratio"
    constexpr uint64_t stateBits = 7, fullyPresent = 6, partiallyPresent = 7; // 2.5.1.1
    const uint64_t ratio = sectorsOfBitmap * disk.sectorSize / disk.blockSize;
    const uint64_t payload = (disk.size + disk.blockSize - 1) / disk.blockSize;
    const uint64_t count
        = disk.hasParent ? (payload + ratio - 1) / ratio * (ratio + 1) : payload + (payload - 1) / ratio;
    const Table table {region.offset, count, 8};
    if (table.size() > region.length)
        return Fault::ImpossibleTables;
    if (stale)
        return Fault::None;
    const bool beyond = view.anyEntry(table, [&](uint64_t index, uint64_t entry) {
        const uint64_t state = entry & stateBits;
        const uint64_t length = index % (ratio + 1) == ratio ? kMebibyte : disk.blockSize;
        const bool present = state == fullyPresent || state == partiallyPresent;
        return present && !view.contains(entry / kMebibyte * kMebibyte, length);
    });
    return beyond ? Fault::Truncated : Fault::None;
}

void describe(const Disk& disk, Findings& findings)
{
    findings.subformat = disk.hasParent ? "differencing" : disk.fixed ? "fixed" : "dynamic";
    findings.virtualSize = disk.size;
    findings.sectorSize = disk.sectorSize;
    findings.identifier = disk.identifier;
    findings.differencing = disk.hasParent;
}

Fault readAll(View& view, Findings& findings)
{
    const Header header = readHeader(view);
    findings.changeMark = header.dataWriteGuid;
    findings.unclean = !header.logGuid.empty(); // 2.2.2, LogGuid
    if (header.fault != Fault::None)
        return header.fault;
    const Regions regions = readRegions(view, header.log);
    if (regions.fault != Fault::None && regions.fault != Fault::ChecksumWrong)
        return regions.fault;
    if (regions.metadata.length == 0)
        return regions.fault;
    const Disk disk = readDisk(view, regions.metadata);
    describe(disk, findings);
    if (disk.fault != Fault::None)
        return disk.fault;
    const Fault parent = disk.hasParent ? readParent(disk.parentLocator, findings) : Fault::None;
    // entries that wait in the log are not in the table yet
    const Fault blocks = checkBlocks(view, disk, regions.blocks, findings.unclean);
    for (const Fault fault : {regions.fault, blocks, parent}) {
        if (fault != Fault::None)
            return fault;
    }
    return Fault::None;
}

} // namespace

bool claimsVhdx(const View& view) { return view.head().holds(0, "vhdxfile"); } // 2.2.1

Findings readVhdx(View& view)
{
    Findings findings;
    findings.format = Format::Vhdx;
    findings.fault = readAll(view, findings);
    return findings;
}

} // namespace mooring::imagesniff
