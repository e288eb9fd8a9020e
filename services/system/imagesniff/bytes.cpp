// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytes.h"

#include <algorithm>
#include <array>

namespace mooring::imagesniff {
namespace {

constexpr size_t kUuidSize = 16;
using Order = std::array<uint8_t, kUuidSize>;
constexpr Order kWritten {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr Order kMixed {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};

std::string uuidText(const Bytes& bytes, size_t at, const Order& order)
{
    constexpr std::string_view digits = "0123456789abcdef";
    if (std::all_of(order.begin(), order.end(), [&](uint8_t place) { return bytes.u8(at + place) == 0; }))
        return {};
    std::string text;
    for (size_t i = 0; i < kUuidSize; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        const uint8_t byte = bytes.u8(at + order[i]);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

} // namespace

std::string Bytes::uuid(size_t at) const { return uuidText(*this, at, kWritten); }

std::string Bytes::guid(size_t at) const { return uuidText(*this, at, kMixed); }

} // namespace mooring::imagesniff
