// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakehost.h"

#include <QTest>

using namespace mooring;

// What is refused: by start(), and right before a step.
class TestOperationRunnerChecks : public QObject
{
    Q_OBJECT
private slots:
    void aBlockedPlanIsRefused();
    void aStalePlanIsRefused();
    void aPlanOverTheSameNodesIsRefused();
    void collateralMustBeAccepted();
    void anIdentityThatChangedIsNotFound();
    void whatIsGoneAlreadyNeedsNoStep();
    void whatCannotBeSeenIsNotTouched();
    void whoStandsOnItNowIsNamed();
    void anOpenerWithoutANameThatPassesDoesNotMatter();
    void anOpenerWithoutANameThatStaysDoes();
    void aPartitionThatGoesWithItDoesNotStandInTheWay();
    void butWhatStandsOnThePartitionDoes();
    void whatCanStayWithoutItDoesNotStandInTheWay();
    void aProviderThatIsMissingIsTold();

private:
    static std::optional<ErrorCode> refusal(FakeHost& fake, const Plan& plan, bool accepted = false)
    {
        const Result<Operation*> started = fake.runner->start(plan, accepted);
        return started ? std::nullopt : std::optional<ErrorCode>(started.error().code);
    }
};

void TestOperationRunnerChecks::aBlockedPlanIsRefused()
{
    FakeHost fake;
    fake.diskInUse(1);
    fake.backend->putUser(things::process(7, things::mount(1)));
    const Host::Want want = fake.host.wantUsers();
    QVERIFY(fake.look());
    const Plan plan = fake.detach(1);
    QVERIFY(plan.isBlocked());
    QCOMPARE(refusal(fake, plan), ErrorCode::PlanBlocked);
    QVERIFY(fake.log.lines.isEmpty());
}

void TestOperationRunnerChecks::aStalePlanIsRefused()
{
    FakeHost fake;
    fake.diskInUse(1);
    fake.backend->put(things::disk(2));
    QVERIFY(fake.look());
    const Plan plan = fake.detach(1);
    const Plan other = fake.detach(2);
    Resource second = things::mount(1);
    second.id = things::id(Kind::Mount, "/mnt/bind");
    second.keys = {{"mount:1/99"}};
    fake.backend->put(second);
    QVERIFY(fake.look());
    QCOMPARE(refusal(fake, plan), ErrorCode::PlanStale);
    QVERIFY(fake.backend->ran().isEmpty());
    QCOMPARE(refusal(fake, other), std::nullopt); // elsewhere nothing changed
}

void TestOperationRunnerChecks::aPlanOverTheSameNodesIsRefused()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    FakeStep waits;
    waits.waits = true;
    fake.backend->script(things::mount(1).id, waits);
    Operation* first = fake.start(fake.detach(1));
    QTRY_VERIFY(fake.backend->isWaiting(things::mount(1).id));
    QCOMPARE(refusal(fake, fake.plan(Verb::Unmount, {things::mount(1).id})), ErrorCode::PlanOverlaps);
    fake.backend->let(things::mount(1).id);
    QVERIFY(FakeHost::waitFor(first));
    QVERIFY(fake.look());
    QCOMPARE(refusal(fake, fake.detach(1)), std::nullopt);
}

void TestOperationRunnerChecks::collateralMustBeAccepted()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    Plan plan = fake.detach(1);
    plan.collateral.append(Collateral());
    QCOMPARE(refusal(fake, plan), ErrorCode::NeedsAcceptance);
    QCOMPARE(refusal(fake, plan, true), std::nullopt);
}

void TestOperationRunnerChecks::anIdentityThatChangedIsNotFound()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    const Plan plan = fake.detach(1);
    fake.backend->change(things::disk(1).id, [](Resource& disk) { disk.incarnation = QStringLiteral("9"); });
    Operation* operation = fake.start(plan); // the topology does not know yet
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("notFound: 1 notFound"));
    QCOMPARE(operation->record().steps[0].error->code, ErrorCode::IdentityChanged);
    QVERIFY(!operation->record().steps[0].started);
    QVERIFY(fake.backend->ran().isEmpty());
}

