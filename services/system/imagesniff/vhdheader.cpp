// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vhd.h"

#include <bit>

namespace mooring::imagesniff::vhd {
namespace {

constexpr std::string_view kCookie = "cxsparse"; // VHD 1.0, "Dynamic Disk Header Format", as all offsets here
constexpr size_t kChecksumAt = 36;

Bytes headerOf(View& view, const Footer& footer) { return view.at(footer.headerOffset(), kHeaderSize); }

// Entries of the table are in sectors; each leads to the block's sector bitmap and then its sectors.
Fault checkTable(View& view, const Footer& footer, const Bytes& header, uint64_t end)
{
    constexpr uint64_t unused = 0xffffffff; // VHD 1.0, "Block Allocation Table and Data Blocks"
    const uint64_t blockSize = header.be32(32);
    const Table table {header.be64(16), header.be32(28), 4, true};
    const uint64_t headerEnd = footer.headerOffset() + kHeaderSize;
    if (!std::has_single_bit(blockSize) || blockSize < kSector
        || table.count * blockSize < footer.currentSize())
        return Fault::ImpossibleTables;
    if (footer.headerOffset() < kFooterSize || table.offset < headerEnd)
        return Fault::ImpossibleTables;
    if (table.offset > end || table.size() > end - table.offset)
        return Fault::Truncated;
    const uint64_t bitmapSize = (blockSize / kSector / 8 + kSector - 1) / kSector * kSector;
    const uint64_t firstBlock = table.offset + table.size();
    Fault fault = Fault::None;
    view.anyEntry(table, [&](uint64_t, uint64_t sector) {
        if (sector == unused)
            return false;
        if (sector * kSector < firstBlock)
            fault = Fault::ImpossibleTables;
        else if (sector * kSector + bitmapSize + blockSize > end)
            fault = Fault::Truncated;
        return fault != Fault::None;
    });
    return fault;
}

} // namespace

bool hasHeader(View& view, const Footer& footer)
{
    const Bytes header = headerOf(view, footer);
    return header.holds(0, kCookie) && checksumFits(header, kHeaderSize, kChecksumAt);
}

Fault readHeader(View& view, const Footer& footer, uint64_t end, Findings& findings)
{
    const Bytes header = headerOf(view, footer);
    if (header.size() < kHeaderSize)
        return Fault::Truncated;
    if (!hasHeader(view, footer))
        return Fault::ChecksumWrong;
    if (header.be16(24) != 1) // "Header Version", major
        return Fault::UnknownVersion;
    const Fault parent = findings.differencing ? readParent(view, header, findings) : Fault::None;
    const Fault table = checkTable(view, footer, header, end);
    return table != Fault::None ? table : parent;
}

} // namespace mooring::imagesniff::vhd
