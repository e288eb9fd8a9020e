// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "services/core/topology.h"

namespace mooring {

// Both sides' secrets, read as the command line says.
struct ChapAnswers
{
    std::optional<ChapAccess> own, mutual;
};
Result<ChapAnswers> chapAnswersOf(const CommandLine& line, const QByteArray& workingDirectory);

// A login whose portal and CHAP name, where they are not given, are those of its target's row.
CommandLine withWhatIsKnown(CommandLine line, const Topology& topology);
// What `mooringctl login` was asked for, with its secrets read; paths are the caller's.
Result<LoginRequest> loginRequestOf(const CommandLine& line, const QByteArray& workingDirectory);

// iscsi://PORTAL/TARGET/LUN
bool isUnit(const QByteArray& word);
Result<UnitRequest> unitRequestOf(const CommandLine& line, const QByteArray& workingDirectory);
// The disk that this host has of that unit already, by whichever session and portal: two writers that know
// nothing of each other would destroy what is on it.
std::optional<QString> attachedUnit(const Topology& topology, const UnitRequest& request);

} // namespace mooring
