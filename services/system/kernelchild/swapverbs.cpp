// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verbs.h"

#include <cerrno>
#include <cstdlib>
#include <sys/swap.h>

namespace mooring::kernelchild {

int swapOff(Arguments arguments)
{
    if (arguments.size() > 3)
        return EINVAL;
    if (arguments.size() > 1)
        identifyContent(arguments.subspan(1)); // what cannot be told keeps nobody from letting go
    return swapoff(arguments[0]) == 0 ? 0 : errno;
}

int swapOn(Arguments arguments)
{
    if (arguments.size() != 2)
        return EINVAL;
    const int priority = atoi(arguments[1]); // negative ones are given by the kernel, never asked for
    const int flags = priority < 0 ? 0 : SWAP_FLAG_PREFER | (priority & SWAP_FLAG_PRIO_MASK);
    return swapon(arguments[0], flags) == 0 ? 0 : errno;
}

} // namespace mooring::kernelchild
