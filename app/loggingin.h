// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

namespace mooring {

// What `mooringctl login` was asked for, with its secrets read; paths are the caller's.
Result<LoginRequest> loginRequestOf(const CommandLine& line, const QByteArray& workingDirectory);

} // namespace mooring
