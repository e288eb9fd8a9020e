// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/service/servicelife.h"
#include "testsupport/privatebus.h"
#include "testsupport/servedthread.h"

#include <QDBusPendingCall>
#include <QSignalSpy>
#include <QTest>

using namespace mooring;

namespace {
// Holds sessions, not portals; lets go when it is told to.
class Holding : public ServedProvider
{
public:
    Holding(std::unique_ptr<Provider> provider, std::shared_ptr<FakeBackend> backend, bool answers)
        : ServedProvider(std::move(provider))
        , m_backend(std::move(backend))
        , m_answers(answers)
    {
    }
    bool holds(const Inventory& seen) const override
    {
        return std::any_of(seen.resources.cbegin(), seen.resources.cend(),
                           [](const Resource& each) { return each.kind == Kind::IscsiSession; });
    }
    void letGo(std::function<void()> done) override
    {
        m_backend->remove(ResourceId::make(Kind::IscsiSession, "one"));
        if (m_answers)
            std::thread(std::move(done)).detach();
    }

private:
    std::shared_ptr<FakeBackend> m_backend;
    bool m_answers;
};
} // namespace

class TestServiceLife : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_bus.start()); }
    void init();
    void cleanup();
    void leavesWhenNobodyComes();
    void staysWhileAClientIsThere();
    void staysWhileSomethingIsHeld();
    void staysWhereItCannotBeSeen();
    void letsGoBeforeItEnds();
    void doesNotWaitForEver();
    void beginsNothingWhileItEnds();

private:
    void make(const ServicePatience& patience, bool answers = true);
    void put(Kind kind);
    PrivateBus m_bus;
    std::shared_ptr<FakeBackend> m_backend;
    std::unique_ptr<BusConnection> m_connection;
    std::unique_ptr<ServiceHost> m_host;
    std::unique_ptr<ServiceLife> m_life;
    std::unique_ptr<QSignalSpy> m_left;
};

void TestServiceLife::init()
{
    m_backend = std::make_shared<FakeBackend>();
    m_connection = std::make_unique<BusConnection>(m_bus, "service");
}

void TestServiceLife::cleanup()
{
    m_left.reset();
    m_life.reset();
    m_host.reset();
    m_connection.reset();
}

void TestServiceLife::make(const ServicePatience& patience, bool answers)
{
    ServedProviders providers;
    providers.push_back(
        std::make_unique<Holding>(std::make_unique<FakeProvider>(m_backend), m_backend, answers));
    m_host = std::make_unique<ServiceHost>(**m_connection, std::move(providers));
    QVERIFY(m_host->takeName());
    m_life = std::make_unique<ServiceLife>(*m_host, patience);
    m_left = std::make_unique<QSignalSpy>(m_life.get(), &ServiceLife::left);
}

void TestServiceLife::put(Kind kind)
{
    Resource resource;
    resource.id = ResourceId::make(kind, "one");
    resource.kind = kind;
    m_backend->put(resource);
}

void TestServiceLife::leavesWhenNobodyComes()
{
    put(Kind::Portal); // known, not held
    make({.idle = 20});
    QTRY_COMPARE(m_left->count(), 1);
    BusConnection other(m_bus, "other"); // the name is free before the process ends
    QVERIFY(other->registerService(QStringLiteral("org.mooring.Mooring1")));
}

void TestServiceLife::staysWhileAClientIsThere()
{
    make({.idle = 150});
    auto client = std::make_unique<BusConnection>(m_bus, "client");
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.mooring.Mooring1"), QStringLiteral("/org/mooring/Mooring1"),
        QStringLiteral("org.mooring.Mooring1"), QStringLiteral("Version"));
    QVERIFY((*client)->send(call));
    QTRY_VERIFY(!m_host->isQuiet());
    QVERIFY(!m_left->wait(600));
    client.reset();
    QTRY_COMPARE(m_left->count(), 1);
}

void TestServiceLife::staysWhileSomethingIsHeld()
{
    put(Kind::IscsiSession);
    make({.idle = 20});
    QTRY_VERIFY(m_backend->looks().size() > 3); // asked again and again
    QCOMPARE(m_left->count(), 0);
    m_backend->remove(ResourceId::make(Kind::IscsiSession, "one"));
    QTRY_COMPARE(m_left->count(), 1);
}

void TestServiceLife::staysWhereItCannotBeSeen()
{
    m_backend->setLookErrors({{errorOf(ErrorCode::LookFailed), {}}});
    make({.idle = 20});
    QTRY_VERIFY(m_backend->looks().size() > 2);
    m_backend->setLookErrors({});
    m_backend->setLooksDropped(true);
    const qsizetype before = m_backend->looks().size();
    QTRY_VERIFY(m_backend->looks().size() > before + 2);
    QCOMPARE(m_left->count(), 0);
}

void TestServiceLife::letsGoBeforeItEnds()
{
    put(Kind::IscsiSession);
    make({});
    m_life->end();
    m_life->end();
    QTRY_COMPARE(m_left->count(), 1);
    QVERIFY(!m_backend->has(ResourceId::make(Kind::IscsiSession, "one")));
}

void TestServiceLife::doesNotWaitForEver()
{
    make({.letGo = 50}, false);
    m_life->end();
    QCOMPARE(m_left->count(), 0);
    QTRY_COMPARE(m_left->count(), 1);
    QVERIFY(!m_left->wait(100)); // once
}

void TestServiceLife::beginsNothingWhileItEnds()
{
    make({.letGo = 60000}, false);
    m_life->end();
    BusConnection client(m_bus, "client");
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.mooring.Mooring1"), QStringLiteral("/org/mooring/Mooring1"),
        QStringLiteral("org.mooring.Mooring1"), QStringLiteral("Look"));
    call.setArguments({QStringLiteral("fake"), QStringLiteral("{}")});
    QDBusPendingCall answer = client->asyncCall(call);
    QTRY_VERIFY(answer.isFinished());
    QCOMPARE(answer.error().name(), QStringLiteral("org.mooring.Mooring1.Error.Leaving"));
    QVERIFY(m_backend->looks().isEmpty());
}

QTEST_GUILESS_MAIN(TestServiceLife)
#include "tst_servicelife.moc"
