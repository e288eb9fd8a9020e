// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qcow2.h"

#include "formats.h"

namespace mooring::imagesniff {
namespace {

using namespace qcow2;

// "Refcount table entry". QEMU looks into these even to find out what is a hole, and gives a disk up that is
// being read when it finds one that cannot be. The header's own cluster is always counted.
Fault checkRefcounts(View& view, const Header& header)
{
    constexpr uint64_t mostLookedAt = 8192; // blocks of 64 KiB clusters count 16 TiB
    const uint64_t cluster = header.clusterSize();
    const Table table {header.refcountsAt, std::min(mostLookedAt, header.refcountClusters * cluster / 8), 8,
                       true};
    bool beyond = false;
    const bool wrong = view.anyEntry(table, [&](uint64_t index, uint64_t entry) {
        beyond = beyond || (entry != 0 && !view.contains(entry, cluster));
        return entry % cluster != 0 || (index == 0 && entry == 0);
    });
    return wrong ? Fault::ImpossibleTables : beyond ? Fault::Truncated : Fault::None;
}

Fault checkTables(View& view, const Header& header)
{
    constexpr uint64_t mostEntries = 32 * 1024 * 1024 / 8; // qemu's limit, "Header", note on size
    constexpr uint64_t offsetBits = 0x00fffffffffffe00; // "L1 table entry", bits 9-55
    const uint64_t cluster = header.clusterSize();
    const uint64_t entriesOfTable
        = cluster / (header.has(kExtendedEntries) ? 16 : 8); // "Extended L2 Entries"
    const Table table {header.mappingAt, header.mappingEntries, 8, true};
    if (header.size / cluster / entriesOfTable > mostEntries || table.count > mostEntries)
        return Fault::ImpossibleSize;
    const uint64_t needed = (header.size + cluster * entriesOfTable - 1) / (cluster * entriesOfTable);
    if (table.count < needed || table.offset % cluster != 0 || header.refcountsAt % cluster != 0
        || header.snapshotsAt % cluster != 0 || header.refcountClusters == 0
        || (table.count != 0 && table.offset == 0))
        return Fault::ImpossibleTables;
    const bool there = view.contains(table.offset, table.size())
        && view.contains(header.refcountsAt, header.refcountClusters * cluster)
        && (header.snapshots == 0 || view.contains(header.snapshotsAt, 1));
    if (!there)
        return Fault::Truncated;
    const bool beyond = view.anyEntry(table, [&](uint64_t, uint64_t entry) {
        return (entry & offsetBits) != 0 && !view.contains(entry & offsetBits, cluster);
    });
    return beyond ? Fault::Truncated : checkRefcounts(view, header);
}

Fault check(View& view, const Header& header)
{
    if (header.version != 2 && header.version != 3)
        return Fault::UnknownVersion;
    if (view.head().size() < header.leastLength())
        return Fault::Truncated;
    if ((header.incompatible & ~kKnownFeatures) != 0 || header.encryption > kLuks || header.refcountOrder > 6
        || header.compression > kZstd)
        return Fault::UnknownFeature;
    if (header.has(kCompressionType) != (header.compression != 0))
        return Fault::Contradictory;
    const unsigned leastBits = header.has(kExtendedEntries) ? 14 : 9; // "Header", cluster_bits
    if (header.clusterBits < leastBits || header.clusterBits > 21 || header.length < header.leastLength()
        || header.length > header.clusterSize() || header.length % 8 != 0)
        return Fault::ImpossibleTables;
    if (header.size > uint64_t(INT64_MAX))
        return Fault::ImpossibleSize;
    return checkTables(view, header);
}

} // namespace

bool claimsQcow2(const View& view) { return view.head().holds(0, "QFI\xfb") && view.head().be32(4) != 1; }

Findings readQcow2(View& view)
{
    const Header header(view.head());
    Findings findings;
    findings.format = Format::Qcow2;
    findings.subformat = std::to_string(header.version);
    findings.fault = check(view, header);
    if (findings.fault == Fault::UnknownVersion)
        return findings;
    findings.virtualSize = header.size / kSector * kSector;
    findings.unclean = header.has(kDirty);
    findings.corrupt = header.has(kCorrupt);
    findings.encrypted = header.encryption != 0;
    const Fault references = readReferences(view, header, findings);
    if (findings.fault == Fault::None)
        findings.fault = references;
    return findings;
}

} // namespace mooring::imagesniff
