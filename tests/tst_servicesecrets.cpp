// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/service/secrets.h"
#include "services/service/serviceprovider.h"
#include "services/service/wire.h"
#include "testsupport/answers.h"
#include "testsupport/privatebus.h"
#include "testsupport/samplevalues.h"
#include "testsupport/servedthread.h"

#include <QDBusMetaType>
#include <QStandardPaths>
#include <QTest>

#include <fcntl.h>

using namespace mooring;

namespace {
const QString fake = QStringLiteral("fake");

Resource session()
{
    Resource resource = sample::resource();
    resource.id = ResourceId::make(Kind::IscsiSession, "one");
    return resource;
}

Step step()
{
    Step step = sample::step();
    step.verb = Verb::LogOut;
    step.resource = session().id;
    return step;
}
} // namespace

// CHAP's secrets reach the provider and nobody else.
class TestServiceSecrets : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void secretsMustBeSealed();
    void quotesAreMadeUnreadable();
    void operationsKeepNone();
    void secretsArriveAndAreNeverSaid();

private:
    PrivateBus m_bus;
    std::shared_ptr<FakeBackend> m_backend;
    std::unique_ptr<ServedThread> m_service;
};

void TestServiceSecrets::initTestCase()
{
    QVERIFY(m_bus.start());
    qDBusRegisterMetaType<SecretDescriptors>();
}

void TestServiceSecrets::init()
{
    m_service.reset();
    m_backend = std::make_shared<FakeBackend>();
    m_service = std::make_unique<ServedThread>(m_bus.address(), [this] {
        return servedFakes({{fake, m_backend}});
    });
}

void TestServiceSecrets::secretsMustBeSealed()
{
    const auto run = [this](const SecretDescriptors& secrets) {
        return BusConnection(m_bus, "client")
            .call("Run", {fake, wire::textOf(toJson(step())), QVariant::fromValue(secrets)})
            .errorName();
    };
    int ends[2];
    QCOMPARE(pipe2(ends, O_CLOEXEC), 0); // reading it would wait for ever
    QDBusUnixFileDescriptor pipe;
    pipe.giveFileDescriptor(ends[0]);
    QCOMPARE(run({{QStringLiteral("chap"), pipe}}), QString(wire::invalidArguments));
    close(ends[1]);
    QFile file(QStringLiteral("/proc/self/exe"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(run({{QStringLiteral("chap"), QDBusUnixFileDescriptor(file.handle())}}),
             QString(wire::invalidArguments));
    QCOMPARE(run(*seal({{QStringLiteral("chap"), QByteArray(longestSecret + 1, 'x')}})),
             QString(wire::invalidArguments));
    Secrets many;
    for (int i = 0; i <= mostSecrets; ++i)
        many.insert(QString::number(i), "x");
    QCOMPARE(run(*seal(many)), QString(wire::invalidArguments));
    QVERIFY(m_backend->calls().isEmpty());
    QCOMPARE(run(*seal({{QStringLiteral("chap"), QByteArray(longestSecret, '\0')}})), QString());
    QTRY_COMPARE(m_backend->calls().size(), 1);
    Step ran = *m_backend->calls().constFirst().step;
    QCOMPARE(takeSecrets(ran), (Secrets {{QStringLiteral("chap"), QByteArray(longestSecret, '\0')}}));
}

void TestServiceSecrets::quotesAreMadeUnreadable()
{
    const Secrets secrets {{QStringLiteral("long"), "topsecret"}, {QStringLiteral("short"), "a"}};
    const QJsonObject json {{QStringLiteral("text"), QStringLiteral("a topsecret")},
                            {QStringLiteral("list"), QJsonArray {QStringLiteral("a"), 7, QJsonObject {}}}};
    const QJsonObject clean {{QStringLiteral("text"), QStringLiteral("a ***")},
                             {QStringLiteral("list"), QJsonArray {QStringLiteral("***"), 7, QJsonObject {}}}};
    QCOMPARE(without(secrets, json), clean);
    QCOMPARE(without({}, json), json);
    QCOMPARE(without({{QStringLiteral("none"), QByteArray()}}, json), json);
}

void TestServiceSecrets::operationsKeepNone()
{
    OperationRecord record = sample::operation();
    record.plan.steps.first().arguments[secretArguments]
        = QJsonObject {{QStringLiteral("chap"), QStringLiteral("topsecret")}};
    BusConnection client(m_bus, "client");
    QVERIFY(client.call("Register", {wire::textOf(toJson(record))}).errorName().isEmpty());
    const QString text = client.call("Operations").arguments().value(0).toString();
    QVERIFY(text.contains(QLatin1String("\"operation\":12")));
    QVERIFY(!text.contains(QLatin1String("topsecret")));
}

void TestServiceSecrets::secretsArriveAndAreNeverSaid()
{
    if (QStandardPaths::findExecutable(QStringLiteral("dbus-monitor")).isEmpty())
        QSKIP("no dbus-monitor");
    QProcess monitor;
    monitor.start(QStringLiteral("dbus-monitor"), {QStringLiteral("--address"), m_bus.address()});
    QVERIFY(monitor.waitForReadyRead(10000));
    const QByteArray secret("topsecret\xfe 16bytes");
    const QString text = encodeBytes(secret);
    Step asked = step();
    asked.arguments[secretArguments] = QJsonObject {{QStringLiteral("chap"), text}};
    Error quotes = errorOf(ErrorCode::AuthenticationFailed);
    quotes.text = QStringLiteral("wrong: ") + text;
    m_backend->put(session());
    m_backend->script(asked.resource,
                      {.error = quotes, .progress = {{.waitingFor = text}}, .restore = asked.arguments});
    const auto link = ServiceLink::make({m_bus.address(), {}, 4000});
    ServiceProvider provider(link, {fake, {}, Availability::Ok, {}});
    Answers<StepResult> done;
    provider.run(asked, {}, done.reply());
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(m_backend->calls().constLast().step, asked); // the provider has it ...
    QCOMPARE(done.value()->error->text, QStringLiteral("wrong: ***"));
    QByteArray said;
    QTRY_VERIFY((said += monitor.readAll()).contains("member=Finished"));
    QVERIFY(said.contains("member=Run"));
    QVERIFY(said.contains("log-out"));
    QVERIFY2(!said.contains("topsecret"), "a secret was sent as text"); // ... and nobody else
    monitor.kill();
    monitor.waitForFinished();
}

QTEST_GUILESS_MAIN(TestServiceSecrets)
#include "tst_servicesecrets.moc"
