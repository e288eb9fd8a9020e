// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer.h"

#include <algorithm>
#include <cstdio>

namespace mooring::kernelchild {

void tell(std::string_view key, std::string value)
{
    std::replace_if(
        value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
    std::string line(key);
    line += ' ';
    line += value;
    line += '\n';
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
}

} // namespace mooring::kernelchild
