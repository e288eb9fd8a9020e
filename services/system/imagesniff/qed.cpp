// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats.h"
#include "names.h"

#include <bit>

namespace mooring::imagesniff {
namespace {

// qemu docs/interop/qed_spec.rst, "Header" and "Feature bits"; little endian.
constexpr size_t kHeaderSize = 64;
constexpr uint64_t kHasBacking = 1, kNeedsCheck = 2, kBackingIsRaw = 4;

struct Header
{
    explicit Header(const Bytes& bytes)
        : clusterSize(bytes.le32(4))
        , tableClusters(bytes.le32(8))
        , headerClusters(bytes.le32(12))
        , features(bytes.le64(16))
        , tableAt(bytes.le64(40))
        , size(bytes.le64(48))
        , backingAt(bytes.le32(56))
        , backingLength(bytes.le32(60))
    {
    }
    uint64_t clusterSize, tableClusters, headerClusters, features, tableAt, size, backingAt, backingLength;
};

Fault checkTables(View& view, const Header& header)
{
    if (!std::has_single_bit(header.clusterSize) || header.clusterSize < 1 << 12
        || header.clusterSize > 1 << 26 || !std::has_single_bit(header.tableClusters)
        || header.tableClusters > 16 || header.headerClusters == 0 || header.tableAt == 0
        || header.tableAt % header.clusterSize != 0)
        return Fault::ImpossibleTables;
    const uint64_t tableSize = header.clusterSize * header.tableClusters, entries = tableSize / 8;
    if (header.size == 0 || header.size % kSector != 0 || header.size > uint64_t(INT64_MAX)
        || (header.size - 1) / header.clusterSize >= entries * entries)
        return Fault::ImpossibleSize;
    const Table table {header.tableAt, entries, 8};
    if (!view.contains(header.tableAt, tableSize))
        return Fault::Truncated;
    const bool beyond = view.anyEntry(
        table, [&](uint64_t, uint64_t offset) { return offset != 0 && !view.contains(offset, tableSize); });
    return beyond ? Fault::Truncated : Fault::None;
}

Fault readBacking(View& view, const Header& header, Findings& findings)
{
    constexpr uint64_t mostOfName = 1023; // qemu block/qed.c, qed_read_string()
    if ((header.features & kHasBacking) == 0)
        return Fault::None;
    findings.differencing = true;
    if (header.backingLength > mostOfName)
        return Fault::BadName;
    if (header.backingAt + header.backingLength > header.clusterSize * header.headerClusters)
        return Fault::ImpossibleTables;
    const Bytes name = view.at(header.backingAt, static_cast<size_t>(header.backingLength));
    if (name.size() < header.backingLength)
        return Fault::Truncated;
    return addReference(findings,
                        {.role = Role::Backing,
                         .name = std::string(name.text()),
                         .format = (header.features & kBackingIsRaw) != 0 ? "raw" : ""});
}

} // namespace

bool claimsQed(const View& view) { return view.head().holds(0, {"QED\0", 4}); }

Findings readQed(View& view)
{
    constexpr uint64_t known = kHasBacking | kNeedsCheck | kBackingIsRaw;
    const Header header(view.head());
    Findings findings;
    findings.format = Format::Qed;
    findings.virtualSize = header.size;
    findings.unclean = (header.features & kNeedsCheck) != 0;
    if (view.head().size() < kHeaderSize) {
        findings.fault = Fault::Truncated;
        return findings;
    }
    const Fault features = (header.features & ~known) != 0 ? Fault::UnknownFeature : Fault::None;
    const Fault tables = checkTables(view, header), backing = readBacking(view, header, findings);
    for (const Fault fault : {features, tables, backing}) {
        if (findings.fault == Fault::None)
            findings.fault = fault;
    }
    return findings;
}

} // namespace mooring::imagesniff
