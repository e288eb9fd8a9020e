// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzedimage.h"

// Built with clang when MOORING_FUZZ is on. Run: fuzz_imagesniff -max_len=8192 NEW_FOLDER corpus/imagesniff
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    mooring::fuzz::judge(mooring::fuzz::FuzzedImage(data, size));
    return 0;
}
