// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "names.h"

#include "bytes.h"

#include <climits>

namespace mooring::imagesniff {
namespace {

bool isLeading(uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool isTrailing(uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

void appendUtf8(std::string& text, uint32_t code)
{
    const auto tail
        = [&text, code](unsigned shift) { text += static_cast<char>(0x80 | (code >> shift & 0x3f)); };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xc0 | code >> 6);
        tail(0);
    } else if (code < 0x10000) {
        text += static_cast<char>(0xe0 | code >> 12);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0 | code >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

} // namespace

std::optional<std::string> utf8FromUtf16(std::string_view bytes, bool bigEndian)
{
    const Bytes units {std::string(bytes)};
    const auto unit = [&](size_t at) -> uint32_t { return bigEndian ? units.be16(at) : units.le16(at); };
    size_t end = units.size();
    if (end % 2 != 0)
        return std::nullopt;
    while (end > 0 && unit(end - 2) == 0)
        end -= 2;
    std::string text;
    for (size_t at = 0; at < end; at += 2) {
        const uint32_t first = unit(at);
        if (first == 0 || isTrailing(first))
            return std::nullopt;
        if (!isLeading(first)) {
            appendUtf8(text, first);
            continue;
        }
        at += 2;
        const uint32_t second = at < end ? unit(at) : 0;
        if (!isTrailing(second))
            return std::nullopt;
        appendUtf8(text, 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
    }
    return text;
}

Fault addReference(Findings& findings, Reference reference)
{
    const std::string& name = reference.name;
    if (name.empty() || name.size() >= PATH_MAX || name.find('\0') != std::string::npos)
        return Fault::BadName;
    findings.references.push_back(std::move(reference));
    return Fault::None;
}

} // namespace mooring::imagesniff
