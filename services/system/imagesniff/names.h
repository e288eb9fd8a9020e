// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "findings.h"

namespace mooring::imagesniff {

// UTF-16 of either byte order as UTF-8, without NULs at its end; empty optional when it has no exact UTF-8:
// half a character, or a NUL within.
std::optional<std::string> utf8FromUtf16(std::string_view bytes, bool bigEndian);

// Takes over the name of another file; Fault::BadName when no file can have it.
Fault addReference(Findings& findings, Reference reference);

} // namespace mooring::imagesniff
