// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "operation.h"
#include "topology.h"

namespace mooring {

// The restore recipes of what an operation let go, in the order in which it went: for makeRestorePlan(). A
// step that was under way when its program died counts when what it was to let go is not there now.
QList<QJsonObject> recipesOf(const OperationRecord& record, const Topology& now);

} // namespace mooring
