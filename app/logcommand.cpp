// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/logcommand.h"

#include "app/operationlines.h"

namespace mooring {

namespace {

constexpr int mostOperations = 10000;

} // namespace

void LogCommand::start()
{
    m_engine.activity(mostOperations, this, [this](const Result<QList<OperationRecord>>& records) {
        if (records) {
            tell(*records);
            return end(0);
        }
        m_report.object(errorObject(records.error()));
        m_report.error(records.error());
        end(exitCode(outcomeOf(records.error())));
    });
}

void LogCommand::tell(const QList<OperationRecord>& records) const
{
    for (const OperationRecord& record : records)
        m_report.object(operationLine(record));
    operationTable(m_report, records);
}

} // namespace mooring
