// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace mooring::kernelchild {

// The container format a file's first and last bytes tell: "vhd", "vhdx", "vmdk", "vdi", "qcow", "qcow2",
// "qed", "parallels", "dmg"; empty when it is none of them. Reads a few hundred bytes, trusts no length.
std::string_view containerFormat(int fd, uint64_t size);

// ISO 9660 or UDF: their volume descriptors, from 32 KiB on.
bool isOpticalImage(int fd);
// A VHD or qcow2 that is only what differs from another image.
bool namesParent(int fd, uint64_t size, std::string_view container);

} // namespace mooring::kernelchild
