// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine.h"

class QWidget;

namespace mooring {

// Asks for a file and writes the plan there, as text or JSON by its suffix. Asks without blocking; writes in
// the background.
void savePlan(Engine& engine, const Plan& plan, QWidget* parent, std::function<void(const Error&)> failed);

} // namespace mooring
