// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lookcontext.h"
#include "services/core/inventory.h"

namespace mooring::lio {

// The storage objects that keep a file or a device open, whether or not a target has a logical unit on them:
// they stay when that goes, and nothing here takes them away.
QList<Resource> backstoreNodes(const TargetTree& tree, LookContext& context);

// Whether such a look is asked for them: reading them costs as much as there are.
bool asksForBackstores(const LookRequest& request);

} // namespace mooring::lio
