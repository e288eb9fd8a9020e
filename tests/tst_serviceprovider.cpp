// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/service/serviceprovider.h"
#include "testsupport/answers.h"
#include "testsupport/patientbody.h"
#include "testsupport/privatebus.h"
#include "testsupport/samplevalues.h"
#include "testsupport/servedthread.h"

#include <QTest>

using namespace mooring;

namespace {
const QString fake = QStringLiteral("fake");
const QString other = QStringLiteral("other");

Resource session(const char* name)
{
    Resource resource = sample::resource();
    resource.id = ResourceId::make(Kind::IscsiSession, name);
    resource.kind = Kind::IscsiSession;
    return resource;
}

Step logOut(const Resource& resource)
{
    Step step = sample::step();
    step.provider = fake;
    step.verb = Verb::LogOut;
    step.resource = resource.id;
    return step;
}
} // namespace

class TestServiceProvider : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_bus.start()); }
    void init();
    void looksArriveWhole();
    void aSlowLookDelaysNobody();
    void looksAreStopped();
    void looksThatCouldNotBeginAreStopped();
    void stepsRunAndTellTheirProgress();
    void theStopTokenReachesTheProvider();
    void aStopThatComesFirstRunsNothing();
    void whatIsNotAnsweredStaysSo();
    void twoHundredStepsAreUnderWayAtOnce();
    void twoClientsSeeTheSame();
    void whatItKnowsOfItselfArrives();
    void aStepOfAClientThatLeftIsFinished();

private:
    ServiceAddress address() const { return {m_bus.address(), {}, 4000}; }
    std::unique_ptr<ServiceProvider> client(const QString& name = fake)
    {
        return std::make_unique<ServiceProvider>(m_link, ProviderInfo {name, {}, Availability::Ok, {}});
    }
    std::unique_ptr<ServedThread> serve()
    {
        return std::make_unique<ServedThread>(m_bus.address(), [this] {
            ServedProviders served = servedFakes({{fake, m_backend}, {other, m_otherBackend}});
            served.push_back(std::make_unique<ServedProvider>(std::make_unique<BlockingProvider>(
                ProviderInfo {QStringLiteral("patient"), {}, Availability::Ok, {}},
                std::make_shared<PatientBody>(m_patientLooks), 1)));
            return served;
        });
    }
    PrivateBus m_bus;
    std::shared_ptr<FakeBackend> m_backend, m_otherBackend;
    std::shared_ptr<std::atomic<int>> m_patientLooks = std::make_shared<std::atomic<int>>(0);
    std::unique_ptr<ServedThread> m_service;
    std::shared_ptr<ServiceLink> m_link;
};

void TestServiceProvider::init()
{
    m_link.reset();
    m_service.reset();
    m_backend = std::make_shared<FakeBackend>();
    m_otherBackend = std::make_shared<FakeBackend>();
    m_service = serve();
    m_link = ServiceLink::make(address());
}

void TestServiceProvider::looksArriveWhole()
{
    const Resource one = session("iqn.2026-11.lab:t1"), two = session("\xff\n");
    m_backend->put(one);
    m_backend->put(two);
    m_backend->putUser(one);
    m_backend->setLookErrors({{sample::error(), {Kind::Swap}}});
    const auto provider = client();
    Answers<Inventory> seen;
    const LookRequest request {{}, {}, true};
    provider->look(request, {}, seen.reply());
    QTRY_COMPARE(seen.count(), 1);
    QVERIFY(seen.value());
    QCOMPARE(seen.value()->resources, (QList<Resource> {two, one}));
    QCOMPARE(seen.value()->users, QList<Resource> {one});
    QCOMPARE(seen.value()->errors, (QList<SourceError> {{sample::error(), {Kind::Swap}}}));
    QCOMPARE(m_backend->looks(), QList<LookRequest> {request});
}

