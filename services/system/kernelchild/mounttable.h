// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mooring::kernelchild {

// One mount of our namespace, as much as the mount verbs need.
struct MountLine
{
    uint64_t id = 0, parent = 0;
    std::string device, root, mountPoint, type;
};
std::vector<MountLine> readMountTable();

// "/a/b" below "/a" is "/b", and "/" for the same; empty when it is not below.
std::string pathBelow(const std::string& path, const std::string& folder);

} // namespace mooring::kernelchild
