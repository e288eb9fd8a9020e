// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakehost.h"

#include <QTest>

using namespace mooring;

namespace {
FakeStep saysDoneAndStays()
{
    FakeStep step;
    step.works = false;
    return step;
}
} // namespace

// "Done" means proved: by a look begun after the step answered, and by nothing else.
class TestOperationRunnerProof : public QObject
{
    Q_OBJECT
private slots:
    void successWhileItIsStillThereIsFailed();
    void aThingThatGoesWithinThePatienceIsDone();
    void aLookThatErrsAfterTheStepIsUnknownNeverDone();
    void whatWasSentToNobodyFailedAlsoUnseen();
    void aLookThatDoesNotComeIsUnknown();
    void anErrorInAnotherSourceDoesNotMatter();
    void anErrorWhileItIsGoneIsDoneAndKept();
    void anErrorWhileItIsStillThereIsThatError();
    void alreadyDoneIsNoAnswerWhileItIsStillThere();
    void aDroppedReplyIsJudgedByTheLook();
    void whatGoesAlongIsProvedToo();
    void aLaterOneOfTheSameNameIsNotTheSame();
    void theProofIsALookBegunAfterTheAnswer();
};

void TestOperationRunnerProof::successWhileItIsStillThereIsFailed()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    fake.backend->script(things::mount(1).id, saysDoneAndStays());
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("failed: 1 failed, 2 -"));
    QCOMPARE(operation->record().steps[0].error->code, ErrorCode::StillThere);
    QCOMPARE(operation->record().goals[0].outcome, Outcome::Failed);
}

void TestOperationRunnerProof::aThingThatGoesWithinThePatienceIsDone()
{
    OperationRunner::Settings settings = FakeHost::quick();
    settings.proofPatience = 20000;
    FakeHost fake(settings);
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    fake.backend->script(things::disk(1).id, saysDoneAndStays());
    Operation* operation = fake.start(fake.detach(1));
    QTRY_COMPARE(operation->record().steps[0].phase, StepPhase::Proving);
    const auto looks = fake.backend->looks().size();
    QTRY_VERIFY(fake.backend->looks().size() > looks + 2); // it is looked at again
    QVERIFY(!operation->isFinished());
    fake.backend->remove(things::disk(1).id);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
}

void TestOperationRunnerProof::aLookThatErrsAfterTheStepIsUnknownNeverDone()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep goes;
    goes.meanwhile = [&] {
        Error unreadable = errnoError(EIO, QStringLiteral("/sys/block"), ErrorCode::SystemCallFailed);
        unreadable.source = QStringLiteral("sysfs");
        fake.backend->setLookErrors({{unreadable, {Kind::VirtualDisk}}});
    };
    fake.backend->script(things::disk(1).id, goes);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QVERIFY(!fake.backend->has(things::disk(1).id)); // it is gone, but that was not seen
    QCOMPARE(account(operation), QStringLiteral("unknown: 1 unknown"));
    const Error& error = *operation->record().steps[0].error;
    QCOMPARE(error.code, ErrorCode::LookFailed);
    QCOMPARE(error.number, quint32(EIO));
    QCOMPARE(error.source, QStringLiteral("sysfs"));
}

void TestOperationRunnerProof::whatWasSentToNobodyFailedAlsoUnseen()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep unsent;
    unsent.works = false;
    unsent.error = errorOf(ErrorCode::ServiceNotRunning, QStringLiteral("mooringd"));
    unsent.meanwhile = [&] {
        fake.backend->setLookErrors({{errorOf(ErrorCode::ServiceNotRunning), {Kind::VirtualDisk}}});
    };
    fake.backend->script(things::disk(1).id, unsent);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().outcome, Outcome::ServiceUnavailable);
    QCOMPARE(operation->record().steps[0].outcome, Outcome::ServiceUnavailable);
}

void TestOperationRunnerProof::aLookThatDoesNotComeIsUnknown()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    fake.host.setLookDeadline(150);
    QVERIFY(fake.look());
    FakeStep goes;
    goes.meanwhile = [&] { fake.backend->holdLooks(); };
    fake.backend->script(things::disk(1).id, goes);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("unknown: 1 unknown"));
    fake.backend->letLooks();
    QTRY_VERIFY(!fake.host.topology().find(things::disk(1).id));
    QCOMPARE(account(operation), QStringLiteral("unknown: 1 unknown")); // the account is closed
}