void TestOperationRunnerChecks::whatIsGoneAlreadyNeedsNoStep()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    const Plan plan = fake.detach(1);
    fake.backend->remove(things::mount(1).id);
    Operation* operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 nothingToDo, 2 done"));
    QCOMPARE(operation->record().steps[0].error->code, ErrorCode::AlreadyGone);
    QCOMPARE(fake.backend->ran().size(), 1);
}

void TestOperationRunnerChecks::whatCannotBeSeenIsNotTouched()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    const Plan plan = fake.detach(1);
    fake.backend->remove(things::disk(1).id);
    fake.backend->setLookErrors({{errorOf(ErrorCode::SystemCallFailed), {}}});
    Operation* operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("unknown: 1 unknown"));
    QVERIFY(fake.backend->ran().isEmpty());
}

void TestOperationRunnerChecks::whoStandsOnItNowIsNamed()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    FakeStep unmounts;
    unmounts.meanwhile = [&] { fake.backend->putUser(things::process(7, things::disk(1))); };
    fake.backend->script(things::mount(1).id, unmounts);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("partial: 1 done, 2 busy"));
    QCOMPARE(operation->record().steps[1].error->code, ErrorCode::SomethingStandsOnIt);
    QCOMPARE(operation->record().steps[1].error->subject, QStringLiteral("bash"));
    QCOMPARE(fake.backend->ran().size(), 1);
}

void TestOperationRunnerChecks::anOpenerWithoutANameThatPassesDoesNotMatter()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    const Plan plan = fake.detach(1);
    const Resource holder = things::unexplained(things::disk(1));
    fake.backend->putUser(holder);
    const auto looks = fake.backend->looks().size();
    Operation* operation = fake.start(plan);
    QTRY_VERIFY(fake.backend->looks().size() > looks);
    fake.backend->remove(holder.id);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
}

void TestOperationRunnerChecks::anOpenerWithoutANameThatStaysDoes()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    fake.backend->putUser(things::unexplained(things::disk(1)));
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("busy: 1 busy"));
    QCOMPARE(operation->record().steps[0].error->code, ErrorCode::CauseNotFound);
}

void TestOperationRunnerChecks::aPartitionThatGoesWithItDoesNotStandInTheWay()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    fake.backend->put(things::partition(1));
    QVERIFY(fake.look());
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
}

void TestOperationRunnerChecks::butWhatStandsOnThePartitionDoes()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    fake.backend->put(things::partition(1));
    QVERIFY(fake.look());
    const Plan plan = fake.detach(1);
    Resource mount = things::mount(1);
    mount.needs[0].on = things::partition(1).keys;
    fake.backend->put(mount);
    Operation* operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("busy: 1 busy"));
    QCOMPARE(operation->record().steps[0].error->subject, mount.name);
}

void TestOperationRunnerChecks::whatCanStayWithoutItDoesNotStandInTheWay()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    fake.backend->put(things::disk(2));
    Resource map = things::disk(9);
    map.id = things::id(Kind::Multipath, "mpatha");
    map.kind = Kind::Multipath;
    map.needs = {Need {{things::disk(1).keys.first(), things::disk(2).keys.first()}, 1, How::Member, {}}};
    fake.backend->put(map);
    QVERIFY(fake.look());
    Plan plan = fake.detach(1);
    QVERIFY(!plan.isBlocked());
    const Result<Operation*> started = fake.runner->start(plan, true); // redundancy is lost
    QVERIFY(started);
    QVERIFY(FakeHost::waitFor(*started));
    QCOMPARE(account(*started), QStringLiteral("done: 1 done"));
}

void TestOperationRunnerChecks::aProviderThatIsMissingIsTold()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    Plan plan = fake.detach(1);
    plan.steps[0].provider = QStringLiteral("elsewhere");
    Operation* operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("unsupported: 1 unsupported"));
}

QTEST_GUILESS_MAIN(TestOperationRunnerChecks)
#include "tst_operationrunnerchecks.moc"
