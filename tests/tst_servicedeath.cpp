// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/service/serviceprovider.h"
#include "testsupport/answers.h"
#include "testsupport/privatebus.h"

#include <QTest>

#include <csignal>

using namespace mooring;

namespace {
const QByteArray program = QByteArrayLiteral(MOORING_BIN_DIR "/fake-service");

Step stepOn(const char* session)
{
    Step step;
    step.provider = QStringLiteral("fake");
    step.verb = Verb::LogOut;
    step.resource = ResourceId::make(Kind::IscsiSession, session);
    return step;
}
} // namespace

// A service that is a process of its own: started when it is needed, killed, started again.
class TestServiceDeath : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void isStartedByTheBus();
    void isStartedWhereTheBusCannot();
    void isSharedByWhoeverComes();
    void withoutABusItIsAbsent();
    void withoutAProgramItIsAbsent();
    void oneThatDiesAtOnceIsToldSoon();
    void oneThatNeverComesIsGivenUp();
    void killedInTheMiddleOfAStepNothingIsKnown();
    void comesBackByItself();
    void comesBackWhenItIsAsked();
    void aBusThatGoesTakesItAlong();

private:
    std::unique_ptr<ServiceProvider> provider(const ServiceAddress& address);
    std::optional<Inventory> look(ServiceProvider& provider);
    pid_t pidOf(const std::optional<Inventory>& seen)
    {
        const pid_t pid = seen && !seen->resources.isEmpty() ? seen->resources.first().name.toInt() : 0;
        if (pid > 0)
            m_started.insert(pid);
        return pid;
    }
    std::unique_ptr<PrivateBus> m_bus;
    std::shared_ptr<ServiceLink> m_link;
    QSet<pid_t> m_started;
};

void TestServiceDeath::init()
{
    m_bus = std::make_unique<PrivateBus>();
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus->address().toUtf8());
    qunsetenv("FAKE_SERVICE_DIES");
}

void TestServiceDeath::cleanup()
{
    m_link.reset();
    m_bus.reset();
    for (const pid_t pid : std::as_const(m_started)) // they leave with their bus
        QTRY_VERIFY(kill(pid, 0) != 0
                    || QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(pid)).isEmpty());
    m_started.clear();
}

std::unique_ptr<ServiceProvider> TestServiceDeath::provider(const ServiceAddress& address)
{
    m_link = ServiceLink::make(address);
    return std::make_unique<ServiceProvider>(
        m_link, ProviderInfo {QStringLiteral("fake"), {Kind::IscsiSession}, Availability::Ok, {}});
}

std::optional<Inventory> TestServiceDeath::look(ServiceProvider& provider)
{
    Answers<Inventory> seen;
    provider.look({}, {}, seen.reply());
    [&] { QTRY_COMPARE_WITH_TIMEOUT(seen.count(), 1, 10000); }();
    return seen.value();
}

void TestServiceDeath::isStartedByTheBus()
{
    m_bus->service(QStringLiteral("org.mooring.Mooring1"), QString::fromLocal8Bit(program));
    QVERIFY(m_bus->start());
    const auto fake = provider({m_bus->address(), {}, 4000});
    QVERIFY(pidOf(look(*fake)) > 0);
    QVERIFY(fake->info().availability == Availability::Ok);
}

void TestServiceDeath::isStartedWhereTheBusCannot()
{
    QVERIFY(m_bus->start());
    const auto fake = provider({m_bus->address(), program, 4000});
    const pid_t pid = pidOf(look(*fake));
    QVERIFY(pid > 0);
    const QString process = QStringLiteral("/proc/%1").arg(pid);
    QCOMPARE(QFile::symLinkTarget(process + QStringLiteral("/cwd")), QStringLiteral("/"));
    QCOMPARE(getsid(pid), pid);
    const QStringList descriptors = QDir(process + QStringLiteral("/fd"))
                                        .entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System);
    for (const QString& each : descriptors) {
        const QString target = QFile::symLinkTarget(process + QStringLiteral("/fd/") + each);
        if (each.toInt() <= 2)
            QCOMPARE(target, QStringLiteral("/dev/null"));
        QVERIFY2(!target.endsWith(QLatin1String(".log")), qPrintable(target));
    }
}

void TestServiceDeath::isSharedByWhoeverComes()
{
    QVERIFY(m_bus->start());
    const ServiceAddress address {m_bus->address(), program, 4000};
    std::vector<std::shared_ptr<ServiceLink>> links;
    std::vector<std::unique_ptr<ServiceProvider>> providers;
    std::vector<std::unique_ptr<Answers<Inventory>>> answers;
    for (int i = 0; i < 6; ++i) { // all at once
        links.push_back(ServiceLink::make(address));
        providers.push_back(std::make_unique<ServiceProvider>(
            links.back(), ProviderInfo {QStringLiteral("fake"), {}, Availability::Ok, {}}));
        answers.push_back(std::make_unique<Answers<Inventory>>());
        providers.back()->look({}, {}, answers.back()->reply());
    }
    QSet<pid_t> seen;
    for (const auto& answer : answers) {
        QTRY_COMPARE_WITH_TIMEOUT(answer->count(), 1, 10000);
        seen.insert(pidOf(answer->value()));
    }
    QCOMPARE(seen.size(), 1);
    QVERIFY(!seen.contains(0));
}