void TestOperationRunnerProof::anErrorInAnotherSourceDoesNotMatter()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep goes;
    goes.meanwhile = [&] {
        fake.backend->setLookErrors({{errorOf(ErrorCode::SystemCallFailed), {Kind::Swap}}});
    };
    fake.backend->script(things::disk(1).id, goes);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
}

void TestOperationRunnerProof::anErrorWhileItIsGoneIsDoneAndKept()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep goes;
    goes.error = errnoError(EINTR, QStringLiteral("/dev/loop1"), ErrorCode::SystemCallFailed);
    fake.backend->script(things::disk(1).id, goes);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
    QCOMPARE(operation->record().steps[0].error->number, quint32(EINTR));
}

void TestOperationRunnerProof::anErrorWhileItIsStillThereIsThatError()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep refuses = saysDoneAndStays();
    refuses.error = errnoError(EPERM, QStringLiteral("/dev/loop1"));
    fake.backend->script(things::disk(1).id, refuses);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("denied: 1 denied"));
    QCOMPARE(operation->record().goals[0].code.number, 1314U);
}

void TestOperationRunnerProof::alreadyDoneIsNoAnswerWhileItIsStillThere()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep lies = saysDoneAndStays();
    lies.error = errorOf(ErrorCode::AlreadyGone);
    fake.backend->script(things::disk(1).id, lies);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("failed: 1 failed"));
    QCOMPARE(operation->record().steps[0].error->code, ErrorCode::StillThere);
}

void TestOperationRunnerProof::aDroppedReplyIsJudgedByTheLook()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    fake.backend->put(things::disk(2));
    QVERIFY(fake.look());
    FakeStep drops;
    drops.drops = true;
    fake.backend->script(things::disk(1).id, drops);
    drops.works = false;
    fake.backend->script(things::disk(2).id, drops);
    Operation* gone = fake.start(fake.detach(1));
    Operation* stays = fake.start(fake.detach(2));
    QVERIFY(FakeHost::waitFor(gone));
    QVERIFY(FakeHost::waitFor(stays));
    QCOMPARE(account(gone), QStringLiteral("done: 1 done"));
    QCOMPARE(account(stays), QStringLiteral("unknown: 1 unknown"));
    QCOMPARE(stays->record().steps[0].error->code, ErrorCode::NeverAnswered);
}

void TestOperationRunnerProof::whatGoesAlongIsProvedToo()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    fake.backend->put(things::partition(1));
    QVERIFY(fake.look());
    FakeStep goes;
    goes.meanwhile = [&] { // the partition loses its base and stays all the same
        fake.backend->change(things::partition(1).id, [](Resource& partition) { partition.needs.clear(); });
    };
    fake.backend->script(things::disk(1).id, goes);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("failed: 1 failed"));
    QCOMPARE(operation->record().steps[0].error->subject, things::partition(1).name);
}

void TestOperationRunnerProof::aLaterOneOfTheSameNameIsNotTheSame()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep replaced = saysDoneAndStays();
    replaced.meanwhile = [&] {
        fake.backend->change(things::disk(1).id,
                             [](Resource& disk) { disk.incarnation = QStringLiteral("77"); });
    };
    fake.backend->script(things::disk(1).id, replaced);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
}

void TestOperationRunnerProof::theProofIsALookBegunAfterTheAnswer()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep waits = saysDoneAndStays();
    waits.waits = true;
    fake.backend->script(things::disk(1).id, waits);
    Operation* operation = fake.start(fake.detach(1));
    QTRY_VERIFY(fake.backend->isWaiting(things::disk(1).id));
    fake.backend->holdLooks();
    Resource disk = things::disk(1);
    fake.backend->remove(disk.id);
    fake.host.look({}); // sees it gone, but began before the step answered
    QTRY_COMPARE(fake.backend->heldLooks(), 1);
    fake.backend->put(disk);
    fake.backend->let(disk.id);
    QTRY_COMPARE(operation->record().steps[0].phase, StepPhase::Proving);
    fake.backend->letLooks();
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("failed: 1 failed"));
}

QTEST_GUILESS_MAIN(TestOperationRunnerProof)
#include "tst_operationrunnerproof.moc"
