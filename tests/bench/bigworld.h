// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/topology.h"

#include <functional>

namespace mooring::bench {

constexpr int nodesPerDisk = 5; // image, virtual disk, partition, file system, mount

// The nodes of one attached, partitioned and mounted image. `version` changes what is shown of it.
QList<Resource> diskNodes(int number, int version = 0);

// Disks first..first+count-1, each in the version that `version` says.
Inventory inventoryOf(int first, int count, const std::function<int(int)>& version = {});

} // namespace mooring::bench