void TestServiceDeath::withoutABusItIsAbsent()
{
    const auto fake = provider({m_bus->address(), program, 4000}); // it is not started
    const auto seen = look(*fake);
    QVERIFY(seen);
    QCOMPARE(seen->errors.first().error.code, ErrorCode::ServiceNotRunning);
    QVERIFY(!seen->isComplete(Kind::IscsiSession));
    QVERIFY(fake->info().availability == Availability::Absent);
    QCOMPARE(fake->info().why->code, ErrorCode::ServiceNotRunning);
    Answers<StepResult> done;
    fake->run(stepOn("quick"), {}, done.reply());
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(done.value()->error->code, ErrorCode::ServiceNotRunning);
    QVERIFY(m_bus->start()); // and once there is a bus, so is the service
    QTRY_VERIFY_WITH_TIMEOUT(pidOf(look(*fake)) > 0, 10000);
    QVERIFY(fake->info().availability == Availability::Ok);
}

void TestServiceDeath::withoutAProgramItIsAbsent()
{
    QVERIFY(m_bus->start());
    auto fake = provider({m_bus->address(), {}, 4000});
    QCOMPARE(look(*fake)->errors.first().error.code, ErrorCode::ServiceNotRunning);
    fake = provider({m_bus->address(), "/nonexistent/mooringd", 4000});
    const Error why = look(*fake)->errors.first().error;
    QCOMPARE(why.code, ErrorCode::ServiceNotRunning);
}

void TestServiceDeath::oneThatDiesAtOnceIsToldSoon()
{
    QVERIFY(m_bus->start());
    qputenv("FAKE_SERVICE_DIES", "1");
    const auto fake = provider({m_bus->address(), program, 600000});
    const Error why = look(*fake)->errors.first().error;
    QCOMPARE(why.code, ErrorCode::ServiceNotRunning);
    QCOMPARE(why.domain, ErrorDomain::Exit);
    QCOMPARE(why.number, 3U);
}

void TestServiceDeath::oneThatNeverComesIsGivenUp()
{
    QVERIFY(m_bus->start());
    const auto fake = provider({m_bus->address(), "/bin/true", 200}); // as if another one were there
    const auto seen = look(*fake);
    QCOMPARE(seen->errors.first().error.code, ErrorCode::ServiceNotRunning);
}

void TestServiceDeath::killedInTheMiddleOfAStepNothingIsKnown()
{
    QVERIFY(m_bus->start());
    const auto fake = provider({m_bus->address(), program, 4000});
    const pid_t pid = pidOf(look(*fake));
    QVERIFY(pid > 0);
    Answers<StepResult> quick, waits;
    fake->run(stepOn("quick"), {}, quick.reply());
    fake->run(stepOn("waits"), {}, waits.reply());
    QTRY_COMPARE(quick.count(), 1);
    QVERIFY(quick.value());
    QCOMPARE(waits.count(), 0);
    kill(pid, SIGKILL);
    QTRY_COMPARE(waits.count(), 1);
    QVERIFY(!waits.value());
}

void TestServiceDeath::comesBackByItself()
{
    QVERIFY(m_bus->start());
    const auto fake = provider({m_bus->address(), program, 4000});
    std::atomic<int> told = 0;
    fake->watch([&told] { ++told; });
    const pid_t pid = pidOf(look(*fake));
    QTRY_VERIFY(told > 0);
    int before = told;
    kill(pid, SIGKILL);
    QTRY_VERIFY(told > before); // what it saw may be gone
    before = told;
    const auto link = ServiceLink::make({m_bus->address(), program, 4000}); // somebody else starts it
    ServiceProvider other(link, {QStringLiteral("fake"), {}, Availability::Ok, {}});
    const pid_t next = pidOf(look(other));
    QVERIFY(next > 0 && next != pid);
    QTRY_VERIFY(told > before);
    QCOMPARE(pidOf(look(*fake)), next);
    fake->watch({});
}

void TestServiceDeath::comesBackWhenItIsAsked()
{
    QVERIFY(m_bus->start());
    const auto fake = provider({m_bus->address(), program, 4000});
    pid_t last = 0;
    for (int i = 0; i < 5; ++i) {
        const auto seen = look(*fake);
        const pid_t pid = pidOf(seen);
        QVERIFY2(pid > 0 && pid != last,
                 seen->errors.isEmpty() ? "" : qPrintable(seen->errors.first().error.text));
        kill(pid, SIGKILL);
        last = pid;
    }
}

void TestServiceDeath::aBusThatGoesTakesItAlong()
{
    QVERIFY(m_bus->start());
    const auto fake = provider({m_bus->address(), program, 4000});
    QVERIFY(pidOf(look(*fake)) > 0);
    Answers<StepResult> waits;
    fake->run(stepOn("waits"), {}, waits.reply());
    QVERIFY(look(*fake)); // the step is on its way
    m_bus->stop();
    QTRY_COMPARE(waits.count(), 1);
    QVERIFY(!waits.value());
    QVERIFY(!look(*fake)->errors.isEmpty());
}

QTEST_GUILESS_MAIN(TestServiceDeath)
#include "tst_servicedeath.moc"
