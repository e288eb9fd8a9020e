// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "findings.h"
#include "source.h"

namespace mooring::imagesniff {

// Tells what an image file is from its own bytes, before any program that would act on them sees it. Believes
// no length, offset or count; reads at most a mebibyte; never fails otherwise than by a Fault.
// Format::Raw says only that no container is known: what is on the disk is not looked at.
Findings sniff(const Source& source);

} // namespace mooring::imagesniff
