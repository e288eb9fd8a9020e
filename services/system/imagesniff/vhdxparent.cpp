// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "names.h"
#include "vhdx.h"

#include <algorithm>
#include <array>
#include <vector>

namespace mooring::imagesniff::vhdx {
namespace {

struct Pair
{
    std::string key, value;
};
using Pairs = std::vector<Pair>;

// In the order in which they are to be tried (2.6.2.6.3).
struct Path
{
    std::string_view key;
    Place place;
};
constexpr std::array kPaths {
    Path {"relative_path", Place::WindowsRelative},
    Path {"volume_path", Place::WindowsAbsolute},
    Path {"absolute_win32_path", Place::WindowsAbsolute},
};

// 2.6.2.6.2
Fault readPairs(const Bytes& locator, Pairs& pairs)
{
    constexpr size_t headerSize = 20, entrySize = 12, most = 64;
    const size_t count = locator.le16(18); // 2.6.2.6.1, KeyValueCount
    if (count > most || headerSize + count * entrySize > locator.size())
        return Fault::ImpossibleTables;
    for (size_t at = headerSize; at < headerSize + count * entrySize; at += entrySize) {
        const std::string_view key = locator.part(locator.le32(at), locator.le16(at + 8));
        const std::string_view value = locator.part(locator.le32(at + 4), locator.le16(at + 10));
        if (key.size() != locator.le16(at + 8) || value.size() != locator.le16(at + 10))
            return Fault::ImpossibleTables;
        std::optional<std::string> keyText = utf8FromUtf16(key, false),
                                   valueText = utf8FromUtf16(value, false);
        if (!keyText || !valueText)
            return Fault::BadName;
        const auto sameKey = [&keyText](const Pair& pair) { return pair.key == *keyText; };
        if (std::any_of(pairs.begin(), pairs.end(), sameKey))
            return Fault::Contradictory;
        pairs.push_back({std::move(*keyText), std::move(*valueText)});
    }
    return Fault::None;
}

// "{83ED0EC3-...}" as Bytes::guid() writes it
std::string plainGuid(std::string_view text)
{
    std::string guid;
    for (const char letter : text) {
        if (letter != '{' && letter != '}')
            guid += letter >= 'A' && letter <= 'F' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return guid;
}

} // namespace

Fault readParent(const Bytes& locator, Findings& findings)
{
    constexpr std::string_view vhdxLocator = "b04aefb7-d19e-4a81-b789-25b8e9445913"; // 2.6.2.6.3
    if (locator.guid(0) != vhdxLocator)
        return locator.size() == 0 ? Fault::ImpossibleTables : Fault::UnknownFeature;
    Pairs pairs;
    if (const Fault fault = readPairs(locator, pairs); fault != Fault::None)
        return fault;
    for (const Pair& pair : pairs) {
        if (pair.key == "parent_linkage" || pair.key == "parent_linkage2")
            findings.parentChangeMarks.push_back(plainGuid(pair.value));
    }
    for (const Path& path : kPaths) {
        for (Pair& pair : pairs) {
            if (pair.key != path.key)
                continue;
            const Fault fault = addReference(
                findings,
                {.role = Role::Parent, .place = path.place, .name = std::move(pair.value), .format = "vhdx"});
            if (fault != Fault::None)
                return fault;
        }
    }
    return findings.parentChangeMarks.empty() ? Fault::ImpossibleTables : Fault::None;
}

} // namespace mooring::imagesniff::vhdx