void TestServiceProvider::aSlowLookDelaysNobody()
{
    const auto provider = client(), second = client(other);
    m_backend->holdLooks();
    Answers<Inventory> slow, quick;
    provider->look({}, {}, slow.reply());
    QTRY_COMPARE(m_backend->heldLooks(), 1);
    second->look({}, {}, quick.reply());
    QTRY_COMPARE(quick.count(), 1);
    QVERIFY(quick.value() && quick.value()->errors.isEmpty());
    QCOMPARE(slow.count(), 0);
    m_backend->letLooks();
    QTRY_COMPARE(slow.count(), 1);
}

void TestServiceProvider::looksAreStopped()
{
    const auto provider = client(QStringLiteral("patient"));
    std::stop_source stop;
    Answers<Inventory> seen;
    provider->look({}, stop.get_token(), seen.reply());
    QTRY_VERIFY(m_patientLooks->load() == 1);
    QCOMPARE(seen.count(), 0);
    stop.request_stop();
    QTRY_COMPARE(seen.count(), 1);
    QCOMPARE(seen.value()->errors.first().error.code, ErrorCode::DeadlinePassed);
}

void TestServiceProvider::looksThatCouldNotBeginAreStopped()
{
    m_link = ServiceLink::make({QStringLiteral("unix:path=/nonexistent/bus"), {}, 4000});
    const auto provider = client();
    std::stop_source stop;
    stop.request_stop();
    Answers<Inventory> seen;
    provider->look({}, stop.get_token(), seen.reply());
    QTRY_COMPARE(seen.count(), 1);
    QVERIFY(seen.value() && !seen.value()->errors.isEmpty());
}

void TestServiceProvider::stepsRunAndTellTheirProgress()
{
    const Resource one = session("one");
    m_backend->put(one);
    const Progress progress {40, quint64(1) << 63, 12, 4711, sample::name(), true};
    m_backend->script(one.id,
                      {.error = sample::error(), .progress = {progress}, .restore = sample::recipe()});
    const auto provider = client();
    Answers<StepResult> done;
    const Step step = logOut(one);
    provider->run(step, {}, done.reply());
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(done.value(), (StepResult {sample::error(), sample::recipe(), {}, {}}));
    QCOMPARE(done.progress(), QList<Progress> {progress});
    QVERIFY(!m_backend->has(one.id));
    QCOMPARE(m_backend->calls().constLast().step, step);
}

void TestServiceProvider::theStopTokenReachesTheProvider()
{
    const Resource one = session("one");
    m_backend->put(one);
    m_backend->script(one.id, {.waits = true});
    const auto provider = client();
    std::stop_source stop;
    Answers<StepResult> done;
    provider->run(logOut(one), stop.get_token(), done.reply());
    QTRY_VERIFY(m_backend->isWaiting(one.id));
    QCOMPARE(done.count(), 0);
    stop.request_stop();
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(done.value()->error->code, ErrorCode::StoppedByUser);
    QVERIFY(m_backend->has(one.id));
}

void TestServiceProvider::aStopThatComesFirstRunsNothing()
{
    const Resource one = session("one");
    m_backend->put(one);
    m_backend->script(one.id, {.waits = true});
    const auto provider = client();
    std::stop_source stop;
    stop.request_stop();
    Answers<StepResult> done;
    provider->run(logOut(one), stop.get_token(), done.reply());
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(done.value()->error->code, ErrorCode::StoppedByUser);
    QVERIFY(m_backend->has(one.id));
}

void TestServiceProvider::whatIsNotAnsweredStaysSo()
{
    const Resource one = session("one");
    m_backend->script(one.id, {.drops = true});
    m_backend->setLooksDropped(true);
    const auto provider = client();
    Answers<StepResult> done;
    Answers<Inventory> seen;
    provider->run(logOut(one), {}, done.reply());
    provider->look({}, {}, seen.reply());
    QTRY_COMPARE(done.count() + seen.count(), 2);
    QVERIFY(!done.value() && !seen.value());
}

