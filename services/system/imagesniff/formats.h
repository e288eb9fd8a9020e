// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "findings.h"
#include "view.h"

// One pair for each format: whether a file claims to be of it, and what it then says of itself.
namespace mooring::imagesniff {

bool claimsVhdx(const View& view);
Findings readVhdx(View& view);

bool claimsVmdk(const View& view);
Findings readVmdk(View& view);

bool claimsVdi(const View& view);
Findings readVdi(View& view);

bool claimsQcow(const View& view);
Findings readQcow(View& view);

bool claimsQcow2(const View& view);
Findings readQcow2(View& view);

bool claimsQed(const View& view);
Findings readQed(View& view);

bool claimsParallels(const View& view);
Findings readParallels(View& view);

bool claimsEncryptedDmg(const View& view);
Findings readEncryptedDmg(View& view);

// The following three are known by what lies behind the disk's own first bytes, and so may be what somebody
// wrote into a disk: they count only when the file claims nothing at its beginning. Empty: not of this
// format.
std::optional<Findings> readVhd(View& view); // may be Format::Raw with Fault::LeftoverFooter
bool passesForVhd(View& view); // begins as a VHD, or ends as a fixed one whose checksum and size are right
std::optional<Findings> readDmg(View& view);
std::optional<Findings> readIso(View& view);

} // namespace mooring::imagesniff
