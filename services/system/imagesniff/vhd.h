// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "findings.h"
#include "view.h"

// The parts of a VHD. "VHD 1.0" below is Microsoft's "Virtual Hard Disk Image Format Specification", version
// 1.0 of October 2006; all its numbers are big endian.
namespace mooring::imagesniff::vhd {

constexpr size_t kFooterSize = 512; // VHD 1.0, "Hard Disk Footer Format"
constexpr size_t kOldFooterSize = 511; // same section: before Virtual PC 2004
constexpr size_t kHeaderSize = 1024; // VHD 1.0, "Dynamic Disk Header Format"

// VHD 1.0, "Disk Type"
constexpr uint32_t kFixed = 2, kDynamic = 3, kDifferencing = 4;

// The footer, or its copy at the beginning of a dynamic or differencing disk.
class Footer
{
public:
    Footer() = default;
    explicit Footer(Bytes bytes);

    bool claims() const noexcept { return m_claims; } // it has the cookie
    bool valid() const noexcept { return m_valid; } // and the checksum is right
    bool agreesWith(const Footer& copy) const; // in all that makes a difference to the disk
    bool hasBlocks() const { return type() == kDynamic || type() == kDifferencing; }

    uint32_t type() const { return m_bytes.be32(60); }
    uint64_t headerOffset() const { return m_bytes.be64(16); }
    uint64_t currentSize() const { return m_bytes.be64(48); }
    uint64_t visibleSize() const; // what programs make of currentSize and the geometry
    std::string identifier() const { return m_bytes.uuid(68); }
    bool savedState() const { return m_bytes.u8(84) != 0; }
    bool knownVersion() const { return m_bytes.be16(12) == 1; } // major; VHD 1.0, "File Format Version"

private:
    Bytes m_bytes;
    bool m_claims = false, m_valid = false;
};

// One's complement of the sum of all bytes but the checksum's own (VHD 1.0, "Checksum").
bool checksumFits(const Bytes& bytes, size_t length, size_t checksumAt);

// Dynamic and differencing disks: header, block allocation table, way to the parent. `end` is where the
// footer begins.
bool hasHeader(View& view, const Footer& footer);
Fault readHeader(View& view, const Footer& footer, uint64_t end, Findings& findings);
Fault readParent(View& view, const Bytes& header, Findings& findings);

} // namespace mooring::imagesniff::vhd
