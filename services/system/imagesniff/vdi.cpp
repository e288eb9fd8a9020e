// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats.h"

namespace mooring::imagesniff {
namespace {

// VirtualBox src/VBox/Storage/VDICore.h: VDIPREHEADER (72 bytes), then VDIHEADER1; little endian.
constexpr std::string_view kSignature = "\x7f\x10\xda\xbe";
constexpr uint32_t kDynamic = 1, kFixed = 2, kUndo = 3, kDifferencing = 4;

struct Header
{
    explicit Header(const Bytes& bytes)
        : version(bytes.le32(68))
        , type(bytes.le32(76))
        , blocksAt(bytes.le32(340))
        , dataAt(bytes.le32(344))
        , sectorSize(bytes.le32(360))
        , diskSize(bytes.le64(368))
        , blockSize(bytes.le32(376))
        , blockExtra(bytes.le32(380))
        , blocks(bytes.le32(384))
        , blocksAllocated(bytes.le32(388))
    {
    }
    uint32_t version, type;
    uint64_t blocksAt, dataAt;
    uint32_t sectorSize;
    uint64_t diskSize, blockSize, blockExtra, blocks, blocksAllocated;
};
constexpr size_t kHeaderEnd = 456; // behind uuidParentModify

std::string_view subformat(uint32_t type)
{
    switch (type) {
    case kDynamic:
        return "dynamic";
    case kFixed:
        return "fixed";
    case kUndo:
        return "undo";
    case kDifferencing:
        return "differencing";
    default:
        return {};
    }
}

Fault check(const View& view, const Header& header)
{
    constexpr uint64_t most = 0x3fffffffULL << 20; // qemu block/vdi.c, VDI_DISK_SIZE_MAX: a petabyte
    constexpr uint64_t mostOfBlock = 1 << 30; // usual: a mebibyte
    if (view.head().size() < kHeaderEnd)
        return Fault::Truncated;
    if (header.version >> 16 != 1) // major; version 0 had another header
        return Fault::UnknownVersion;
    if (subformat(header.type).empty())
        return Fault::UnknownFeature;
    if (header.sectorSize != kSector || header.diskSize == 0 || header.diskSize > most)
        return Fault::ImpossibleSize;
    if (header.blockSize == 0 || header.blockSize > mostOfBlock || header.blockExtra > mostOfBlock
        || header.blocks * header.blockSize < header.diskSize || header.blocksAllocated > header.blocks
        || header.blocksAt < kHeaderEnd || header.blocksAt + header.blocks * 4 > header.dataAt)
        return Fault::ImpossibleTables;
    const uint64_t stored = header.type == kFixed ? header.blocks : header.blocksAllocated;
    return view.contains(header.dataAt, stored * (header.blockSize + header.blockExtra)) ? Fault::None
                                                                                         : Fault::Truncated;
}

} // namespace

bool claimsVdi(const View& view) { return view.head().holds(64, kSignature); }

// It has no flag for a writer that did not finish, and a parent has no name: VirtualBox knows its disks by
// their UUIDs.
Findings readVdi(View& view)
{
    const Bytes& bytes = view.head();
    const Header header(bytes);
    Findings findings;
    findings.format = Format::Vdi;
    findings.fault = check(view, header);
    if (header.version >> 16 != 1)
        return findings;
    findings.subformat = subformat(header.type);
    findings.virtualSize
        = (header.diskSize + kSector - 1) / kSector * kSector; // qemu block/vdi.c, vdi_open()
    findings.identifier = bytes.guid(392);
    findings.changeMark = bytes.guid(408);
    findings.parentIdentifier = bytes.guid(424);
    if (std::string mark = bytes.guid(440); !mark.empty())
        findings.parentChangeMarks = {std::move(mark)};
    findings.differencing = header.type == kDifferencing || header.type == kUndo
        || !findings.parentIdentifier.empty() || !findings.parentChangeMarks.empty();
    return findings;
}

} // namespace mooring::imagesniff
