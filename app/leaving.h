// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <unistd.h>

namespace mooring {

// Ends the program without taking anything down under the threads that may still wait for the kernel or a
// bus. What has to be written has been by then.
[[noreturn]] inline void leave(int code)
{
    std::fflush(nullptr);
    _exit(code);
}

} // namespace mooring
