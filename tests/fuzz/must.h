// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <cstdlib>

namespace mooring::fuzz {

// Ends the program, which is how a fuzzer learns of it.
inline void must(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "not true: %s\n", what);
    std::abort();
}

} // namespace mooring::fuzz
