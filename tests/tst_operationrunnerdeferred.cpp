// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakehost.h"

#include <QSignalSpy>
#include <QTest>

using namespace mooring;

// What goes only when its last user lets go of it: the operation ends as deferred and settles later.
class TestOperationRunnerDeferred : public QObject
{
    Q_OBJECT
private slots:
    void deferredIsAnEndingAndSettlesLater();
    void deferredDoesNotSettleOnALookThatErrs();
    void aForgottenDeferredOperationStillSettles();
};

void TestOperationRunnerDeferred::deferredIsAnEndingAndSettlesLater()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep defers;
    defers.leaves = State::Deferred;
    fake.backend->script(things::disk(1).id, defers);
    QSignalSpy settled(fake.runner.get(), &OperationRunner::settled);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QCOMPARE(account(operation), QStringLiteral("deferred: 1 deferred"));
    QCOMPARE(operation->record().goals[0].code.symbol, QStringLiteral("VDS_E_VD_IS_BEING_DETACHED"));
    QCOMPARE(settled.count(), 0);

    fake.backend->remove(things::disk(1).id);
    fake.backend->moved();
    QTRY_COMPARE(settled.count(), 1);
    QCOMPARE(settled.first().at(1).value<ResourceId>(), things::disk(1).id);
    QCOMPARE(fake.log.settledResources, QList<ResourceId>({things::disk(1).id}));
    QCOMPARE(operation->record().outcome, Outcome::Deferred); // the ending stays what it was
    QVERIFY(operation->record().goals[0].settledAt.isValid());
}

void TestOperationRunnerDeferred::deferredDoesNotSettleOnALookThatErrs()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep defers;
    defers.leaves = State::Deferred;
    fake.backend->script(things::disk(1).id, defers);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    fake.backend->setLookErrors({{errorOf(ErrorCode::SystemCallFailed), {}}});
    fake.backend->remove(things::disk(1).id);
    const auto looks = fake.backend->looks().size();
    QTRY_VERIFY_WITH_TIMEOUT(fake.backend->looks().size() > looks + 1, 10000); // it keeps watching
    QVERIFY(fake.log.settledResources.isEmpty());
    fake.backend->setLookErrors({});
    QTRY_COMPARE(fake.log.settledResources.size(), 1);
}

void TestOperationRunnerDeferred::aForgottenDeferredOperationStillSettles()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    FakeStep defers;
    defers.leaves = State::Deferred;
    fake.backend->script(things::disk(1).id, defers);
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    fake.runner->forget(operation);
    QVERIFY(fake.runner->operations().isEmpty());
    fake.backend->remove(things::disk(1).id);
    QTRY_COMPARE(fake.log.settledResources.size(), 1);
}

QTEST_GUILESS_MAIN(TestOperationRunnerDeferred)
#include "tst_operationrunnerdeferred.moc"
