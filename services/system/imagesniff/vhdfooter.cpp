// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "vhd.h"

namespace mooring::imagesniff::vhd {
namespace {

constexpr std::string_view kCookie = "conectix"; // VHD 1.0, "Cookie"
constexpr size_t kChecksumAt = 64;

} // namespace

bool checksumFits(const Bytes& bytes, size_t length, size_t checksumAt)
{
    uint32_t sum = 0;
    for (size_t at = 0; at < length; ++at)
        sum += at < checksumAt || at >= checksumAt + 4 ? bytes.u8(at) : 0U;
    return ~sum == bytes.be32(checksumAt);
}

Footer::Footer(Bytes bytes)
    : m_bytes(std::move(bytes))
    , m_claims(m_bytes.size() >= kOldFooterSize && m_bytes.holds(0, kCookie))
    , m_valid(m_claims && checksumFits(m_bytes, kFooterSize, kChecksumAt))
{
}

bool Footer::agreesWith(const Footer& copy) const
{
    return type() == copy.type() && headerOffset() == copy.headerOffset()
        && currentSize() == copy.currentSize() && visibleSize() == copy.visibleSize()
        && identifier() == copy.identifier();
}

uint64_t Footer::visibleSize() const
{
    // Virtual PC, and qemu in its name, show no more than the geometry holds; everybody else goes by the
    // size. Neither is in VHD 1.0: qemu block/vpc.c, vpc_open().
    constexpr uint64_t mostOfGeometry = 65535ULL * 16 * 255;
    const bool byGeometry = m_bytes.holds(28, "vpc ") || m_bytes.holds(28, "qemu"); // "Creator Application"
    const uint64_t sectors = 1ULL * m_bytes.be16(56) * m_bytes.u8(58) * m_bytes.u8(59); // "Disk Geometry"
    return byGeometry && sectors != mostOfGeometry ? sectors * kSector : currentSize();
}

} // namespace mooring::imagesniff::vhd
