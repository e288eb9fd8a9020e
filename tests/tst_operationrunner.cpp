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
    void aPlanWithoutStepsEnds();
    void attachNamesTheNewThing();
    void whatCannotBeSeenAtTheEndIsAsTold();
    void keepsTheFinalRecipe();
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
