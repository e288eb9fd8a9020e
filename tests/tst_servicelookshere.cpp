// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/fake/fakeprovider.h"
#include "services/service/serviceprovider.h"
#include "testsupport/answers.h"
#include "testsupport/privatebus.h"
#include "testsupport/samplevalues.h"
#include "testsupport/servedthread.h"

#include <QTest>

using namespace mooring;

// A provider whose things are there without the service, which only holds what was done with them.
class TestServiceLooksHere : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_bus.start()); }
    void looksHereUntilTheServiceIsThere();
    void tellsWhatChangesHere();
    void stepsAreTheServices();

private:
    std::unique_ptr<ServiceProvider> client() const
    {
        return std::make_unique<ServiceProvider>(ServiceLink::make({m_bus.address(), {}, 4000}),
                                                 std::make_shared<FakeProvider>(m_here, name));
    }
    std::unique_ptr<ServedThread> serve() const
    {
        return std::make_unique<ServedThread>(m_bus.address(), [this] {
            return servedFakes({{name, m_served}});
        });
    }
    static Resource named(const char* key)
    {
        Resource resource = sample::resource();
        resource.id = ResourceId::make(Kind::Reader, key);
        resource.kind = Kind::Reader;
        return resource;
    }
    static QList<Resource> seenBy(ServiceProvider& provider)
    {
        Answers<Inventory> seen;
        provider.look({}, {}, seen.reply());
        const bool isThere = QTest::qWaitFor([&seen] { return seen.count() == 1 && seen.value(); }, 20000);
        return isThere ? seen.value()->resources : QList<Resource>();
    }
    const QString name = QStringLiteral("cards");
    PrivateBus m_bus;
    std::shared_ptr<FakeBackend> m_here = std::make_shared<FakeBackend>();
    std::shared_ptr<FakeBackend> m_served = std::make_shared<FakeBackend>();
};

void TestServiceLooksHere::looksHereUntilTheServiceIsThere()
{
    m_here->put(named("here"));
    m_served->put(named("served"));
    const auto provider = client();
    QCOMPARE(seenBy(*provider), QList<Resource> {named("here")});
    auto service = serve();
    QTRY_COMPARE(seenBy(*provider), QList<Resource> {named("served")});
    service.reset();
    QTRY_COMPARE(seenBy(*provider), QList<Resource> {named("here")});
}

void TestServiceLooksHere::tellsWhatChangesHere()
{
    const auto provider = client();
    std::atomic<int> told = 0;
    provider->watch([&told] { ++told; });
    QCOMPARE(seenBy(*provider).size(), 1);
    told = 0;
    m_here->moved();
    QTRY_VERIFY(told > 0);
    provider->watch({});
    told = 0;
    m_here->moved();
    QCOMPARE(told, 0);
}

void TestServiceLooksHere::stepsAreTheServices()
{
    const auto service = serve();
    const auto provider = client();
    Step step = sample::step();
    step.provider = name;
    step.resource = named("served").id;
    Answers<StepResult> answers;
    provider->run(step, {}, answers.reply());
    QTRY_COMPARE(answers.count(), 1);
    QCOMPARE(m_served->ran().size(), 1);
    QVERIFY(m_here->ran().isEmpty());
}

QTEST_GUILESS_MAIN(TestServiceLooksHere)
#include "tst_servicelookshere.moc"
