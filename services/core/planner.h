// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "iscsirequests.h"
#include "plan.h"
#include "topology.h"

namespace mooring {

// Makes the plan for one verb on the chosen resources. A pure function: touches nothing, no clock, no
// environment (the caller fills Plan::host). Never throws; what cannot be planned is told in Goal::refused
// and in blockers.
Plan makePlan(const Topology& topology, Verb verb, const QList<ResourceId>& goals,
              const PlanOptions& options = {});

// The plan that puts back what an operation let go: `recipes` are the restore recipes of its done steps in
// the order they ran. Each recipe holds "provider", "verb" (token), "id", "kind", "name", "command", the
// provider's own "data", a "consequence" (token) where it is not the verb's own, and "first": recipes of what
// went along with it.
Plan makeRestorePlan(const Topology& topology, const QList<QJsonObject>& recipes,
                     const PlanOptions& options = {});

// A plan of one step that brings something in (attach, mount, swap on); `consequence` none: the verb's own.
// Attaching never asks.
Plan makeAttachPlan(const QString& provider, Verb verb, const ResourceId& resource, const QString& name,
                    const QJsonObject& arguments, const QList<QByteArray>& command,
                    Consequence consequence = Consequence::None);

// A plan that opens iSCSI sessions, each by a step that waits for no other; `provider` opens them.
Plan makeLoginPlan(const QString& provider, const LoginRequest& request);

} // namespace mooring
