// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "view.h"

namespace mooring::imagesniff {

// Where what is on a raw disk ends, in bytes, as its own superblock or partition table says; zero: it does
// not say, or not in a way that is known here. A disk that ends before that has lost a part.

// `type` as libblkid calls it, which has recognised it.
uint64_t endOfFilesystem(View& view, std::string_view type);

uint64_t endOfMbr(const View& view, unsigned sectorSize);
// Of an intact one only; libblkid and the kernel see none when the disk ends before it does.
uint64_t endOfGpt(View& view, unsigned sectorSize);

} // namespace mooring::imagesniff