void TestServiceProvider::twoHundredStepsAreUnderWayAtOnce()
{
    constexpr int many = 200;
    const auto provider = client();
    std::vector<Answers<StepResult>> done(many);
    QList<Resource> sessions;
    for (int i = 0; i < many; ++i) {
        sessions.append(session(QByteArray::number(i).constData()));
        m_backend->put(sessions.last());
        m_backend->script(sessions.last().id, {.waits = true, .restore = {{QStringLiteral("n"), i}}});
        provider->run(logOut(sessions.last()), {}, done.at(static_cast<size_t>(i)).reply());
    }
    for (const Resource& each : std::as_const(sessions))
        QTRY_VERIFY(m_backend->isWaiting(each.id));
    for (auto each = sessions.crbegin(); each != sessions.crend(); ++each)
        m_backend->let(each->id);
    for (int i = 0; i < many; ++i) {
        const Answers<StepResult>& one = done.at(static_cast<size_t>(i));
        QTRY_COMPARE(one.count(), 1);
        QVERIFY(one.value());
        QCOMPARE(one.value()->restore.value(QLatin1String("n")).toInt(), i); // each has its own answer
    }
}

void TestServiceProvider::twoClientsSeeTheSame()
{
    const auto second = ServiceLink::make(address());
    const auto provider = client();
    ServiceProvider elsewhere(second, {fake, {}, Availability::Ok, {}});
    std::atomic<int> told = 0;
    elsewhere.watch([&told] { ++told; });
    m_backend->put(session("one"));
    Answers<Inventory> first, other;
    provider->look({}, {}, first.reply());
    elsewhere.look({}, {}, other.reply());
    QTRY_COMPARE(first.count() + other.count(), 2);
    QCOMPARE(first.value(), other.value());
    QCOMPARE(first.value()->resources.size(), 1);
    const int before = told;
    m_backend->moved();
    QTRY_VERIFY(told > before);
    elsewhere.watch({});
}

void TestServiceProvider::whatItKnowsOfItselfArrives()
{
    const auto provider = client(), stranger = client(QStringLiteral("stranger"));
    Answers<Inventory> seen, unseen;
    provider->look({}, {}, seen.reply());
    stranger->look({}, {}, unseen.reply());
    QTRY_COMPARE(seen.count() + unseen.count(), 2);
    QCOMPARE(provider->info().kinds, QList<Kind> {Kind::IscsiSession});
    QVERIFY(provider->info().availability == Availability::Ok);
    QVERIFY(stranger->info().availability == Availability::Absent);
    QCOMPARE(stranger->info().why->code, ErrorCode::NotSupportedHere);
    QCOMPARE(unseen.value()->errors.first().error.code, ErrorCode::NotSupportedHere);
}

void TestServiceProvider::aStepOfAClientThatLeftIsFinished()
{
    const Resource one = session("one");
    m_backend->put(one);
    m_backend->script(one.id, {.waits = true});
    auto provider = client();
    Answers<StepResult> done;
    provider->run(logOut(one), {}, done.reply());
    QTRY_VERIFY(m_backend->isWaiting(one.id));
    provider.reset();
    m_link.reset();
    QTRY_COMPARE(done.count(), 1);
    QVERIFY(!done.value());
    m_link = ServiceLink::make(address());
    provider = client(); // the service lives, and the step still waits
    Answers<Inventory> seen;
    provider->look({}, {}, seen.reply());
    QTRY_COMPARE(seen.count(), 1);
    QCOMPARE(seen.value()->resources.size(), 1);
    QVERIFY(m_backend->isWaiting(one.id));
    m_backend->let(one.id);
    QTRY_VERIFY(!m_backend->has(one.id));
    provider.reset();
    m_link.reset();
    QTRY_VERIFY(m_service->isQuiet());
}

QTEST_GUILESS_MAIN(TestServiceProvider)
#include "tst_serviceprovider.moc"
