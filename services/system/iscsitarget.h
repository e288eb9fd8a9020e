// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/resource.h"

namespace mooring {

// By this name a target of several providers becomes one node.
Key iscsiTargetKey(const QByteArray& name);

// What a session, or whatever else stands on a target, needs of it.
Need iscsiTargetNeed(const QByteArray& name);

// The node of a target: what it has by its name alone, and log out. Thread-safe.
Resource iscsiTarget(const QByteArray& name);

} // namespace mooring
