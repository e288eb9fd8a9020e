// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "findings.h"
#include "view.h"

// The parts of a VHDX. Sections are those of [MS-VHDX], "Virtual Hard Disk v2 (VHDX) File Format"; all its
// numbers are little endian.
namespace mooring::imagesniff::vhdx {

constexpr uint64_t kMebibyte = 1 << 20;
constexpr uint64_t kSectionSize = 64UL * 1024; // header section, 2.2; metadata table, 2.6.1

struct Range
{
    uint64_t offset = 0, length = 0;
    uint64_t end() const noexcept { return offset + length; }
    bool meets(const Range& other) const noexcept { return offset < other.end() && other.offset < end(); }
};

// What the current header says (2.2.2).
struct Header
{
    std::string dataWriteGuid, logGuid;
    Range log;
    Fault fault = Fault::None;
};
Header readHeader(View& view);

// Where the two regions are that this version knows (2.2.3).
struct Regions
{
    Range blocks, metadata;
    Fault fault = Fault::None;
};
Regions readRegions(View& view, const Range& log);

// What the disk is (2.6.2); blockSize 0 when it is not told.
struct Disk
{
    uint64_t size = 0;
    uint32_t blockSize = 0, sectorSize = 0;
    bool fixed = false, hasParent = false;
    std::string identifier;
    Bytes parentLocator;
    Fault fault = Fault::None;
};
Disk readDisk(View& view, const Range& metadata);

Fault readParent(const Bytes& locator, Findings& findings); // 2.6.2.6

} // namespace mooring::imagesniff::vhdx
