// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plangoals.h"

namespace mooring {

// What a plan touches beside what stands on the chosen things.
QList<Collateral> collateralOf(const Topology& topology, const Closure& closure, const Closure& followers,
                               const std::vector<ChosenGoal>& goals);

// Without what comes back from a saved configuration that a step changes as well.
QList<Collateral> withoutForgotten(QList<Collateral> collateral, const QList<Step>& steps);

// What is lost for good by these steps, whoever asked for them: must be accepted.
QList<Collateral> contentLostBy(const QList<Step>& steps);

// Changes when the plan would: over everything that goes and everything that uses it, not over sizes and
// times.
QByteArray fingerprintOf(const Topology& topology, const Closure& closure, Verb verb,
                         const std::vector<ChosenGoal>& goals);

} // namespace mooring
