// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakehost.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace mooring;

namespace {
LookRequest only(const QList<ResourceId>& ids)
{
    LookRequest request;
    request.only = ids;
    return request;
}

State stateOf(const Host& host, const ResourceId& id)
{
    const auto node = host.topology().find(id);
    return node ? host.topology().at(*node).state : State::Absent;
}
} // namespace

class TestHost : public QObject
{
    Q_OBJECT
private slots:
    void aLookIsInTheTopologyWhenItIsTold();
    void doneComesLaterAlsoWithoutProviders();
    void atMostOneLookRunsAndOneWaits();
    void waitingRequestsAreMerged();
    void aFullRequestSwallowsTargetedOnes();
    void whoAskedGetsALookBegunAfterwards();
    void aHungLookKeepsTheOldAndHoldsUpNobodyElse();
    void theLateAnswerOfAHungLookCounts();
    void aDroppedLookIsMissingAndLeavesDoubt();
    void errorsMakeAProviderUnavailable();
    void eventsAreHeardAtOnceThenFiveTimesASecond();
    void bodiesAreNeverOnTheMainThread();
    void quittingWhileALookHangsDoesNotWait();
    void stepsThatHangMarkTheirProvider();
};

void TestHost::aLookIsInTheTopologyWhenItIsTold()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(!fake.host.hasLooked());
    bool wasThere = false;
    fake.host.look({}, [&](const QList<Inventory>& inventories) {
        wasThere = inventories.size() == 1 && fake.host.topology().size() == 3 && fake.host.hasLooked();
    });
    QTRY_VERIFY(wasThere);
    QSignalSpy changed(&fake.host, &Host::topologyChanged);
    QVERIFY(fake.look());
    QCOMPARE(changed.count(), 0); // nothing is different
    fake.backend->change(things::disk(1).id, [](Resource& disk) { disk.state = State::InUse; });
    QVERIFY(fake.look());
    QCOMPARE(changed.count(), 1);
}

void TestHost::doneComesLaterAlsoWithoutProviders()
{
    Host host;
    int told = 0;
    host.look({}, [&](const QList<Inventory>& inventories) { told += inventories.isEmpty() ? 1 : 100; });
    QCOMPARE(told, 0);
    QTRY_COMPARE(told, 1);
}

void TestHost::atMostOneLookRunsAndOneWaits()
{
    FakeHost fake;
    fake.backend->holdLooks();
    int told = 0;
    for (int i = 0; i < 10; ++i)
        fake.host.look({}, [&](const QList<Inventory>&) { ++told; });
    QTRY_COMPARE(fake.backend->heldLooks(), 1);
    fake.backend->letLooks();
    QTRY_COMPARE(told, 10);
    QCOMPARE(fake.backend->looks().size(), 2); // the first, and one for the nine that came meanwhile
    QCOMPARE(fake.backend->mostLooksAtOnce(), 1);
}

void TestHost::waitingRequestsAreMerged()
{
    FakeHost fake;
    fake.diskInUse(1);
    fake.backend->put(things::disk(2));
    fake.backend->holdLooks();
    fake.host.look({});
    int told = 0;
    LookRequest users = only({things::disk(2).id, things::mount(1).id});
    users.users = true;
    users.standingOn = things::disk(1).keys;
    const auto count = [&](const QList<Inventory>& inventories) {
        told += inventories.first().resources.size() == 3 ? 1 : 100;
    };
    fake.host.look(only({things::disk(2).id}), count);
    fake.host.look(users, count);
    QTRY_COMPARE(fake.backend->heldLooks(), 1);
    fake.backend->letLooks();
    QTRY_COMPARE(told, 2);
    LookRequest merged = users;
    QCOMPARE(fake.backend->looks().last(), merged); // each id once
}

void TestHost::aFullRequestSwallowsTargetedOnes()
{
    FakeHost fake;
    fake.backend->holdLooks();
    fake.host.look({});
    fake.host.look(only({things::disk(1).id}));
    fake.host.look({});
    fake.host.look(only({things::disk(2).id}));
    QTRY_COMPARE(fake.backend->heldLooks(), 1);
    fake.backend->letLooks();
    QTRY_COMPARE(fake.backend->looks().size(), 2);
    QVERIFY(fake.backend->looks().last().isFull());
}

void TestHost::whoAskedGetsALookBegunAfterwards()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    fake.backend->holdLooks();
    fake.host.look({}); // begins, and sees the disk
    QTRY_COMPARE(fake.backend->heldLooks(), 1);
    fake.backend->remove(things::disk(1).id);
    std::optional<qsizetype> seen;
    quint64 number = 0;
    fake.host.look({}, [&](const QList<Inventory>& inventories) {
        seen = inventories.first().resources.size();
        number = inventories.first().look;
    });
    fake.backend->letLooks();
    QTRY_VERIFY(seen);
    QCOMPARE(*seen, 0);
    QCOMPARE(number, quint64(2));
}

