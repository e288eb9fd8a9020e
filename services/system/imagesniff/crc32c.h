// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace mooring::imagesniff {

// CRC-32C (Castagnoli), as RFC 3720 appendix B.4 has it.
uint32_t crc32c(std::string_view bytes);

} // namespace mooring::imagesniff
