// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plan.h"
#include "provider.h"

#include <QDateTime>
#include <QObject>

namespace mooring {

enum class StepPhase
{
    Waiting,
    Running,
    Proving,
    Ended
};

// The account of one step.
struct StepRecord
{
    int n = 0;
    StepPhase phase = StepPhase::Waiting;
    std::optional<Outcome> outcome; // Done, Deferred, Failed, TimedOut, Busy, ...; Unknown: could not be seen
    bool started = false; // false at the end: not started
    bool asTold = false; // done without proof: it has no observable end
    std::optional<Error> error;
    Progress progress;
    QDateTime startedAt, endedAt; // UTC
    QJsonObject restore; // final recipe, when its thing went and is reversible
    QList<ResourceId> created;
    Facts facts; // what the step found out on the way
    bool operator==(const StepRecord&) const = default;
};

struct ContractCode
{ // the documents' number for a goal (CONTRACT: A1-A4)
    ErrorDomain domain = ErrorDomain::None;
    quint32 number = 0;
    QString symbol;
    bool operator==(const ContractCode&) const = default;
};

struct GoalRecord
{
    ResourceId resource;
    QString name;
    Kind kind = Kind::Unknown;
    Outcome outcome = Outcome::Unknown;
    std::optional<Error> error;
    ContractCode code;
    QDateTime settledAt; // UTC; deferred, and seen gone later
    bool operator==(const GoalRecord&) const = default;
};

// The account of a whole operation: what the log keeps and the panel shows.
struct OperationRecord
{
    qint64 number = 0; // in the activity log; 0 before it is written
    Plan plan;
    QString host, user;
    QDateTime startedAt, endedAt; // UTC
    std::optional<Outcome> outcome; // empty while it runs (or when its process died)
    QList<GoalRecord> goals;
    QList<StepRecord> steps;
    std::optional<Error> error; // of the whole: refused before any step
    bool operator==(const OperationRecord&) const = default;
};

enum class StopAnswer
{
    Stopping,
    TooLate,
    AlreadyEnded
};

// A plan being carried out. Lives on the runner's thread; created and owned by OperationRunner, which keeps
// it until forget(). Ends exactly once: finished() is emitted once, and never from within start().
class Operation : public QObject
{
    Q_OBJECT
public:
    const OperationRecord& record() const { return m_record; }
    bool isFinished() const { return m_record.outcome.has_value(); }
    int currentStep() const; // n of the lowest running step; 0: none
    // Between steps at once; inside a step through its token. TooLate when only proofs are left, or what
    // runs has said that its request is out (Progress::sent).
    StopAnswer stop();

signals:
    void changed(); // record() moved: a step began, progressed, ended
    void finished();

private:
    friend class OperationRunner;
    explicit Operation(OperationRecord record, QObject* parent);
    OperationRecord m_record;
    std::function<StopAnswer()> m_stop;
};

// The contract's code of a goal: kind, verb and outcome decide, the error's own number is kept where it is
// one of the documents' own (unknown numbers stay as they are and never become success).
ContractCode contractCode(Kind kind, Verb verb, Outcome outcome, const std::optional<Error>& error);

// How each goal ended, by what its steps came to; a goal's members stand beside it.
QList<GoalRecord> judgeGoals(const OperationRecord& record);

// Whether something of it may be put back; a look decides (recipesOf()).
bool mayPutBack(const OperationRecord& record);

// All reached = Done; nothing changed = the first error's outcome; else Partial. Members of containers count
// instead.
Outcome overallOutcome(const OperationRecord& record);

} // namespace mooring
