// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/naming.h"
#include "models/engine.h"

namespace mooring {

// What the command line says of targets that this host exports.

// A file or a device becomes a logical unit of a target.
Result<Plan> exportPlan(const Engine& engine, const Naming& naming, const CommandLine& line);

// "hide LUN INITIATOR": the mapped LUN that is meant. Empty: the line says it otherwise.
std::optional<Result<ResourceId>> mappedLunOf(const Topology& topology, const Naming& naming,
                                              const CommandLine& line);

// Why something of a target that was named is not there: its server was not asked, there is no such target,
// or the target has no such unit. Empty: it is nothing of a target.
std::optional<Error> missingExport(const Engine& engine, const QByteArray& word);

} // namespace mooring
