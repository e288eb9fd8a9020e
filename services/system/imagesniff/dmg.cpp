// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats.h"

namespace mooring::imagesniff {
namespace {

// Apple documents none of it: qemu block/dmg.c, dmg_open(), and J. Levin, "Demystifying the DMG File Format"
// (newosxbook.com/DMG.html), struct UDIFResourceFile; big endian.
constexpr size_t kTrailerSize = 512;

struct Trailer
{
    explicit Trailer(const Bytes& bytes)
        : version(bytes.be32(4))
        , size(bytes.be32(8))
        , dataAt(bytes.be64(24))
        , dataLength(bytes.be64(32))
        , segments(bytes.be32(60))
        , listAt(bytes.be64(216))
        , listLength(bytes.be64(224))
        , sectors(bytes.be64(492))
    {
    }
    uint32_t version, size;
    uint64_t dataAt, dataLength;
    uint32_t segments;
    uint64_t listAt, listLength, sectors;
};

Fault check(const View& view, const Trailer& trailer)
{
    constexpr uint64_t mostSectors = 1ULL << 44;
    if (trailer.segments > 1) // the rest is in files that it does not name
        return Fault::UnknownFeature;
    if (trailer.sectors == 0 || trailer.sectors > mostSectors)
        return Fault::ImpossibleSize;
    const bool there = view.contains(trailer.dataAt, trailer.dataLength)
        && view.contains(trailer.listAt, trailer.listLength);
    return there ? Fault::None : Fault::Truncated;
}

} // namespace

bool claimsEncryptedDmg(const View& view) { return view.head().holds(0, "encrcdsa"); }

Findings readEncryptedDmg(View&)
{
    Findings findings;
    findings.format = Format::Dmg;
    findings.subformat = "encrypted";
    findings.encrypted = true;
    return findings;
}

std::optional<Findings> readDmg(View& view)
{
    const Bytes bytes = view.tail(kTrailerSize);
    const Trailer trailer(bytes);
    if (!bytes.holds(0, "koly") || trailer.version != 4 || trailer.size != kTrailerSize)
        return std::nullopt;
    Findings findings;
    findings.format = Format::Dmg;
    findings.fault = check(view, trailer);
    if (findings.fault != Fault::ImpossibleSize)
        findings.virtualSize = trailer.sectors * kSector;
    return findings;
}

} // namespace mooring::imagesniff
