// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <sys/types.h>

namespace mooring {

// This process may open as many files as the hard limit lets it. Children keep the limit it was started with:
// select(2) and loops over all descriptors are theirs.
size_t raiseOpenFileLimit(); // how many that are
void restoreOpenFileLimit(pid_t child);

} // namespace mooring
