// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "operation.h"
#include "result.h"
#include "topology.h"

#include <QJsonObject>

namespace mooring {

// Values <-> JSON, in this one place. The shapes of resources, plans and operation accounts are the command
// line's contract: fields are added, never renamed. Bytes are written as encodeBytes() makes them.
QJsonObject toJson(const Error& error);
QJsonObject toJson(const Need& need);
QJsonObject toJson(const Release& release);
QJsonObject toJson(const Resource& resource); // whole value
QJsonObject toJson(const Inventory& inventory);
QJsonObject toJson(const LookRequest& request);
QJsonObject toJson(const Step& step); // whole value
QJsonObject toJson(const StepResult& result);
QJsonObject toJson(const Progress& progress);
QJsonObject toJson(const ProviderInfo& info);
QJsonObject toJson(const Plan& plan); // whole value; "schema":1, and the command line's names for its fields
QJsonObject toJson(const StepRecord& record);
QJsonObject toJson(const GoalRecord& record);
QJsonObject toJson(const OperationRecord& record);
QJsonObject factsToJson(const Facts& facts);

// As the command line shows a node: id kind name parent standsOn provider state device facts verbs
// incarnation.
QJsonObject resourceToJson(const Topology& topology, Topology::Node node);

Result<Error> errorFromJson(const QJsonObject& json);
Result<Resource> resourceFromJson(const QJsonObject& json);
// A resource that cannot be read (a later version's words) is an error of the inventory, so that its absence
// proves nothing.
Result<Inventory> inventoryFromJson(const QJsonObject& json);
Result<LookRequest> lookRequestFromJson(const QJsonObject& json);
Result<Step> stepFromJson(const QJsonObject& json);
Result<StepResult> stepResultFromJson(const QJsonObject& json);
Result<Progress> progressFromJson(const QJsonObject& json);
Result<ProviderInfo> providerInfoFromJson(const QJsonObject& json); // kinds that are not known are left out
Result<Plan> planFromJson(const QJsonObject& json);
Result<OperationRecord> operationRecordFromJson(const QJsonObject& json);

} // namespace mooring
