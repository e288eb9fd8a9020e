// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mooring::imagesniff {

// Some bytes of a file, with readers for the numbers in them. Behind their end there are only zeros: an
// offset or length that a file made up leads nowhere. Who must know what is really there asks for the size.
class Bytes
{
public:
    Bytes() = default;
    explicit Bytes(std::string content)
        : m_content(std::move(content))
    {
    }

    size_t size() const noexcept { return m_content.size(); }
    std::string_view text() const noexcept { return m_content; }
    std::string_view part(size_t at, size_t length) const
    {
        return at < size() ? text().substr(at, length) : std::string_view();
    }
    bool holds(size_t at, std::string_view bytes) const { return part(at, bytes.size()) == bytes; }

    uint8_t u8(size_t at) const { return at < size() ? static_cast<uint8_t>(m_content[at]) : 0; }
    uint16_t le16(size_t at) const { return static_cast<uint16_t>(little<2>(at)); }
    uint32_t le32(size_t at) const { return static_cast<uint32_t>(little<4>(at)); }
    uint64_t le64(size_t at) const { return little<8>(at); }
    uint16_t be16(size_t at) const { return static_cast<uint16_t>(big<2>(at)); }
    uint32_t be32(size_t at) const { return static_cast<uint32_t>(big<4>(at)); }
    uint64_t be64(size_t at) const { return big<8>(at); }

    // A UUID as text, its bytes in the order they are written in (RFC 4122); empty when all are zero.
    std::string uuid(size_t at) const;
    // The same, its first three numbers little endian ([MS-DTYP] 2.3.4.2).
    std::string guid(size_t at) const;

private:
    template <size_t Width> uint64_t little(size_t at) const
    {
        uint64_t value = 0;
        for (size_t i = Width; i > 0; --i)
            value = value << 8 | u8(at + i - 1);
        return value;
    }
    template <size_t Width> uint64_t big(size_t at) const
    {
        uint64_t value = 0;
        for (size_t i = 0; i < Width; ++i)
            value = value << 8 | u8(at + i);
        return value;
    }
    std::string m_content;
};

} // namespace mooring::imagesniff
