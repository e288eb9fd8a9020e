// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakehost.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace mooring;

// The way of a plan from start() to its one ending.
class TestOperationRunner : public QObject
{
    Q_OBJECT
private slots:
    void detachesInOrderAndWritesEachStepFirst();
    void endsExactlyOnceAndNeverFromWithinStart();
    void aFailedStepStopsOnlyWhatDependsOnIt();
    void stepsRunSideBySide();
    void thousandsOfStepsShareTheirLooks();
    void stepsThatWaitForEachOtherEnd();
    void aLongChainIsSkippedAndStoppedAtOnce();
    void aPlanWithoutStepsEnds();
    void attachNamesTheNewThing();
    void whatCannotBeSeenAtTheEndIsAsTold();
    void keepsTheFinalRecipe();
    void twoPlansOverDisjointNodesRunTogether();
    void forgottenOperationsGo();
    void destroyingTheRunnerWhileAStepHangsIsSafe();
};

void TestOperationRunner::detachesInOrderAndWritesEachStepFirst()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done, 2 done"));
    QCOMPARE(fake.backend->ran(),
             QStringList(
                 {QStringLiteral("unmount mount:/mnt/1"), QStringLiteral("detach virtual-disk:/dev/loop1")}));
    QCOMPARE(fake.log.lines,
             QStringList({QStringLiteral("begins"), QStringLiteral("step-begins 1"),
                          QStringLiteral("step-ended 1 done"), QStringLiteral("step-begins 2"),
                          QStringLiteral("step-ended 2 done"), QStringLiteral("ended done")}));
    const OperationRecord& record = operation->record();
    QCOMPARE(record.number, 1);
    QCOMPARE(record.user, QStringLiteral("alice"));
    QCOMPARE(record.goals.size(), 1);
    QCOMPARE(record.goals.first().outcome, Outcome::Done);
    QCOMPARE(record.goals.first().code.symbol, QStringLiteral("ERROR_SUCCESS"));
    QVERIFY(record.startedAt <= record.steps[0].startedAt);
    QVERIFY(record.steps[0].endedAt <= record.steps[1].startedAt);
    QVERIFY(record.steps[1].endedAt <= record.endedAt);
    QTRY_VERIFY(!fake.host.topology().find(things::disk(1).id));
}

void TestOperationRunner::endsExactlyOnceAndNeverFromWithinStart()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    QSignalSpy started(fake.runner.get(), &OperationRunner::started);
    QSignalSpy ended(fake.runner.get(), &OperationRunner::finished);
    fake.log.beginRefused = errorOf(ErrorCode::LogNotWritable); // the quickest end there is
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(operation);
    QVERIFY(!operation->isFinished());
    QSignalSpy own(operation, &Operation::finished);
    QCOMPARE(started.count(), 1);
    QVERIFY(FakeHost::waitFor(operation));
    QVERIFY(fake.look());
    QCOMPARE(ended.count(), 1);
    QCOMPARE(own.count(), 1);
    QCOMPARE(operation->stop(), StopAnswer::AlreadyEnded);
    QVERIFY(!fake.runner->isBusy());
}

void TestOperationRunner::aFailedStepStopsOnlyWhatDependsOnIt()
{
    FakeHost fake;
    fake.diskInUse(1);
    fake.diskInUse(2);
    QVERIFY(fake.look());
    FakeStep fails;
    fails.works = false;
    fails.error = errnoError(EBUSY, QStringLiteral("/mnt/1"));
    fake.backend->script(things::mount(1).id, fails);
    Operation* operation = fake.start(fake.plan(Verb::Detach, {things::disk(1).id, things::disk(2).id}));
    QVERIFY(FakeHost::waitFor(operation));
    const OperationRecord& record = operation->record();
    QCOMPARE(record.outcome, Outcome::Partial);
    QCOMPARE(record.goals[0].outcome, Outcome::Busy);
    QCOMPARE(record.goals[0].error->number, quint32(EBUSY));
    QCOMPARE(record.goals[0].code.number, 32U);
    QCOMPARE(record.goals[1].outcome, Outcome::Done);
    int notStarted = 0;
    for (const StepRecord& step : record.steps) {
        if (step.started)
            continue;
        ++notStarted;
        QVERIFY(!step.outcome);
        QCOMPARE(step.phase, StepPhase::Ended);
        QCOMPARE(step.error->code, ErrorCode::PredecessorFailed);
    }
    QCOMPARE(notStarted, 1);
    QVERIFY(fake.backend->has(things::disk(1).id));
    QVERIFY(!fake.backend->has(things::disk(2).id));
}

void TestOperationRunner::stepsRunSideBySide()
{
    FakeHost fake;
    QList<ResourceId> disks;
    FakeStep waits;
    waits.waits = true;
    for (int i = 0; i < 8; ++i) {
        fake.backend->put(things::disk(i));
        fake.backend->script(things::disk(i).id, waits);
        disks.append(things::disk(i).id);
    }
    QVERIFY(fake.look());
    Operation* operation = fake.start(fake.plan(Verb::Detach, disks));
    for (const ResourceId& disk : disks)
        QTRY_VERIFY(fake.backend->isWaiting(disk)); // all at once
    QCOMPARE(operation->currentStep(), 1);
    for (const ResourceId& disk : disks)
        fake.backend->let(disk);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().outcome, Outcome::Done);
}

