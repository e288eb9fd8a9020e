// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/naming.h"
#include "models/engine.h"

namespace mooring {

// The plan that the command line means, or the word in it that means nothing.
Result<Plan> planOf(const Engine& engine, const Naming& naming, const CommandLine& line);

// The account of a plan that cannot start: blocked, or no goal that can be reached. Its outcome is empty when
// the plan can start.
OperationRecord recordOfRefusal(const Plan& plan);

// Of a plan that is blocked: which options may clear the way.
QString wayOut(const Plan& plan);

// The account of a request that never became a plan; a goal for each thing it names.
OperationRecord recordOfRefusal(const Error& error, Verb verb, const QList<ResourceId>& goals);

// What a word stands for that names nothing seen: where those who know of iSCSI sessions could not be asked,
// that is the reason, and not that there are none.
Error unresolved(const Engine& engine, const Error& error);
std::optional<Error> cardServiceError(const Engine& engine); // why nothing of cards can be seen

// The account of a request whose word stands for nothing on this host.
OperationRecord recordOfUnknown(Error error, Verb verb);

} // namespace mooring
