// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "treechange.h"

#include <QVariant>

namespace mooring {

// What one cell of a tree shows, and what stands behind it (ResourceModel's roles).
QVariant treeData(const TreeState& state, const TreeShape::Row& row, int childCount, Column column, int role);

} // namespace mooring
