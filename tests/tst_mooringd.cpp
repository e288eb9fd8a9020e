// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/service/serviceprovider.h"
#include "services/service/servicestart.h"
#include "testsupport/answers.h"
#include "testsupport/privatebus.h"

#include <QTest>

#include <csignal>

using namespace mooring;

// The program itself, on a bus of its own.
class TestMooringd : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void tellsItsUsageAndVersion();
    void refusesWhatIsNotInThisVersion();
    void withoutABusItSaysSo();
    void endsWhenNobodyNeedsIt();
    void aSecondOneLeavesTheFirstAlone();
    void endsWhenItIsTold_data();
    void endsWhenItIsTold();
    void endsWithItsBus();
    void isStartedOnDemand();

private:
    struct Ended
    {
        int code = -1;
        QByteArray out, error;
    };
    Ended run(const QStringList& arguments);
    std::unique_ptr<QProcess> start(const QStringList& arguments);
    bool isThere() const;
    std::unique_ptr<PrivateBus> m_bus;
};

void TestMooringd::init()
{
    m_bus = std::make_unique<PrivateBus>();
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus->address().toUtf8());
}

void TestMooringd::cleanup() { m_bus.reset(); }

std::unique_ptr<QProcess> TestMooringd::start(const QStringList& arguments)
{
    auto process = std::make_unique<QProcess>();
    process->start(QStringLiteral(MOORING_BIN_DIR "/mooringd"), arguments);
    return process;
}

TestMooringd::Ended TestMooringd::run(const QStringList& arguments)
{
    const auto process = start(arguments);
    if (!process->waitForFinished(20000) || process->exitStatus() != QProcess::NormalExit)
        return {};
    return {process->exitCode(), process->readAllStandardOutput(), process->readAllStandardError()};
}

bool TestMooringd::isThere() const
{
    BusConnection client(*m_bus, "asking");
    return client.call("Version").arguments() == QVariantList {1U};
}

void TestMooringd::tellsItsUsageAndVersion()
{
    const Ended help = run({QStringLiteral("--help")});
    QCOMPARE(help.code, 0);
    QVERIFY(help.out.contains("--user"));
    const Ended version = run({QStringLiteral("--version")});
    QCOMPARE(version.code, 0);
    QVERIFY(version.out.startsWith("mooringd 0."));
}

void TestMooringd::refusesWhatIsNotInThisVersion()
{
    const Ended system = run({});
    QCOMPARE(system.code, 2);
    QVERIFY(system.error.contains("not in this version"));
    for (const QStringList& arguments :
         {QStringList {QStringLiteral("--system")},
          {QStringLiteral("--user"), QStringLiteral("now")},
          {QStringLiteral("--user"), QStringLiteral("--idle")},
          {QStringLiteral("--user"), QStringLiteral("--idle"), QStringLiteral("soon")}})
        QCOMPARE(run(arguments).code, 2);
}

void TestMooringd::withoutABusItSaysSo()
{
    const Ended ended = run({QStringLiteral("--user")});
    QCOMPARE(ended.code, 11);
    QVERIFY(ended.error.contains("bus"));
}

void TestMooringd::endsWhenNobodyNeedsIt()
{
    QVERIFY(m_bus->start());
    const Ended ended = run({QStringLiteral("--user"), QStringLiteral("--idle"), QStringLiteral("1")});
    QCOMPARE(ended.code, 0);
    QCOMPARE(ended.error, QByteArray());
}

void TestMooringd::aSecondOneLeavesTheFirstAlone()
{
    QVERIFY(m_bus->start());
    const auto first = start({QStringLiteral("--user")});
    QVERIFY(first->waitForStarted()); // else its state may still say so later
    QTRY_VERIFY(isThere());
    QCOMPARE(run({QStringLiteral("--user")}).code, 0);
    QVERIFY(isThere());
    QCOMPARE(first->state(), QProcess::Running);
    first->terminate();
    QVERIFY(first->waitForFinished(10000));
}

void TestMooringd::endsWhenItIsTold_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void TestMooringd::endsWhenItIsTold()
{
    QFETCH(const int, number);
    QVERIFY(m_bus->start());
    const auto process = start({QStringLiteral("--user")});
    QTRY_VERIFY(isThere());
    QCOMPARE(kill(static_cast<pid_t>(process->processId()), number), 0);
    QVERIFY(process->waitForFinished(10000));
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 0);
}

void TestMooringd::endsWithItsBus()
{
    QVERIFY(m_bus->start());
    const auto process = start({QStringLiteral("--user")});
    QTRY_VERIFY(isThere());
    m_bus->stop();
    QVERIFY(process->waitForFinished(10000));
    QCOMPARE(process->exitCode(), 0);
}

void TestMooringd::isStartedOnDemand()
{
    QVERIFY(m_bus->start());
    QCOMPARE(programBeside("mooringd"), QByteArrayLiteral(MOORING_BIN_DIR "/mooringd"));
    const auto link = ServiceLink::make({m_bus->address(), programBeside("mooringd"), 4000});
    ServiceProvider none(link, {QStringLiteral("nothing"), {}, Availability::Ok, {}});
    Answers<Inventory> seen;
    none.look({}, {}, seen.reply());
    QTRY_COMPARE(seen.count(), 1);
    QVERIFY(isThere());
}

QTEST_GUILESS_MAIN(TestMooringd)
#include "tst_mooringd.moc"
