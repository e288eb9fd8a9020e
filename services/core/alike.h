// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resource.h"

namespace mooring {

// Several providers may know the same target, portal or process, each by what it sees of it.
bool isToldByMany(Kind kind);

// One node with what both tell: `first` counts where they disagree, and a target is in the state of its
// liveliest session. Of what one of them only remembers just the facts count.
Resource merged(Resource first, const Resource& other);

} // namespace mooring