void TestOperationRunner::thousandsOfStepsShareTheirLooks()
{
    OperationRunner::Settings patient = FakeHost::quick();
    patient.logDeadline = 15000;
    FakeHost fake(patient);
    constexpr int count = 800;
    QList<ResourceId> disks;
    for (int i = 0; i < count; ++i) {
        fake.backend->put(things::disk(i));
        disks.append(things::disk(i).id);
    }
    QVERIFY(fake.look());
    Operation* operation = fake.start(fake.plan(Verb::Detach, disks));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().outcome, Outcome::Done);
    QCOMPARE(operation->record().goals.size(), count);
    QCOMPARE(fake.backend->ran().size(), count);
    QVERIFY2(fake.backend->looks().size() < count / 3,
             qPrintable(QString::number(fake.backend->looks().size())));
}

void TestOperationRunner::stepsThatWaitForEachOtherEnd()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    Plan plan = fake.detach(1);
    plan.steps[0].after = {2};
    Operation* operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("failed: 1 -, 2 -"));
    QVERIFY(fake.backend->ran().isEmpty());
}

void TestOperationRunner::aLongChainIsSkippedAndStoppedAtOnce()
{
    FakeHost fake;
    QVERIFY(fake.look());
    Plan plan;
    for (int i = 0; i < 20000; ++i) {
        Step step
            = makeAttachPlan(QStringLiteral("fake"), Verb::Attach, things::disk(i).id, {}, {}, {}).steps[0];
        step.n = i + 1;
        step.after = i > 0 ? QList<int> {i} : QList<int>();
        plan.steps.append(step);
    }
    FakeStep fails;
    fails.works = false;
    fails.error = errnoError(EIO, QStringLiteral("/dev/loop0"));
    fake.backend->script(things::disk(0).id, fails);
    Operation* operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().steps.last().error->code, ErrorCode::PredecessorFailed);
    QCOMPARE(fake.backend->ran().size(), 1);
    operation = fake.start(plan);
    QCOMPARE(operation->stop(), StopAnswer::Stopping);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().steps.last().outcome, Outcome::Stopped);
}

void TestOperationRunner::aPlanWithoutStepsEnds()
{
    FakeHost fake;
    QVERIFY(fake.look());
    Operation* operation = fake.start(fake.detach(1)); // there is no such disk
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().outcome, Outcome::NotFound);
    QCOMPARE(operation->record().goals.first().error->code, ErrorCode::NoSuchResource);
}

void TestOperationRunner::attachNamesTheNewThing()
{
    FakeHost fake;
    QVERIFY(fake.look());
    const ResourceId image = things::id(Kind::Image, "/a.img");
    FakeStep brings;
    brings.brings = {things::disk(5)};
    fake.backend->script(image, brings);
    const Plan plan
        = makeAttachPlan(QStringLiteral("fake"), Verb::Attach, image, QStringLiteral("/a.img"), {}, {});
    Operation* operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().outcome, Outcome::Done);
    QCOMPARE(operation->record().goals.first().resource, things::disk(5).id);

    brings.brings.clear(); // says it did, and nothing came
    fake.backend->script(image, brings);
    operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().outcome, Outcome::Failed);
}

void TestOperationRunner::whatCannotBeSeenAtTheEndIsAsTold()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    Plan plan = fake.detach(1);
    plan.steps[0].expects[0].proof = Proof::AsTold;
    Operation* operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
    QVERIFY(operation->record().steps.first().asTold);
}

void TestOperationRunner::keepsTheFinalRecipe()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    const Plan plan = fake.detach(1);
    FakeStep tells;
    tells.restore = {{QStringLiteral("known"), QStringLiteral("afterwards")}};
    fake.backend->script(things::disk(1).id, tells);
    Operation* operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().steps[0].restore, plan.steps[0].restore);
    QVERIFY(!operation->record().steps[0].restore.isEmpty());
    QCOMPARE(operation->record().steps[1].restore, tells.restore);
}

void TestOperationRunner::twoPlansOverDisjointNodesRunTogether()
{
    FakeHost fake;
    FakeStep waits;
    waits.waits = true;
    for (const int n : {1, 2}) {
        fake.backend->put(things::disk(n));
        fake.backend->script(things::disk(n).id, waits);
    }
    QVERIFY(fake.look());
    Operation* first = fake.start(fake.detach(1));
    Operation* second = fake.start(fake.detach(2));
    QTRY_VERIFY(fake.backend->isWaiting(things::disk(1).id) && fake.backend->isWaiting(things::disk(2).id));
    fake.backend->let(things::disk(2).id);
    QVERIFY(FakeHost::waitFor(second));
    QVERIFY(!first->isFinished());
    fake.backend->let(things::disk(1).id);
    QVERIFY(FakeHost::waitFor(first));
    QCOMPARE(fake.runner->operations(), QList<Operation*>({first, second}));
}

void TestOperationRunner::forgottenOperationsGo()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    QPointer<Operation> operation = fake.start(fake.detach(1));
    fake.runner->forget(operation); // runs: stays
    QCOMPARE(fake.runner->operations().size(), 1);
    QVERIFY(FakeHost::waitFor(operation));
    fake.runner->forget(operation);
    QVERIFY(fake.runner->operations().isEmpty());
    QTRY_VERIFY(!operation);
}

void TestOperationRunner::destroyingTheRunnerWhileAStepHangsIsSafe()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep hangs;
    hangs.waits = true;
    hangs.heedsStop = false;
    fake.backend->script(things::disk(1).id, hangs);
    fake.start(fake.detach(1));
    QTRY_VERIFY(fake.backend->isWaiting(things::disk(1).id));
    fake.runner.reset();
    fake.backend->let(things::disk(1).id); // its answer reaches nobody
    QVERIFY(fake.look());
    QCOMPARE(fake.log.ended.size(), 0);
}

QTEST_GUILESS_MAIN(TestOperationRunner)
#include "tst_operationrunner.moc"
