// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inventory.h"

#include <algorithm>

namespace mooring {

bool Inventory::isComplete(Kind kind) const
{
    return std::none_of(errors.cbegin(), errors.cend(), [kind](const SourceError& error) {
        return error.kinds.isEmpty() || error.kinds.contains(kind);
    });
}

} // namespace mooring
