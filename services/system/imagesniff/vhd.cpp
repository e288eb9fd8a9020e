// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vhd.h"

#include "formats.h"

// Which copy of the footer counts, and when it is none. The evidence is the copy at the beginning ("head", of
// dynamic and differencing disks only) and the footer at the end ("tail"); each is there or not, and its
// checksum is right or not.
//
//  head          tail                                  it is
//  right         right, the same                       dynamic or differencing
//  right         right, another                        the same, Contradictory
//  right         wrong                                 the same, ChecksumWrong
//  right         none                                  the same, Truncated: the end is missing
//  right, fixed  any                                   Contradictory: fixed disks have no head
//  wrong         right, fixed, of this very file size  fixed, Contradictory
//  wrong         any other                             ChecksumWrong
//  none          right, fixed, of this very file size  fixed
//  none          wrong, otherwise the same             fixed, ChecksumWrong
//  none          dynamic, and its header is there      the same, ChecksumWrong: its head is lost
//  none          any other                             raw, LeftoverFooter
//
// The last line is a raw disk that a VHD was once copied to, or the last blocks of a file inside it: a footer
// proves a fixed VHD only when it fits the file to the byte. The user may insist on raw.
namespace mooring::imagesniff {
namespace {

using vhd::Footer;

struct Evidence
{
    Footer head, tail;
    uint64_t end = 0; // where the tail begins
    bool fits() const { return tail.claims() && tail.type() == vhd::kFixed && tail.currentSize() == end; }
};

Evidence evidenceIn(View& view)
{
    Evidence evidence {Footer(view.at(0, vhd::kFooterSize)), {}, view.size()};
    for (const size_t length : {vhd::kFooterSize, vhd::kOldFooterSize}) {
        Footer tail(view.tail(length));
        if (!tail.claims())
            continue;
        evidence.tail = std::move(tail);
        evidence.end = view.size() - length;
        break;
    }
    return evidence;
}

Fault disagreement(const Evidence& evidence)
{
    const auto& [head, tail, end] = evidence;
    if (!head.claims())
        return tail.valid() && tail.type() == vhd::kFixed ? Fault::None : Fault::ChecksumWrong;
    if (!head.valid())
        return tail.valid() && evidence.fits() ? Fault::Contradictory : Fault::ChecksumWrong;
    if (head.type() == vhd::kFixed)
        return Fault::Contradictory;
    if (!tail.claims())
        return Fault::Truncated;
    if (!tail.valid())
        return Fault::ChecksumWrong;
    return tail.agreesWith(head) ? Fault::None : Fault::Contradictory;
}

Fault checkFooter(const Footer& footer)
{
    constexpr uint64_t most = 2040ULL << 30; // qemu block/vpc.c, VHD_MAX_SECTORS; Windows allows no more
    if (!footer.knownVersion())
        return Fault::UnknownVersion;
    if (footer.type() != vhd::kFixed && !footer.hasBlocks())
        return Fault::UnknownFeature;
    const uint64_t size = footer.currentSize();
    const bool possible = size > 0 && size <= most && size % kSector == 0;
    return possible && footer.visibleSize() <= size ? Fault::None : Fault::ImpossibleSize;
}

std::string_view subformat(uint32_t type)
{
    switch (type) {
    case vhd::kFixed:
        return "fixed";
    case vhd::kDynamic:
        return "dynamic";
    case vhd::kDifferencing:
        return "differencing";
    default:
        return {};
    }
}

Findings describe(View& view, const Evidence& evidence)
{
    const Footer& footer = evidence.head.valid() || !evidence.tail.claims() ? evidence.head : evidence.tail;
    Findings findings;
    findings.format = Format::Vhd;
    findings.subformat = subformat(footer.type());
    findings.virtualSize = footer.visibleSize();
    findings.identifier = footer.identifier();
    findings.differencing = footer.type() == vhd::kDifferencing;
    // somebody continues from this very content (VHD 1.0, "Saved State")
    findings.unclean = footer.savedState();
    findings.fault = disagreement(evidence);
    if (findings.fault == Fault::None)
        findings.fault = checkFooter(footer);
    if (footer.hasBlocks()) {
        const Fault fault = vhd::readHeader(view, footer, evidence.end, findings);
        findings.fault = findings.fault == Fault::None ? fault : findings.fault;
    }
    return findings;
}

} // namespace

bool passesForVhd(View& view)
{
    const Evidence evidence = evidenceIn(view);
    return evidence.head.claims() || (evidence.tail.valid() && evidence.fits());
}

std::optional<Findings> readVhd(View& view)
{
    const Evidence evidence = evidenceIn(view);
    const Footer& tail = evidence.tail;
    if (evidence.head.claims() || evidence.fits() || (tail.hasBlocks() && vhd::hasHeader(view, tail)))
        return describe(view, evidence);
    if (!tail.claims())
        return std::nullopt;
    Findings raw;
    raw.virtualSize = view.size();
    raw.fault = Fault::LeftoverFooter;
    return raw;
}

} // namespace mooring::imagesniff
