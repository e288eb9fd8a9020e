// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/naming.h"
#include "models/engine.h"

namespace mooring {

bool isReader(const QByteArray& word); // reader:NAME
bool isExport(const QByteArray& word); // a target of this host

// Why an attach cannot be: what is named is no image, or what it is does not go with the options.
std::optional<Error> attachRefusal(const CommandLine& line);
std::optional<Error> attachRefusal(const CommandLine& line, const ImageReport& report);

Engine::AttachOptions attachOptionsOf(const CommandLine& line, const ImageReport& report);

// The device that came of an attach, or the attachment to a card.
QString deviceOf(const Topology& topology, const OperationRecord& record);

// Mounts what `id` names on the line's second operand, without programs that change user and without devices.
Result<Plan> mountPlan(const Engine& engine, const ResourceId& id, const Naming& naming,
                       const CommandLine& line);

// The disk of an image that is attached by another of its names.
std::optional<ResourceId> attachedAs(const Topology& topology, const ImageReport& report);

} // namespace mooring
