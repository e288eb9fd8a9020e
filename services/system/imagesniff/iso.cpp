// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats.h"

#include <algorithm>
#include <array>

namespace mooring::imagesniff {
namespace {

// ECMA-119 6.2.1 and 8.1; ECMA-167 2/8.3.1 and 2/9.1: one volume descriptor a sector from here on, each with
// an identifier behind its first byte.
constexpr uint64_t kFirst = 32768;
constexpr size_t kDescriptorSize = 2048;
constexpr int kMostDescriptors = 16;
constexpr uint64_t kLeastSize = kFirst + kDescriptorSize;
constexpr std::array<std::string_view, 2> kUdf {"NSR02", "NSR03"};
constexpr std::array<std::string_view, 4> kFrame {"CD001", "BEA01", "TEA01", "BOOT2"};

bool names(const Bytes& descriptor, std::string_view identifier) { return descriptor.holds(1, identifier); }

template <size_t Size> bool namesAny(const Bytes& descriptor, const std::array<std::string_view, Size>& all)
{
    return std::any_of(all.begin(), all.end(),
                       [&](auto identifier) { return names(descriptor, identifier); });
}

struct Sequence
{
    bool iso9660 = false, udf = false, any = false;
    uint64_t volumeSize = 0; // bytes, by ISO 9660
};

Sequence readSequence(View& view)
{
    constexpr uint8_t primary = 1;
    Sequence sequence;
    for (int i = 0; i < kMostDescriptors; ++i) {
        const Bytes descriptor = view.at(kFirst + static_cast<uint64_t>(i) * kDescriptorSize, 256);
        if (!namesAny(descriptor, kFrame) && !namesAny(descriptor, kUdf))
            break;
        sequence.any = true;
        sequence.udf = sequence.udf || namesAny(descriptor, kUdf);
        if (!names(descriptor, "CD001"))
            continue;
        sequence.iso9660 = true;
        if (descriptor.u8(0) == primary) // ECMA-119 8.4.8, 8.4.12
            sequence.volumeSize = uint64_t(descriptor.le32(80)) * descriptor.le16(128);
    }
    return sequence;
}

} // namespace

std::optional<Findings> readIso(View& view)
{
    // a copy of a disc may lack the run-out behind a track (ECMA-130 20.2), though it counts as volume
    constexpr uint64_t runOut = 150 * kDescriptorSize;
    const Sequence sequence = readSequence(view);
    if (!sequence.any)
        return std::nullopt;
    Findings findings;
    findings.format = Format::Iso;
    findings.subformat = sequence.iso9660 && sequence.udf ? "udf-bridge"
        : sequence.iso9660                                ? "iso9660"
                                                          : "udf";
    findings.virtualSize = view.size();
    findings.sectorSize = kDescriptorSize;
    // What Windows takes for an ISO: at least one descriptor, whole sectors.
    if (view.size() % kDescriptorSize != 0 || view.size() < kLeastSize)
        findings.fault = Fault::ImpossibleSize;
    else if (sequence.volumeSize > view.size() + runOut)
        findings.fault = Fault::Truncated;
    return findings;
}

} // namespace mooring::imagesniff
