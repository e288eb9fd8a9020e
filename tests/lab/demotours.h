// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoguide.h"
#include "demostage.h"

namespace mooring::lab {

// A mounted image with a shell in the way: the blocked plan, the resolved one, the detach, the way back.
void tourDetach(DemoStage& stage, DemoGuide& guide);
// A VHDX: what the dialog says of it, attached with an overlay, and what becomes of what was written.
void tourOverlay(DemoStage& stage, DemoGuide& guide);
// Cards: one that is attached and released with a reset, one that another program holds for itself.
void tourCards(DemoGuide& guide);
// A unit that an initiator can see: in the way, then detached and put back once it has logged out.
void tourExports(DemoStage& stage, DemoGuide& guide);

} // namespace mooring::lab
