// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/service/jobs.h"

namespace mooring {

// What mooringd --user holds for its user.
ServedProviders makeServedProviders();

} // namespace mooring
