// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakehost.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mooring;

namespace {
FakeStep waiting(bool heedsStop)
{
    FakeStep step;
    step.waits = true;
    step.heedsStop = heedsStop;
    return step;
}

// One piece every 20 ms.
FakeStep going(int pieces, std::optional<quint64> Progress::*left, std::optional<int> Progress::*percent)
{
    FakeStep step;
    step.pause = 20;
    for (int piece = pieces; piece > 0; --piece) {
        Progress progress;
        if (left)
            progress.*left = quint64(piece);
        if (percent)
            progress.*percent = 100 - piece;
        step.progress.append(progress);
    }
    return step;
}

Plan within(Plan plan, int milliseconds)
{
    for (Step& step : plan.steps)
        step.deadline = milliseconds;
    return plan;
}
} // namespace

// Stops, deadlines, and answers that come too late.
class TestOperationRunnerStop : public QObject
{
    Q_OBJECT
private slots:
    void stopBeforeAnythingWasSentTouchesNothing();
    void stopBetweenStepsStartsNothingFurther();
    void stopInsideAStepReachesIt();
    void stopAfterTheRequestWentOutIsTooLate();
    void stopWhileOnlyProofsAreLeftIsTooLate();
    void aStoppedStepThatWorkedAfterAllIsDone();
    void aStepPastItsDeadlineIsStoppedAndTimesOut();
    void aStepThatEndsInItsGraceIsJudgedByTheLook();
    void aStepThatHangsIsGivenUp();
    void theLateAnswerIsLoggedAndChangesNothing();
    void progressMakesAnUnmountLiveLonger();
    void progressDoesNotMakeADetachLiveLonger();
    void aChecksumMakesADetachLiveLonger();
    void oneHungStepHoldsUpNoOther();
    void theDefaultDeadlinesAreThoseOfTheDesign();
};

void TestOperationRunnerStop::stopBeforeAnythingWasSentTouchesNothing()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    Operation* operation = fake.start(fake.detach(1));
    QCOMPARE(operation->stop(), StopAnswer::Stopping);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("stopped: 1 stopped, 2 stopped"));
    QVERIFY(fake.backend->ran().isEmpty());
    QCOMPARE(operation->record().goals[0].code.symbol, QStringLiteral("VDS_E_OPERATION_CANCELED"));
    QCOMPARE(operation->stop(), StopAnswer::AlreadyEnded);
}

void TestOperationRunnerStop::stopBetweenStepsStartsNothingFurther()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    fake.backend->script(things::mount(1).id, waiting(false));
    Operation* operation = fake.start(fake.detach(1));
    QTRY_VERIFY(fake.backend->isWaiting(things::mount(1).id));
    QCOMPARE(operation->stop(), StopAnswer::Stopping);
    QCOMPARE(operation->stop(), StopAnswer::Stopping); // again: it is on its way
    fake.backend->let(things::mount(1).id);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("partial: 1 done, 2 stopped"));
    QCOMPARE(operation->record().goals[0].outcome, Outcome::Stopped);
    QCOMPARE(fake.backend->ran().size(), 1);
}

void TestOperationRunnerStop::stopInsideAStepReachesIt()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    fake.backend->script(things::disk(1).id, waiting(true));
    Operation* operation = fake.start(fake.detach(1));
    QTRY_VERIFY(fake.backend->isWaiting(things::disk(1).id));
    QCOMPARE(operation->stop(), StopAnswer::Stopping);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("stopped: 1 stopped"));
    QVERIFY(operation->record().steps[0].started);
    QVERIFY(fake.backend->has(things::disk(1).id));
}

void TestOperationRunnerStop::stopAfterTheRequestWentOutIsTooLate()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep sent = waiting(true);
    Progress out;
    out.sent = true;
    sent.progress = {out};
    fake.backend->script(things::disk(1).id, sent);
    Operation* operation = fake.start(fake.detach(1));
    QTRY_VERIFY(operation->record().steps[0].progress.sent);
    QCOMPARE(operation->stop(), StopAnswer::TooLate);
    QVERIFY(fake.backend->isWaiting(things::disk(1).id)); // it was not told to stop
    fake.backend->let(things::disk(1).id);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
}

void TestOperationRunnerStop::stopWhileOnlyProofsAreLeftIsTooLate()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep goes;
    goes.meanwhile = [&] { fake.backend->holdLooks(); };
    fake.backend->script(things::disk(1).id, goes);
    Operation* operation = fake.start(fake.detach(1));
    QTRY_COMPARE(operation->record().steps[0].phase, StepPhase::Proving);
    QCOMPARE(operation->stop(), StopAnswer::TooLate);
    fake.backend->letLooks();
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
}

void TestOperationRunnerStop::aStoppedStepThatWorkedAfterAllIsDone()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep works = waiting(true);
    works.meanwhile = [&] { fake.backend->remove(things::disk(1).id); };
    fake.backend->script(things::disk(1).id, works);
    Operation* operation = fake.start(fake.detach(1));
    QTRY_VERIFY(fake.backend->isWaiting(things::disk(1).id));
    QCOMPARE(operation->stop(), StopAnswer::Stopping);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
}

