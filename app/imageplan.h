// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine.h"

namespace mooring {

// The plan that attaches an image as its report says: by whom, and the command that does the same.
Plan makeImagePlan(const ImageReport& report, const Engine::AttachOptions& options);

// What was found out about an image, with who exports it: target servers take no locks on their files.
ImageReport withExports(ImageReport report, const Topology& topology);

} // namespace mooring