void TestHost::aHungLookKeepsTheOldAndHoldsUpNobodyElse()
{
    FakeHost fake;
    const auto other = std::make_shared<FakeBackend>();
    fake.host.add(std::make_unique<FakeProvider>(other, QStringLiteral("other")));
    fake.backend->put(things::disk(1));
    other->put(things::disk(2));
    QVERIFY(fake.look());

    fake.host.setLookDeadline(80);
    fake.backend->holdLooks();
    QStringList answered;
    fake.host.look({}, [&](const QList<Inventory>& inventories) {
        for (const Inventory& inventory : inventories)
            answered.append(inventory.provider);
    });
    QTRY_COMPARE(answered, QStringList({QStringLiteral("other")}));
    QCOMPARE(stateOf(fake.host, things::disk(1).id), State::Looking);
    QCOMPARE(stateOf(fake.host, things::disk(2).id), State::Attached);
    QVERIFY(fake.host.isHung(QStringLiteral("fake")));
    QCOMPARE(fake.host.providers().first().availability, Availability::Hung);
    QCOMPARE(fake.host.providers().last().availability, Availability::Ok);

    QElapsedTimer timer;
    timer.start();
    fake.host.setLookDeadline(60000);
    QVERIFY(fake.look()); // of everybody: does not wait for who hangs already
    QVERIFY(timer.elapsed() < 10000);
    fake.backend->letLooks();
}

void TestHost::theLateAnswerOfAHungLookCounts()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    fake.host.setLookDeadline(80);
    fake.backend->holdLooks();
    bool told = false;
    fake.host.look({}, [&](const QList<Inventory>& inventories) { told = inventories.isEmpty(); });
    QTRY_VERIFY(told);
    QVERIFY(fake.host.hasLooked()); // hung counts
    fake.host.setLookDeadline(60000);
    fake.backend->letLooks();
    QTRY_COMPARE(stateOf(fake.host, things::disk(1).id), State::Attached);
    QVERIFY(!fake.host.isHung(QStringLiteral("fake")));
    QTRY_COMPARE(fake.backend->looks().size(), 2); // and it is looked again, for what it may have missed
}

void TestHost::aDroppedLookIsMissingAndLeavesDoubt()
{
    FakeHost fake;
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look());
    fake.backend->setLooksDropped(true);
    bool wasMissing = false;
    fake.host.look({}, [&](const QList<Inventory>& inventories) { wasMissing = inventories.isEmpty(); });
    QTRY_VERIFY(wasMissing);
    QCOMPARE(stateOf(fake.host, things::disk(1).id), State::Unknown);
    QCOMPARE(fake.host.topology().errors().first().error.code, ErrorCode::NeverAnswered);
}

void TestHost::errorsMakeAProviderUnavailable()
{
    FakeHost fake;
    QSignalSpy changed(&fake.host, &Host::providersChanged);
    fake.backend->setLookErrors({{errorOf(ErrorCode::ServiceNotRunning), {}}});
    QVERIFY(fake.look());
    QCOMPARE(fake.host.providers().first().availability, Availability::Absent);
    QCOMPARE(fake.host.providers().first().why->code, ErrorCode::ServiceNotRunning);
    fake.backend->setLookErrors({{errorOf(ErrorCode::PermissionDenied), {}}});
    QVERIFY(fake.look());
    QCOMPARE(fake.host.providers().first().availability, Availability::Refused);
    fake.backend->setLookErrors({});
    QVERIFY(fake.look());
    QCOMPARE(fake.host.providers().first().availability, Availability::Ok);
    QCOMPARE(changed.count(), 3);
}

void TestHost::eventsAreHeardAtOnceThenFiveTimesASecond()
{
    FakeHost fake;
    QVERIFY(fake.look());
    const auto before = fake.backend->looks().size();
    QElapsedTimer timer;
    timer.start();
    fake.backend->moved();
    QTRY_COMPARE(fake.backend->looks().size(), before + 1);
    QVERIFY(timer.elapsed() < 150);
    qsizetype events = 0;
    while (timer.elapsed() < 1000) {
        fake.backend->moved();
        ++events;
        QTest::qWait(1);
    }
    QVERIFY(events > 50);
    const auto heard = fake.backend->looks().size() - before;
    QVERIFY2(heard >= 3 && heard <= 6, qPrintable(QString::number(heard)));
    QTRY_VERIFY(fake.backend->looks().size() - before <= 7); // the last event is not lost
}

void TestHost::bodiesAreNeverOnTheMainThread()
{
    FakeHost fake;
    fake.diskInUse(1);
    QVERIFY(fake.look());
    Operation* operation = fake.start(fake.detach(1));
    QVERIFY(FakeHost::waitFor(operation));
    QVERIFY(fake.backend->calls().size() > 4);
    for (const FakeCall& call : fake.backend->calls())
        QVERIFY(call.thread != std::this_thread::get_id());
}

void TestHost::quittingWhileALookHangsDoesNotWait()
{
    QElapsedTimer timer;
    const auto backend = std::make_shared<FakeBackend>();
    {
        Host host;
        host.add(std::make_unique<FakeProvider>(backend));
        backend->holdLooks();
        host.look({});
        QTRY_COMPARE(backend->heldLooks(), 1);
        timer.start();
    }
    QVERIFY(timer.elapsed() < 1000);
    backend->letLooks(); // its Host is gone
}

void TestHost::stepsThatHangMarkTheirProvider()
{
    FakeHost fake;
    QSignalSpy changed(&fake.host, &Host::providersChanged);
    fake.host.markHung(QStringLiteral("fake"), true);
    QVERIFY(fake.host.isHung(QStringLiteral("fake")));
    fake.backend->put(things::disk(1));
    QVERIFY(fake.look()); // its looks go on
    QCOMPARE(fake.host.topology().size(), 1);
    fake.host.markHung(QStringLiteral("fake"), false);
    QVERIFY(!fake.host.isHung(QStringLiteral("fake")));
    QCOMPARE(changed.count(), 2);
}

QTEST_GUILESS_MAIN(TestHost)
#include "tst_host.moc"
