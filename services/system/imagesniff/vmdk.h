// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "findings.h"
#include "view.h"

// The parts of a VMDK. "VMDK 5.0" is VMware's technical note "Virtual Disk Format 5.0". It leaves open how a
// descriptor's text is to be taken apart, so two readings matter: line by line, and as qemu does it (block/
// vmdk.c), which finds some words anywhere and lets an extent go over several lines. Where they differ the
// answer is Contradictory: what was looked at would not be what gets opened.
namespace mooring::imagesniff::vmdk {

constexpr size_t kMostOfDescriptor = 256UL * 1024;
constexpr uint64_t kEmbeddedAt = kSector; // of the text in a sparse file; qemu looks nowhere else
constexpr size_t kEmbeddedSize = 20 * kSector; // as much as qemu reads there
constexpr uint64_t kMostSectors = 1ULL << 44; // 8 PiB: sizes in bytes stay far from overflow
constexpr std::string_view kSeSparse = "seSparse"; // a createType, and of what its extents are
constexpr std::string_view kParentHint = "parentFileNameHint"; // VMDK 5.0, "The Header"

struct Descriptor
{
    std::string createType, uuid;
    std::optional<std::string> changeMark, parentChangeMark, parent;
    bool encrypted = false;
    std::vector<Reference> extents;
    uint64_t sectors = 0; // of all extents
    Fault fault = Fault::None;
    Fault extentFault = Fault::None; // counts only where the extents do
};

bool sameLetters(std::string_view one, std::string_view other); // but for upper and lower case

bool isDescriptor(std::string_view text); // by its first lines
Descriptor readDescriptor(std::string_view text); // up to the first NUL
void takeOver(const Descriptor& descriptor, Findings& findings); // all but the extents
void takeExtents(Descriptor descriptor, Findings& findings); // and the disk's size from them

// Extents of a descriptor's text: into its `extents` and `sectors`.
Fault readExtents(std::string_view text, Descriptor& descriptor);

bool claimsSparse(const View& view); // "KDMV", "COWD" or seSparse
Findings readSparse(View& view);
bool claimsSeSparse(const View& view);
Findings readSeSparse(View& view);

inline void worsen(Findings& findings, Fault fault) // what was found first counts
{
    if (findings.fault == Fault::None)
        findings.fault = fault;
}

} // namespace mooring::imagesniff::vmdk
