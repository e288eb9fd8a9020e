// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/leftout.h"
#include "testsupport/fakehost.h"

#include <QTest>

using namespace mooring;

namespace {
Step step(int n, const ResourceId& id, const QList<int>& after = {})
{
    Step step;
    step.n = n;
    step.resource = id;
    step.name = id.text;
    step.after = after;
    step.expects = {{Proof::Gone, id, {}, QStringLiteral("fake"), {}}};
    return step;
}

Goal goal(const ResourceId& id, const QList<ResourceId>& members = {})
{
    Goal goal;
    goal.resource = id;
    goal.kind = id.kind().value_or(Kind::Unknown);
    goal.members = members;
    return goal;
}

StepRecord ended(int n, std::optional<Outcome> outcome, std::optional<Error> error = {})
{
    StepRecord record;
    record.n = n;
    record.phase = StepPhase::Ended;
    record.started = outcome.has_value();
    record.outcome = outcome;
    record.error = std::move(error);
    return record;
}

const ResourceId mountId = things::id(Kind::Mount, "/mnt/1");
const ResourceId diskId = things::id(Kind::VirtualDisk, "/dev/loop1");
const ResourceId otherId = things::id(Kind::VirtualDisk, "/dev/loop2");
const ResourceId targetId = things::id(Kind::IscsiTarget, "iqn.x");
ResourceId session(int n) { return things::id(Kind::IscsiSession, "kernel/" + QByteArray::number(n)); }

OperationRecord detachAfterUnmount(std::optional<Outcome> unmounted, std::optional<Outcome> detached)
{
    OperationRecord record;
    record.plan.goals = {goal(diskId)};
    record.plan.steps = {step(1, mountId), step(2, diskId, {1})};
    record.steps = {ended(1, unmounted), ended(2, detached)};
    return record;
}

OperationRecord logout(const QList<Outcome>& outcomes)
{
    OperationRecord record;
    record.plan.verb = Verb::LogOut;
    QList<ResourceId> members;
    for (int i = 0; i < outcomes.size(); ++i) {
        members.append(session(i));
        record.plan.steps.append(step(i + 1, session(i)));
        record.steps.append(ended(i + 1, outcomes[i]));
    }
    record.plan.goals = {goal(targetId, members)};
    return record;
}

Outcome overall(OperationRecord record)
{
    record.goals = judgeGoals(record);
    return overallOutcome(record);
}
} // namespace

class TestOperation : public QObject
{
    Q_OBJECT
private slots:
    void allReachedIsDone();
    void nothingChangedGivesTheFirstErrorsOutcome();
    void whatWasNotStartedEndedForTheReasonBefore();
    void membersCountInsteadOfTheirContainer();
    void leftOutGoalsDoNotCountBesideOthers();
    void membersThatWereLeftOutAreStillThere();
    void refusedGoalsKeepTheirReason();
    void anAttachedGoalIsTheNewThing();
};

void TestOperation::allReachedIsDone()
{
    QCOMPARE(overall(detachAfterUnmount(Outcome::Done, Outcome::Done)), Outcome::Done);
    QCOMPARE(overall(detachAfterUnmount(Outcome::Done, Outcome::NothingToDo)), Outcome::NothingToDo);
    QCOMPARE(overall(detachAfterUnmount(Outcome::Done, Outcome::Deferred)), Outcome::Deferred);
    QCOMPARE(overall(detachAfterUnmount(Outcome::Done, Outcome::Failed)), Outcome::Partial);
    QCOMPARE(overall(detachAfterUnmount(Outcome::Done, Outcome::Unknown)), Outcome::Partial);
}

void TestOperation::nothingChangedGivesTheFirstErrorsOutcome()
{
    QCOMPARE(overall(detachAfterUnmount(Outcome::Busy, {})), Outcome::Busy);
    QCOMPARE(overall(detachAfterUnmount(Outcome::TimedOut, {})), Outcome::TimedOut);
    QCOMPARE(overall(detachAfterUnmount(Outcome::Unknown, {})), Outcome::Unknown);
    OperationRecord refused = detachAfterUnmount({}, {});
    refused.error = errorOf(ErrorCode::LogNotWritable);
    for (StepRecord& record : refused.steps)
        record.error = refused.error;
    QCOMPARE(overall(refused), Outcome::Failed);
}

