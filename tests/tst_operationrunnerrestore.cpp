// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakehost.h"

#include <QTest>

#include <cerrno>

using namespace mooring;

namespace {

QJsonObject recipe(Verb verb, const ResourceId& id)
{
    return {{QStringLiteral("provider"), QStringLiteral("fake")},
            {QStringLiteral("verb"), token(verb)},
            {QStringLiteral("id"), id.text},
            {QStringLiteral("data"), QJsonObject {{QStringLiteral("target"), QStringLiteral("/mnt")}}}};
}

FakeStep fails(const Error& error)
{
    FakeStep step;
    step.works = false;
    step.error = error;
    return step;
}

} // namespace

// Bringing things back: what is there without our doing is no proof, and names may have been given away.
class TestOperationRunnerRestore : public QObject
{
    Q_OBJECT
private slots:
    void anErrorIsNotCoveredByWhatStandsThere();
    void anUnknownEndingIsJudgedByTheLook();
    void theNextStepUsesTheDeviceThatCame();
    void whatWentInSpiteOfAFailureCanBePutBack();
};

void TestOperationRunnerRestore::anErrorIsNotCoveredByWhatStandsThere()
{
    FakeHost fake;
    fake.backend->put(things::mount(1)); // another one, at the same place
    QVERIFY(fake.look());
    fake.backend->script(things::mount(1).id, fails(errorOf(ErrorCode::MountPointUsed)));
    Operation* operation
        = fake.start(makeRestorePlan(fake.host.topology(), {recipe(Verb::Mount, things::mount(1).id)}));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().outcome, outcomeOf(errorOf(ErrorCode::MountPointUsed)));
    QVERIFY(operation->record().outcome != Outcome::Done);
    QCOMPARE(operation->record().steps[0].error->code, ErrorCode::MountPointUsed);
}

void TestOperationRunnerRestore::anUnknownEndingIsJudgedByTheLook()
{
    FakeHost fake;
    QVERIFY(fake.look());
    FakeStep late = fails(errorOf(ErrorCode::NeverAnswered));
    late.works = true;
    late.brings = {things::mount(1)};
    fake.backend->script(things::mount(1).id, late);
    const Plan plan = makeRestorePlan(fake.host.topology(), {recipe(Verb::Mount, things::mount(1).id)});
    Operation* operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().outcome, Outcome::Done); // it was not there before, and now it is
    operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    QVERIFY(operation->record().outcome != Outcome::Done); // it was there before
}

void TestOperationRunnerRestore::theNextStepUsesTheDeviceThatCame()
{
    FakeHost fake;
    QVERIFY(fake.look());
    FakeStep comes;
    comes.brings = {things::disk(7)}; // the recorded name has been given to another
    fake.backend->script(things::disk(1).id, comes);
    FakeStep mounts;
    mounts.brings = {things::mount(1)};
    fake.backend->script(things::mount(1).id, mounts);
    Operation* operation = fake.start(makeRestorePlan(
        fake.host.topology(),
        {recipe(Verb::Mount, things::mount(1).id), recipe(Verb::Attach, things::disk(1).id)}));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(operation->record().outcome, Outcome::Done);
    QJsonObject arguments;
    for (const FakeCall& call : fake.backend->calls())
        if (call.step && call.step->verb == Verb::Mount)
            arguments = call.step->arguments;
    const QJsonObject devices {
        {QString::fromUtf8(things::disk(1).id.key()), QString::fromUtf8(things::disk(7).id.key())}};
    QCOMPARE(arguments.value(cameAs), QJsonValue(devices));
    QCOMPARE(arguments.value(QLatin1String("target")), QJsonValue(QStringLiteral("/mnt")));
}

void TestOperationRunnerRestore::whatWentInSpiteOfAFailureCanBePutBack()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    Plan plan = fake.detach(1);
    Step& unmount = plan.steps[0];
    unmount.restore = recipe(Verb::Mount, unmount.resource);
    fake.backend->put(things::disk(9)); // goes along in the plan's eyes, and stays
    unmount.expects.append({Proof::Gone, things::disk(9).id, {}, QStringLiteral("fake"), {}});
    Operation* operation = fake.start(plan);
    QVERIFY(FakeHost::waitFor(operation));
    const StepRecord& step = operation->record().steps[0];
    QCOMPARE(step.outcome, Outcome::Failed);
    QCOMPARE(step.restore, unmount.restore);
    QVERIFY(operation->record().steps[1].restore.isEmpty()); // not started
}

QTEST_GUILESS_MAIN(TestOperationRunnerRestore)
#include "tst_operationrunnerrestore.moc"
