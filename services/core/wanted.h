// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provider.h"

#include <algorithm>

namespace mooring {

// Whether a look that was asked for this is to tell of the resource.
inline bool isWanted(const LookRequest& request, const Resource& resource)
{
    const auto stands = [&request](const Need& need) {
        return std::any_of(need.on.begin(), need.on.end(),
                           [&request](const Key& key) { return request.standingOn.contains(key); });
    };
    return request.isFull() || request.only.contains(resource.id)
        || std::any_of(resource.needs.begin(), resource.needs.end(), stands);
}

} // namespace mooring
