// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "crc32c.h"

#include <array>

namespace mooring::imagesniff {
namespace {

// Eight tables, so that eight bytes go at a step: a VHDX has 72 KiB under checksums.
using Tables = std::array<std::array<uint32_t, 256>, 8>;

constexpr Tables makeTables()
{
    constexpr uint32_t polynomial = 0x82f63b78; // reflected
    Tables tables {};
    for (uint32_t byte = 0; byte < 256; ++byte) {
        uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit)
            value = value >> 1 ^ ((value & 1) != 0 ? polynomial : 0);
        tables[0][byte] = value;
    }
    for (size_t table = 1; table < tables.size(); ++table) {
        for (size_t byte = 0; byte < 256; ++byte) {
            const uint32_t shorter = tables[table - 1][byte];
            tables[table][byte] = shorter >> 8 ^ tables[0][shorter & 0xff];
        }
    }
    return tables;
}

constexpr Tables kTables = makeTables();

} // namespace

uint32_t crc32c(std::string_view bytes)
{
    const auto byte = [bytes](size_t at) -> uint32_t { return static_cast<unsigned char>(bytes[at]); };
    uint32_t sum = 0xffffffff;
    size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        const uint32_t first = sum ^ (byte(at) | byte(at + 1) << 8 | byte(at + 2) << 16 | byte(at + 3) << 24);
        sum = kTables[7][first & 0xff] ^ kTables[6][first >> 8 & 0xff] ^ kTables[5][first >> 16 & 0xff]
            ^ kTables[4][first >> 24] ^ kTables[3][byte(at + 4)] ^ kTables[2][byte(at + 5)]
            ^ kTables[1][byte(at + 6)] ^ kTables[0][byte(at + 7)];
    }
    for (; at < bytes.size(); ++at)
        sum = sum >> 8 ^ kTables[0][(sum ^ byte(at)) & 0xff];
    return ~sum;
}

} // namespace mooring::imagesniff