void TestOperationRunnerStop::aStepPastItsDeadlineIsStoppedAndTimesOut()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    fake.backend->script(things::disk(1).id, waiting(true));
    Operation* operation = fake.start(within(fake.detach(1), 50));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("timedOut: 1 timedOut"));
    QCOMPARE(operation->record().steps[0].error->code, ErrorCode::DeadlinePassed);
    QCOMPARE(operation->record().goals[0].code.number, 1460U);
    QVERIFY(!fake.host.isHung(QStringLiteral("fake"))); // it ended when told to
}

void TestOperationRunnerStop::aStepThatEndsInItsGraceIsJudgedByTheLook()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep works = waiting(true);
    works.meanwhile = [&] { fake.backend->remove(things::disk(1).id); };
    fake.backend->script(things::disk(1).id, works);
    Operation* operation = fake.start(within(fake.detach(1), 50));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
}

void TestOperationRunnerStop::aStepThatHangsIsGivenUp()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    fake.backend->script(things::mount(1).id, waiting(false));
    const Plan plan = within(fake.detach(1), 50);
    fake.backend->script(things::disk(1).id, {});
    Operation* operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("timedOut: 1 timedOut, 2 -"));
    QVERIFY(fake.host.isHung(QStringLiteral("fake")));
    QVERIFY(fake.backend->isWaiting(things::mount(1).id)); // in the kernel, as it were
    fake.backend->let(things::mount(1).id);
    QTRY_VERIFY(!fake.host.isHung(QStringLiteral("fake")));
}

void TestOperationRunnerStop::theLateAnswerIsLoggedAndChangesNothing()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    fake.backend->script(things::disk(1).id, waiting(false));
    Operation* operation = fake.start(within(fake.detach(1), 50));
    QVERIFY(FakeHost::waitFor(operation));
    const OperationRecord before = operation->record();
    const auto lines = fake.log.lines.size();
    fake.runner->forget(operation);
    QVERIFY(fake.runner->operations().isEmpty());

    fake.backend->let(things::disk(1).id);
    QTRY_COMPARE(fake.log.lines.size(), lines + 1);
    QCOMPARE(fake.log.lines.last(), QStringLiteral("step-ended 1 timedOut"));
    QVERIFY(fake.log.stepRecords.last().error->text.contains(QLatin1String("late answer")));
    QCOMPARE(operation->record(), before); // kept for that answer, forgotten or not
    QCOMPARE(fake.log.ended.size(), 1);
}

void TestOperationRunnerStop::progressMakesAnUnmountLiveLonger()
{
    FakeHost fake;
    fake.backend->put(things::filesystem(1));
    fake.backend->put(things::mount(1));
    QVERIFY(fake.look());
    fake.backend->script(things::mount(1).id, going(20, &Progress::bytesLeft, nullptr));
    Operation* operation = fake.start(within(fake.plan(Verb::Unmount, {things::mount(1).id}), 150));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done")); // after 400 ms
}

void TestOperationRunnerStop::progressDoesNotMakeADetachLiveLonger()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    fake.backend->script(things::disk(1).id, going(40, &Progress::bytesLeft, nullptr));
    Operation* operation = fake.start(within(fake.detach(1), 150));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("timedOut: 1 timedOut"));
}

// As long as its image is being read, and only then.
void TestOperationRunnerStop::aChecksumMakesADetachLiveLonger()
{
    for (const bool isRead : {true, false}) {
        FakeHost fake;
        Resource disk = things::disk(1);
        disk.facts.insert(Fact::ChecksumBefore, QStringLiteral("abc"));
        fake.backend->put(disk);
        QVERIFY(fake.look());
        fake.backend->script(disk.id, going(20, isRead ? &Progress::bytesLeft : nullptr, &Progress::percent));
        const Plan plan = fake.detach(1);
        QVERIFY(plan.steps[0].arguments.value(QStringLiteral("checksum")).toBool());
        Operation* operation = fake.start(within(plan, 150));
        QVERIFY(FakeHost::waitFor(operation));
        QCOMPARE(account(operation),
                 isRead ? QStringLiteral("done: 1 done") : QStringLiteral("timedOut: 1 timedOut"));
    }
}

void TestOperationRunnerStop::oneHungStepHoldsUpNoOther()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    fake.backend->put(things::disk(2));
    QVERIFY(fake.look());
    fake.backend->script(things::disk(1).id, waiting(false));
    Operation* hangs = fake.start(fake.detach(1));
    QTRY_VERIFY(fake.backend->isWaiting(things::disk(1).id));
    Operation* other = fake.start(fake.detach(2));
    QVERIFY(FakeHost::waitFor(other));
    QCOMPARE(account(other), QStringLiteral("done: 1 done"));
    QVERIFY(!hangs->isFinished());
    fake.backend->let(things::disk(1).id);
    QVERIFY(FakeHost::waitFor(hangs));
}

void TestOperationRunnerStop::theDefaultDeadlinesAreThoseOfTheDesign()
{
    QCOMPARE(OperationRunner::defaultDeadline(Verb::LogIn), 15000);
    QCOMPARE(OperationRunner::defaultDeadline(Verb::LogOut), 15000);
    QCOMPARE(OperationRunner::defaultDeadline(Verb::Detach), 10000);
    QCOMPARE(OperationRunner::defaultDeadline(Verb::AskToQuit), 10000);
    QCOMPARE(OperationRunner::defaultDeadline(Verb::Unmount), 30000);
    QCOMPARE(OperationRunner::defaultDeadline(Verb::Flush), 30000);
}

QTEST_GUILESS_MAIN(TestOperationRunnerStop)
#include "tst_operationrunnerstop.moc"
