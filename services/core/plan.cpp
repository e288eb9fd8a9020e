// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plan.h"

#include <algorithm>

namespace mooring {

bool Plan::needsAcceptance() const
{
    return std::any_of(collateral.cbegin(), collateral.cend(),
                       [](const Collateral& affected) { return affected.mustAccept; });
}

} // namespace mooring
