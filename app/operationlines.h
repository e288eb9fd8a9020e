// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/reporter.h"

namespace mooring {

// An operation as programs read it, one object; without "outcome" it runs, or its program died.
QJsonObject operationLine(const OperationRecord& record);

// Operations as people read them, a row each and its steps below.
void operationTable(const Reporter& report, const QList<OperationRecord>& records);

} // namespace mooring
