// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mooring::kernelchild {

// One line of an answer: "KEY VALUE". Control characters in what an image says of itself become '?'. Written
// at once, so that a child which is killed later has told it.
void tell(std::string_view key, std::string value);
inline void tell(std::string_view key, unsigned long long value) { tell(key, std::to_string(value)); }

// Says in one word why a verb refuses, beside the errno it returns: "reason WORD".
inline int refuse(std::string_view word, int number)
{
    tell("reason", std::string(word));
    return number;
}

} // namespace mooring::kernelchild
