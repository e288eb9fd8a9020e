// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/system/activitylog.h"

#include <QStringList>

namespace mooring {

// Accounts to write down, and what another process does to the same file.
namespace logsample {
OperationRecord detach(); // three steps, none begun
void finish(OperationRecord& record); // ends partial: one done, one failed, one not started

// Each waits for the log's answer.
Result<qint64> begin(ActivityLog& log, const OperationRecord& record);
std::optional<Error> beginStep(ActivityLog& log, qint64 operation, int step);
Result<QList<OperationRecord>> listed(const ActivityLog& log, int limit = 0);
std::optional<Error> end(ActivityLog& log, const OperationRecord& record);

bool execute(const QByteArray& path, const char* statement); // on the file, beside the log
// --write PATH N: N whole operations. --hang PATH: one done step, one begun, then for ever. --lock PATH:
// holds the write lock for ever.
int asOtherProcess(const QStringList& arguments);
} // namespace logsample

} // namespace mooring
