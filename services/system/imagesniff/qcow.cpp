// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats.h"
#include "names.h"

namespace mooring::imagesniff {
namespace {

// qemu block/qcow.c, QCowHeader; big endian.
constexpr size_t kHeaderSize = 48;

Fault checkTables(View& view, uint64_t size)
{
    const Bytes& header = view.head();
    const unsigned clusterBits = header.u8(32), tableBits = header.u8(33);
    if (clusterBits < 9 || clusterBits > 16 || tableBits < 6 || tableBits > 13)
        return Fault::ImpossibleTables;
    const unsigned shift = clusterBits + tableBits;
    if (size <= 1 || size > UINT64_MAX - (1ULL << shift))
        return Fault::ImpossibleSize;
    const Table table {header.be64(40), (size + (1ULL << shift) - 1) >> shift, 8, true};
    if (table.count > UINT32_MAX)
        return Fault::ImpossibleSize;
    if (table.offset < kHeaderSize)
        return Fault::ImpossibleTables;
    if (!view.contains(table.offset, table.size()))
        return Fault::Truncated;
    const bool beyond = view.anyEntry(table, [&](uint64_t, uint64_t offset) {
        return offset != 0 && !view.contains(offset, 8ULL << tableBits);
    });
    return beyond ? Fault::Truncated : Fault::None;
}

Fault readBacking(View& view, Findings& findings)
{
    constexpr uint32_t mostOfName = 1023;
    const uint64_t offset = view.head().be64(8);
    const uint32_t length = view.head().be32(16);
    if (offset == 0 || length == 0)
        return Fault::None;
    if (length > mostOfName)
        return Fault::BadName;
    if (!view.contains(offset, length))
        return Fault::Truncated;
    findings.differencing = true;
    return addReference(findings,
                        {.role = Role::Backing, .name = std::string(view.at(offset, length).text())});
}

} // namespace

bool claimsQcow(const View& view) { return view.head().holds(0, "QFI\xfb") && view.head().be32(4) == 1; }

Findings readQcow(View& view)
{
    const Bytes& header = view.head();
    Findings findings;
    findings.format = Format::Qcow;
    findings.virtualSize = header.be64(24) / kSector * kSector;
    const uint32_t encryption = header.be32(36);
    findings.encrypted = encryption != 0;
    if (header.size() < kHeaderSize) {
        findings.fault = Fault::Truncated;
        return findings;
    }
    const Fault backing = readBacking(view, findings);
    const Fault tables = checkTables(view, header.be64(24));
    for (const Fault fault : {encryption > 1 ? Fault::UnknownFeature : Fault::None, tables, backing}) {
        if (findings.fault == Fault::None)
            findings.fault = fault;
    }
    return findings;
}

} // namespace mooring::imagesniff
