// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzedimage.h"

#include "must.h"
#include "services/system/imagesniff/bytes.h"
#include "services/system/imagesniff/crc32c.h"
#include "services/system/imagesniff/path.h"
#include "services/system/imagesniff/sniff.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace mooring::imagesniff;

namespace mooring::fuzz {
namespace {

enum Mode : uint8_t
{
    Pieces = 1,
    MendVhd = 2,
    MendVhdx = 4
};

std::string number(uint64_t value, int width, bool bigEndian)
{
    std::string bytes;
    for (int i = 0; i < width; ++i)
        bytes += static_cast<char>(value >> 8 * (bigEndian ? width - 1 - i : i));
    return bytes;
}

} // namespace

FuzzedImage::FuzzedImage(const uint8_t* data, size_t size)
{
    const uint8_t mode = size > 0 ? data[0] : 0;
    const std::string rest(reinterpret_cast<const char*>(data) + (size > 0), size - (size > 0));
    if ((mode & Pieces) == 0) {
        m_size = rest.size();
        m_pieces.push_back({0, rest});
    } else {
        takePieces(rest);
    }
    if ((mode & MendVhd) != 0)
        mendVhd();
    if ((mode & MendVhdx) != 0)
        mendVhdx();
}

void FuzzedImage::takePieces(std::string_view bytes)
{
    const Bytes all {std::string(bytes)};
    m_size = all.le64(0) % (1ULL << 62);
    for (size_t at = 8; at + 8 <= all.size();) {
        const std::string_view content = all.part(at + 8, all.le16(at + 6));
        m_pieces.push_back({all.le64(at) & 0xffffffffffff, std::string(content)});
        at += 8 + content.size();
    }
}

void FuzzedImage::mendSum(uint64_t at, size_t length, size_t sumAt)
{
    uint32_t sum = 0;
    const std::string bytes = content(at, length);
    for (size_t i = 0; i < bytes.size(); ++i)
        sum += i < sumAt || i >= sumAt + 4 ? static_cast<uint8_t>(bytes[i]) : 0U;
    m_pieces.push_back({at + sumAt, number(~sum, 4, true)});
}

void FuzzedImage::mendVhd()
{
    constexpr size_t footer = 512, header = 1024;
    mendSum(Bytes(content(0, footer)).be64(16), header, 36);
    mendSum(0, footer, 64);
    if (m_size >= footer)
        mendSum(m_size - footer, footer, 64);
}

void FuzzedImage::mendVhdx()
{
    constexpr uint64_t section = 64 * 1024;
    for (uint64_t i = 1; i <= 4; ++i) {
        std::string bytes = content(i * section, i <= 2 ? 4096 : section);
        if (bytes.size() < 8)
            return;
        bytes.replace(4, 4, 4, '\0');
        m_pieces.push_back({i * section + 4, number(crc32c(bytes), 4, false)});
    }
}

std::string FuzzedImage::content(uint64_t offset, size_t length) const
{
    if (offset >= m_size)
        return {};
    std::string bytes(static_cast<size_t>(std::min<uint64_t>(length, m_size - offset)), '\0');
    const uint64_t end = offset + bytes.size();
    for (const Piece& piece : m_pieces) {
        const uint64_t first = std::max(offset, piece.offset);
        const uint64_t last = std::min(end, piece.offset + piece.content.size());
        if (first < last)
            bytes.replace(static_cast<size_t>(first - offset), static_cast<size_t>(last - first),
                          piece.content, static_cast<size_t>(first - piece.offset),
                          static_cast<size_t>(last - first));
    }
    return bytes;
}

std::optional<std::string> FuzzedImage::read(uint64_t offset, size_t length) const
{
    m_asked += length;
    return content(offset, length);
}

void judge(const FuzzedImage& image)
{
    const Findings findings = sniff(image);
    must(image.asked() <= 1 << 20, "reads no more than a mebibyte");
    must(findings == sniff(image), "finds the same again");
    must(!word(findings.format).empty() && !word(findings.fault).empty(), "has words");
    must(findings.fault != Fault::Unreadable, "reads what is there");
    for (const Reference& reference : findings.references) {
        must(!reference.name.empty() && reference.name.size() < 4096, "names have a length");
        must(reference.name.find('\0') == std::string::npos, "names have no NUL");
        must(!word(reference.role).empty(), "roles have words");
        const std::optional<std::string> path = resolved("/folder/image", reference);
        must(!path || path->starts_with('/'), "paths are absolute");
    }
    if (findings.fault != Fault::None)
        return;
    must(findings.virtualSize.has_value() || findings.encrypted, "a good image has a size");
    must(findings.format == Format::Raw || findings.virtualSize.value_or(1) < 1ULL << 63,
         "sizes are possible");
    must(findings.sectorSize == 512 || findings.sectorSize == 2048 || findings.sectorSize == 4096, "sectors");
}

} // namespace mooring::fuzz
