// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "names.h"
#include "qcow2.h"

namespace mooring::imagesniff::qcow2 {
namespace {

// "Header extensions"
constexpr uint32_t kEnd = 0, kBackingFormat = 0xe2792aca, kDataFileName = 0x44415441;

struct Extensions
{
    std::optional<std::string> backingFormat, dataFile;
    Fault fault = Fault::None;
};

Fault takeOnce(std::optional<std::string>& field, View& view, uint64_t offset, uint32_t length)
{
    constexpr uint32_t mostOfText = 1023;
    if (length > mostOfText)
        return Fault::BadName;
    if (field)
        return Fault::Contradictory; // "each header extension type shall appear at most once"
    field = std::string(view.at(offset, length).text());
    return field->size() == length ? Fault::None : Fault::Truncated;
}

Extensions readExtensions(View& view, const Header& header)
{
    constexpr int most = 64; // eight types exist
    const uint64_t end = header.backingAt != 0 ? header.backingAt : header.clusterSize();
    Extensions extensions;
    uint64_t at = header.length;
    for (int i = 0; at + 8 <= end; ++i) {
        const Bytes head = view.at(at, 8);
        const uint32_t type = head.be32(0), length = head.be32(4);
        if (type == kEnd || head.size() < 8)
            return extensions;
        if (length > end - at - 8 || i == most)
            extensions.fault = Fault::ImpossibleTables;
        else if (type == kBackingFormat)
            extensions.fault = takeOnce(extensions.backingFormat, view, at + 8, length);
        else if (type == kDataFileName)
            extensions.fault = takeOnce(extensions.dataFile, view, at + 8, length);
        if (extensions.fault != Fault::None)
            return extensions;
        at += 8 + (uint64_t(length) + 7) / 8 * 8;
    }
    return extensions;
}

Fault addBacking(View& view, const Header& header, std::string format, Findings& findings)
{
    constexpr uint32_t mostOfName = 1023; // "Header", backing_file_size
    if (header.backingAt > header.clusterSize())
        return Fault::ImpossibleTables;
    if (header.backingAt == 0 || header.backingLength == 0)
        return Fault::None;
    findings.differencing = true;
    if (header.backingLength > mostOfName)
        return Fault::BadName;
    if (header.backingLength > header.clusterSize() - header.backingAt)
        return Fault::ImpossibleTables;
    const Bytes name = view.at(header.backingAt, header.backingLength);
    if (name.size() < header.backingLength)
        return Fault::Truncated;
    return addReference(
        findings, {.role = Role::Backing, .name = std::string(name.text()), .format = std::move(format)});
}

} // namespace

Fault readReferences(View& view, const Header& header, Findings& findings)
{
    Extensions extensions = readExtensions(view, header);
    const Fault backing = addBacking(view, header, extensions.backingFormat.value_or(""), findings);
    Fault data = Fault::None;
    if (header.has(kDataFile)) // without a name the file comes from whoever opens the image
        data = addReference(
            findings, {.role = Role::DataFile, .name = extensions.dataFile.value_or(""), .format = "raw"});
    for (const Fault fault : {extensions.fault, backing, data}) {
        if (fault != Fault::None)
            return fault;
    }
    return Fault::None;
}

} // namespace mooring::imagesniff::qcow2
