// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzediscsi.h"

// Built with clang when MOORING_FUZZ is on, once for each judge. Run: fuzz_NAME NEW_FOLDER corpus/NAME
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    mooring::fuzz::MOORING_FUZZ_JUDGE(data, size);
    return 0;
}
