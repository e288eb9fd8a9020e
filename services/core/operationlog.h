// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "operation.h"
#include "result.h"

namespace mooring {

// Where operations are written down, before and after each step. Calls return at once; `written` is called
// from any thread, with an Error when the record is not durable (then the step must not start).
class OperationLog
{
public:
    virtual ~OperationLog() = default;
    using Written = std::function<void(std::optional<Error>)>;
    using Begun = std::function<void(Result<qint64>)>; // the operation's number
    virtual void operationBegins(OperationRecord record, Begun begun) = 0;
    virtual void stepBegins(qint64 operation, int step, QDateTime at, Written written)
        = 0; // durable before it answers
    virtual void stepEnded(qint64 operation, StepRecord record) = 0;
    virtual void operationEnded(OperationRecord record, Written written) = 0;
    virtual void settled(qint64 operation, ResourceId resource, QDateTime at)
        = 0; // a deferred thing went later
};

} // namespace mooring
