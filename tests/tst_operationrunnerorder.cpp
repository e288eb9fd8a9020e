// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakehost.h"

#include <QTest>

using namespace mooring;

// Which steps wait for which, and which run side by side.
class TestOperationRunnerOrder : public QObject
{
    Q_OBJECT
private slots:
    void aFailedStepStopsOnlyWhatDependsOnIt();
    void stepsRunSideBySide();
    void thousandsOfStepsShareTheirLooks();
    void stepsThatWaitForEachOtherEnd();
    void aLongChainIsSkippedAndStoppedAtOnce();
    void twoPlansOverDisjointNodesRunTogether();
};

void TestOperationRunnerOrder::aFailedStepStopsOnlyWhatDependsOnIt()
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

void TestOperationRunnerOrder::stepsRunSideBySide()
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

void TestOperationRunnerOrder::thousandsOfStepsShareTheirLooks()
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

void TestOperationRunnerOrder::stepsThatWaitForEachOtherEnd()
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

void TestOperationRunnerOrder::aLongChainIsSkippedAndStoppedAtOnce()
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

void TestOperationRunnerOrder::twoPlansOverDisjointNodesRunTogether()
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

QTEST_GUILESS_MAIN(TestOperationRunnerOrder)
#include "tst_operationrunnerorder.moc"
