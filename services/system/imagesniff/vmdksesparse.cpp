// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vmdk.h"

// Not documented by its maker. By qemu's reader (block/vmdk.c, vmdk_open_se_sparse()), which opens one only
// as an extent of a descriptor, refuses whatever it does not know, and never writes.
namespace mooring::imagesniff::vmdk {
namespace {

constexpr std::string_view kMagic = "\xbe\xba\xfe\xca";
constexpr uint64_t kVolatileMagic = 0xcafecafe;
constexpr uint64_t kVersion = 0x0000000200000001;
constexpr uint64_t kGrain = 8, kGrainTable = 64; // sectors
constexpr uint64_t kEntriesOfTable = kGrainTable * kSector / 8;

// VMDKSESparseConstHeader; places are in sectors.
struct SeSparse
{
    explicit SeSparse(const Bytes& bytes)
        : version(bytes.le64(8))
        , capacity(bytes.le64(16))
        , grainSize(bytes.le64(24))
        , tableSize(bytes.le64(32))
        , volatileAt(bytes.le64(80))
        , directory(bytes.le64(128))
        , directorySize(bytes.le64(136))
        , tables(bytes.le64(144))
        , hasUnknown(isUsed(bytes.part(40, 40)) || isUsed(bytes.part(208, 304)))
    {
    }
    static bool isUsed(std::string_view reserved)
    {
        return reserved.find_first_not_of('\0') != std::string_view::npos;
    }
    uint64_t version, capacity, grainSize, tableSize, volatileAt, directory, directorySize, tables;
    bool hasUnknown; // flags, or something where there is nothing to be
};

Fault checkHeader(const SeSparse& header)
{
    if (header.version != kVersion)
        return Fault::UnknownVersion;
    if (header.capacity == 0 || header.capacity > kMostSectors)
        return Fault::ImpossibleSize;
    const bool isUsual = header.grainSize == kGrain && header.tableSize == kGrainTable;
    return header.hasUnknown || !isUsual ? Fault::UnknownFeature : Fault::None;
}

bool isWithin(const View& view, uint64_t at, uint64_t sectors)
{
    const uint64_t size = view.size() / kSector;
    return at <= size && sectors <= size - at;
}

// An entry of the directory: one in its highest four bytes where there is a table, and the table's number.
Fault checkTables(View& view, const SeSparse& header)
{
    constexpr uint64_t allocated = 0x1000000000000000, number = 0xffffffff;
    if (!isWithin(view, header.directory, header.directorySize))
        return Fault::Truncated;
    const Table directory {header.directory * kSector, header.directorySize * kSector / 8, 8};
    const uint64_t perTable = kGrain * kEntriesOfTable;
    if (directory.count < (header.capacity + perTable - 1) / perTable)
        return Fault::ImpossibleTables;
    bool isStrange = false;
    const bool isBeyond = view.anyEntry(directory, [&](uint64_t, uint64_t entry) {
        isStrange = entry != 0 && (entry & ~number) != allocated;
        return isStrange
            || (entry != 0
                && (!isWithin(view, header.tables, 0)
                    || !isWithin(view, header.tables + (entry & number) * kGrainTable, kGrainTable)));
    });
    if (isStrange)
        return Fault::ImpossibleTables;
    return isBeyond ? Fault::Truncated : Fault::None;
}

// VMDKSESparseVolatileHeader
Fault checkState(View& view, const SeSparse& header, Findings& findings)
{
    if (!isWithin(view, header.volatileAt, 1))
        return Fault::Truncated;
    const Bytes state = view.at(header.volatileAt * kSector, kSector);
    findings.unclean = state.le64(24) != 0; // a journal to be replayed
    if (state.le64(0) != kVolatileMagic)
        return Fault::Truncated;
    return SeSparse::isUsed(state.part(32, 480)) ? Fault::UnknownFeature : Fault::None;
}

} // namespace

bool claimsSeSparse(const View& view) { return view.head().holds(0, kMagic) && view.head().le32(4) == 0; }

Findings readSeSparse(View& view)
{
    const SeSparse header(view.head());
    Findings findings;
    findings.format = Format::Vmdk;
    findings.subformat = findings.unwritable = kSeSparse;
    findings.fault = checkHeader(header);
    if (findings.fault != Fault::None)
        return findings;
    findings.virtualSize = header.capacity * kSector;
    worsen(findings, checkState(view, header, findings));
    worsen(findings, checkTables(view, header));
    return findings;
}

} // namespace mooring::imagesniff::vmdk
