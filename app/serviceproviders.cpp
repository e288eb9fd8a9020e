// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/serviceproviders.h"

namespace mooring {

ServedProviders makeServedProviders() { return {}; }

} // namespace mooring
