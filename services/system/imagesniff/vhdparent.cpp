// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "names.h"
#include "vhd.h"

#include <algorithm>
#include <array>

namespace mooring::imagesniff::vhd {
namespace {

// VHD 1.0, "Dynamic Disk Header Format" and "Parent Locator Entries"; codes: "Platform Code". What is not for
// today's Windows (Wi2r, Wi2k, Mac, MacX) is never the only one.
constexpr size_t kNameAt = 64, kNameSize = 512, kLocatorsAt = 576, kLocators = 8, kLocatorSize = 24;
constexpr size_t kMostOfPath = 8192; // twice what a name may have here

struct Locator
{
    std::string_view code;
    Place place;
};
constexpr std::array kKnown {
    Locator {"W2ru", Place::WindowsRelative},
    Locator {"W2ku", Place::WindowsAbsolute},
};

Fault addPath(Findings& findings, Place place, std::string_view path, bool bigEndian)
{
    std::optional<std::string> name = utf8FromUtf16(path, bigEndian);
    if (!name)
        return Fault::BadName;
    return addReference(findings,
                        {.role = Role::Parent, .place = place, .name = std::move(*name), .format = "vhd"});
}

Fault addLocator(View& view, const Bytes& header, size_t at, Place place, Findings& findings)
{
    const uint32_t length = header.be32(at + 8);
    const uint64_t offset = header.be64(at + 16);
    if (length > kMostOfPath)
        return Fault::BadName;
    if (!view.contains(offset, length))
        return Fault::Truncated;
    return addPath(findings, place, view.at(offset, length).text(), false);
}

// The name is as long as the room for it, or ends in a NUL.
Fault addName(const Bytes& header, Findings& findings)
{
    size_t length = 0;
    while (length < kNameSize && header.be16(kNameAt + length) != 0)
        length += 2;
    return length == 0 ? Fault::None
                       : addPath(findings, Place::WindowsName, header.part(kNameAt, length), true);
}

} // namespace

Fault readParent(View& view, const Bytes& header, Findings& findings)
{
    findings.parentIdentifier = header.uuid(40);
    if (const uint32_t time = header.be32(56); time != 0)
        findings.parentTime = time;
    Fault fault = Fault::None;
    for (const Locator& known : kKnown) {
        for (size_t at = kLocatorsAt; at < kLocatorsAt + kLocators * kLocatorSize; at += kLocatorSize) {
            if (fault == Fault::None && header.holds(at, known.code))
                fault = addLocator(view, header, at, known.place, findings);
        }
    }
    return fault != Fault::None ? fault : addName(header, findings);
}

} // namespace mooring::imagesniff::vhd
