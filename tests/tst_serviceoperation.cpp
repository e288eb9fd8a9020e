// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/service/operationregistry.h"
#include "services/service/serviceprovider.h"
#include "testsupport/fakehost.h"
#include "testsupport/privatebus.h"
#include "testsupport/servedthread.h"

#include <QTest>

using namespace mooring;

// Whole operations of this process over providers of the service, seen by another process.
class TestServiceOperation : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_bus.start()); }
    void init();
    void cleanup();
    void whatTheServiceHoldsIsDetachedAndProved();
    void othersSeeItRunAndStopIt();
    void aServiceThatDiesLeavesTheStepUnknown();

private:
    bool look();
    Operation* detach();
    PrivateBus m_bus;
    std::shared_ptr<FakeBackend> m_backend;
    std::unique_ptr<ServedThread> m_service;
    std::shared_ptr<ServiceLink> m_link;
    std::unique_ptr<RecordingLog> m_log;
    std::unique_ptr<Host> m_host;
    std::unique_ptr<OperationRunner> m_runner;
};

void TestServiceOperation::init()
{
    m_backend = std::make_shared<FakeBackend>();
    m_backend->put(things::disk(1));
    m_service = std::make_unique<ServedThread>(m_bus.address(), [this] {
        return servedFakes({{QStringLiteral("fake"), m_backend}});
    });
    m_link = ServiceLink::make({m_bus.address(), {}, 4000});
    m_log = std::make_unique<RecordingLog>();
    m_host = std::make_unique<Host>();
    m_host->add(std::make_unique<ServiceProvider>(
        m_link, ProviderInfo {QStringLiteral("fake"), {Kind::VirtualDisk}, Availability::Ok, {}}));
    m_runner = std::make_unique<OperationRunner>(*m_host, *m_log, FakeHost::quick());
    QVERIFY(look());
}

void TestServiceOperation::cleanup()
{
    m_runner.reset();
    m_host.reset();
    m_link.reset();
    m_service.reset();
}

bool TestServiceOperation::look()
{
    bool looked = false;
    m_host->look({}, [&looked](const QList<Inventory>&) { looked = true; });
    return QTest::qWaitFor([&looked] { return looked; }, 10000);
}

Operation* TestServiceOperation::detach()
{
    const Plan plan = makePlan(m_host->topology(), Verb::Detach, {things::disk(1).id});
    const Result<Operation*> operation = m_runner->start(plan, true);
    return operation ? *operation : nullptr;
}

void TestServiceOperation::whatTheServiceHoldsIsDetachedAndProved()
{
    Operation* const operation = detach();
    QVERIFY(operation);
    QTRY_VERIFY(operation->isFinished());
    QCOMPARE(account(operation), QStringLiteral("done: 1 done"));
    QVERIFY(!m_backend->has(things::disk(1).id));
}

void TestServiceOperation::othersSeeItRunAndStopIt()
{
    m_backend->script(things::disk(1).id, {.waits = true});
    OperationRegistry own(m_link), other(ServiceLink::make({m_bus.address(), {}, 4000}));
    quint64 number = 0;
    connect(&own, &OperationRegistry::registered, this, [&number](int, quint64 given) { number = given; });
    Operation* const operation = detach();
    QVERIFY(operation);
    own.follow(operation);
    QTRY_VERIFY(m_backend->isWaiting(things::disk(1).id));
    QTRY_VERIFY(number != 0);
    QCOMPARE(qint64(number), operation->record().number);
    std::optional<Result<OperationRecord>> end;
    other.wait(number, [&end](const auto& record) { end = record; });
    std::optional<Result<StopAnswer>> stopped;
    other.stop(number, [&stopped](const auto& answer) { stopped = answer; });
    QTRY_VERIFY(stopped && end);
    QVERIFY(**stopped == StopAnswer::Stopping);
    QCOMPARE((*end)->outcome, Outcome::Stopped);
    QVERIFY(**end == operation->record());
    QVERIFY(m_backend->has(things::disk(1).id));
}

void TestServiceOperation::aServiceThatDiesLeavesTheStepUnknown()
{
    m_backend->script(things::disk(1).id, {.waits = true});
    Operation* const operation = detach();
    QVERIFY(operation);
    QTRY_VERIFY(m_backend->isWaiting(things::disk(1).id));
    m_service.reset();
    QTRY_VERIFY_WITH_TIMEOUT(operation->isFinished(), 20000);
    QCOMPARE(operation->record().steps.first().outcome, Outcome::Unknown);
}

QTEST_GUILESS_MAIN(TestServiceOperation)
#include "tst_serviceoperation.moc"
