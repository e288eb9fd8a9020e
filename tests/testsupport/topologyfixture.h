// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/planner.h"

#include <QJsonArray>
#include <QJsonObject>

namespace fixture {

// The files in tests/data/topologies; the notation is told in their README.md. A mistake in a file ends the
// test.
mooring::Resource resourceOf(const QJsonObject& node);
QList<mooring::Inventory> inventoriesOf(const QJsonArray& nodes);
mooring::PlanOptions optionsOf(const QJsonObject& plan);
QList<mooring::ResourceId> idsOf(const QJsonValue& list);

// A plan in the same notation.
QStringList stepsOf(const mooring::Plan& plan);
QStringList blockersOf(const mooring::Plan& plan);
QStringList collateralOf(const mooring::Plan& plan);
QStringList goalsOf(const mooring::Plan& plan);
QStringList textsOf(const QList<mooring::ResourceId>& ids);

} // namespace fixture