void TestOperation::whatWasNotStartedEndedForTheReasonBefore()
{
    OperationRecord record = detachAfterUnmount(Outcome::Denied, {});
    record.steps[0].error = errorOf(ErrorCode::PermissionDenied, QStringLiteral("/mnt/1"));
    record.steps[1].error = errorOf(ErrorCode::PredecessorFailed);
    const GoalRecord judged = judgeGoals(record).first();
    QCOMPARE(judged.outcome, Outcome::Denied);
    QCOMPARE(judged.error->code, ErrorCode::PermissionDenied);
    QCOMPARE(judged.code.number, 5U);
    record.plan.steps[0].after = {2}; // waiting for each other
    record.steps[0].outcome.reset();
    record.steps[0].error = record.steps[1].error;
    QCOMPARE(judgeGoals(record).first().outcome, Outcome::Failed);
}

void TestOperation::membersCountInsteadOfTheirContainer()
{
    OperationRecord some = logout({Outcome::Done, Outcome::Failed, Outcome::Done});
    some.goals = judgeGoals(some);
    QCOMPARE(some.goals.size(), 4);
    QCOMPARE(some.goals.first().resource, targetId);
    QCOMPARE(some.goals.first().outcome, Outcome::Partial);
    QCOMPARE(some.goals.first().code.number, 0x80042710U);
    QCOMPARE(some.goals.first().code.symbol, QStringLiteral("VDS_E_ISCSI_LOGOUT_INCOMPLETE"));
    QCOMPARE(overallOutcome(some), Outcome::Partial);

    OperationRecord none = logout({Outcome::Failed, Outcome::Failed});
    none.plan.steps.prepend(step(9, mountId)); // an unmount before them was done
    none.steps.prepend(ended(9, Outcome::Done));
    QCOMPARE(overall(none), Outcome::Failed);
    QCOMPARE(judgeGoals(none).first().code.number, 0x80042709U);
    QCOMPARE(overall(logout({Outcome::Done, Outcome::Done})), Outcome::Done);
    QCOMPARE(overall(logout({})), Outcome::NothingToDo);
}

void TestOperation::leftOutGoalsDoNotCountBesideOthers()
{
    OperationRecord record = detachAfterUnmount(Outcome::Done, Outcome::Done);
    Goal out = goal(otherId);
    out.leftOut = true;
    record.plan.goals.prepend(out);
    QCOMPARE(overall(record), Outcome::Done);
    record.plan.goals.removeLast();
    record.plan.steps.clear();
    record.steps.clear();
    QCOMPARE(overall(record), Outcome::Busy);
}

// Its target is not free of them, so it was not logged out of.
void TestOperation::membersThatWereLeftOutAreStillThere()
{
    OperationRecord record = logout({Outcome::Done, Outcome::Done});
    record.plan.goals[0].members.append(otherId);
    for (const Step& step : record.plan.steps)
        record.plan.closure.append(step.resource);
    record.plan.options.leaveOut = {diskId};
    const QList<GoalRecord> goals = judgeGoals(record);
    QCOMPARE(goals.first().outcome, Outcome::Partial);
    QCOMPARE(goals.last().resource, otherId);
    QVERIFY(isLeftOut(goals.last().error));
    QCOMPARE(goals.last().code.number, 0U); // it is not in use
    QCOMPARE(overall(record), Outcome::Partial);
}

void TestOperation::refusedGoalsKeepTheirReason()
{
    OperationRecord record = detachAfterUnmount(Outcome::Done, Outcome::Done);
    Goal refused = goal(otherId);
    refused.refused = errorOf(ErrorCode::ImageNotAttached, QStringLiteral("a.img"));
    record.plan.goals.append(refused);
    QCOMPARE(overall(record), Outcome::Partial);
    record.plan.goals = {refused};
    record.plan.steps.clear();
    record.steps.clear();
    QCOMPARE(overall(record), Outcome::NotFound);
    QCOMPARE(judgeGoals(record).first().code.number, 0x80042935U);
}

void TestOperation::anAttachedGoalIsTheNewThing()
{
    OperationRecord record;
    record.plan.verb = Verb::Attach;
    const ResourceId image = things::id(Kind::Image, "/a.img");
    record.plan.goals = {goal(image)};
    record.plan.goals[0].proof = Proof::There;
    record.plan.steps = {step(1, image)};
    record.steps = {ended(1, Outcome::Done)};
    record.steps[0].created = {otherId};
    QCOMPARE(judgeGoals(record).first().resource, otherId);
    QCOMPARE(overall(record), Outcome::Done);
}

QTEST_GUILESS_MAIN(TestOperation)
#include "tst_operation.moc"
