// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "findings.h"
#include "view.h"

// The parts of a qcow2. Sections named in comments are those of qemu's docs/interop/qcow2.txt; all its
// numbers are big endian.
namespace mooring::imagesniff::qcow2 {

// "Header", incompatible_features
constexpr uint64_t kDirty = 1, kCorrupt = 2, kDataFile = 4, kCompressionType = 8, kExtendedEntries = 16;
constexpr uint64_t kKnownFeatures = kDirty | kCorrupt | kDataFile | kCompressionType | kExtendedEntries;
constexpr uint32_t kLuks = 2; // "Header", crypt_method
constexpr uint8_t kZstd = 1; // "Additional fields", compression_type

struct Header
{
    explicit Header(const Bytes& bytes)
        : version(bytes.be32(4))
        , backingAt(bytes.be64(8))
        , backingLength(bytes.be32(16))
        , clusterBits(bytes.be32(20))
        , size(bytes.be64(24))
        , encryption(bytes.be32(32))
        , mappingEntries(bytes.be32(36))
        , mappingAt(bytes.be64(40))
        , refcountsAt(bytes.be64(48))
        , refcountClusters(bytes.be32(56))
        , snapshots(bytes.be32(60))
        , snapshotsAt(bytes.be64(64))
        , incompatible(version >= 3 ? bytes.be64(72) : 0)
        , refcountOrder(version >= 3 ? bytes.be32(96) : 4)
        , length(version >= 3 ? bytes.be32(100) : 72)
        , compression(length > 104 ? bytes.u8(104) : 0)
    {
    }
    bool has(uint64_t feature) const noexcept { return (incompatible & feature) != 0; }
    uint32_t leastLength() const noexcept { return version >= 3 ? 104 : 72; }
    uint64_t clusterSize() const noexcept { return clusterBits < 32 ? 1ULL << clusterBits : 0; }

    uint32_t version;
    uint64_t backingAt;
    uint32_t backingLength, clusterBits;
    uint64_t size;
    uint32_t encryption;
    uint64_t mappingEntries, mappingAt; // of the L1 table
    uint64_t refcountsAt, refcountClusters;
    uint32_t snapshots;
    uint64_t snapshotsAt;
    uint64_t incompatible;
    uint32_t refcountOrder, length;
    uint8_t compression;
};

// Backing file and external data file, with what the header extensions say of them.
Fault readReferences(View& view, const Header& header, Findings& findings);

} // namespace mooring::imagesniff::qcow2
