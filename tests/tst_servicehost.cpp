// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/service/wire.h"
#include "testsupport/privatebus.h"
#include "testsupport/samplevalues.h"
#include "testsupport/servedthread.h"

#include <QRandomGenerator>
#include <QTest>

using namespace mooring;

namespace {
const QString fake = QStringLiteral("fake");

QString stepText(const char* session = "one")
{
    Step step = sample::step();
    step.resource = ResourceId::make(Kind::IscsiSession, session);
    return wire::textOf(toJson(step));
}

QString recordText(qint64 number = 0)
{
    OperationRecord record = sample::operation();
    record.number = number;
    record.outcome.reset();
    return wire::textOf(toJson(record));
}
} // namespace

class TestServiceHost : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_bus.start()); }
    void init();
    void tellsWhatItIs();
    void wrongTypesAreRefused();
    void wrongValuesAreRefused();
    void textsHaveALimit();
    void othersJobsAndOperationsAreTheirs();
    void oneClientMayNotTakeEverything();
    void anotherUserIsRefused();
    void operationsOfAClientThatLeftAreInterrupted();
    void endedOperationsAreForgottenInTime();
    void tenThousandHostileCallsHarmNobody();

private:
    void serve(const ServiceLimits& limits = {}, uid_t user = geteuid());
    QString refusal(const char* method, const QVariantList& arguments)
    {
        return m_client->call(method, arguments).errorName();
    }
    PrivateBus m_bus;
    std::shared_ptr<FakeBackend> m_backend;
    std::unique_ptr<ServedThread> m_service;
    std::unique_ptr<BusConnection> m_client;
};

void TestServiceHost::serve(const ServiceLimits& limits, uid_t user)
{
    m_service.reset();
    m_service = std::make_unique<ServedThread>(
        m_bus.address(),
        [this] {
            return servedFakes({{fake, m_backend}});
        },
        limits, user);
}

void TestServiceHost::init()
{
    m_client.reset();
    m_backend = std::make_shared<FakeBackend>();
    serve();
    m_client = std::make_unique<BusConnection>(m_bus, "client");
}

void TestServiceHost::tellsWhatItIs()
{
    QCOMPARE(m_client->call("Version").arguments(), QVariantList {1U});
    const auto providers = wire::objectOf(m_client->call("Providers").arguments().value(0).toString());
    QCOMPARE(providers->value(QLatin1String("providers")).toArray().size(), 1);
    QDBusMessage introspect = QDBusMessage::createMethodCall(
        wire::serviceName, wire::objectPath, QStringLiteral("org.freedesktop.DBus.Introspectable"),
        QStringLiteral("Introspect"));
    const QString xml = (*m_client)->call(introspect).arguments().value(0).toString();
    for (const char* name : {"Version", "Look", "Run", "StopJob", "Operations", "OperationChanged"})
        QVERIFY2(xml.contains(QStringLiteral("name=\"%1\"").arg(QLatin1String(name))), name);
    QVERIFY(xml.contains(QLatin1String("a{sh}")));
}

void TestServiceHost::wrongTypesAreRefused()
{
    const QString empty;
    for (const auto& [method, arguments] : QList<QPair<const char*, QVariantList>> {
             {"Version", {1}},
             {"Look", {}},
             {"Look", {fake}},
             {"Look", {fake, 7}},
             {"Look", {fake, empty, empty}},
             {"Look", {QByteArray("fake"), empty}},
             {"Run", {fake, stepText(), QStringList {}}},
             {"Run", {fake, stepText(), QVariantMap {{QStringLiteral("chap"), 1}}}},
             {"StopJob", {1}},
             {"StopJob", {1U}},
             {"StopJob", {QStringLiteral("1")}},
             {"StopJob", {-1.5}},
             {"Register", {quint64(1)}},
             {"Update", {recordText(), quint64(1)}},
             {"StopOperation", {}},
             {"AnswerStop", {quint64(1), true}},
         })
        QCOMPARE(refusal(method, arguments), QString(wire::invalidArguments));
    QCOMPARE(refusal("Format", {}), QString(wire::unknownMethod));
    QCOMPARE(m_client->call("Version").arguments(), QVariantList {1U});
    QVERIFY(m_backend->calls().isEmpty());
}

void TestServiceHost::wrongValuesAreRefused()
{
    const QString request = wire::textOf(toJson(LookRequest {}));
    QCOMPARE(refusal("Look", {QStringLiteral("loop"), request}), QString(wire::unknownProvider));
    for (const QString& text : {QString(), QStringLiteral("{}"), QStringLiteral("[]"), QStringLiteral("{"),
                                QStringLiteral("\"x\""), QString(2000, u'['), stepText().chopped(1)}) {
        QCOMPARE(refusal("Look", {fake, text}), QString(wire::invalidArguments));
        QCOMPARE(refusal("Run", {fake, text}), QString(wire::invalidArguments));
        QCOMPARE(refusal("Register", {text}), QString(wire::invalidArguments));
    }
    const quint64 none = ~quint64(0);
    QCOMPARE(refusal("StopJob", {none}), QString(wire::unknownJob));
    QCOMPARE(refusal("Update", {none, recordText()}), QString(wire::unknownOperation));
    QCOMPARE(refusal("StopOperation", {none}), QString(wire::unknownOperation));
    QCOMPARE(refusal("AnswerStop", {none, QStringLiteral("stopping")}), QString(wire::unknownOperation));
    QCOMPARE(refusal("AnswerStop", {none, QStringLiteral("perhaps")}), QString(wire::invalidArguments));
    QVERIFY(m_backend->calls().isEmpty());
}

void TestServiceHost::textsHaveALimit()
{
    const QString huge((16 << 20) + 1, u'x');
    QCOMPARE(refusal("Look", {fake, huge}), QString(wire::limitsExceeded));
    QCOMPARE(refusal("Run", {huge, stepText()}), QString(wire::limitsExceeded));
    QCOMPARE(refusal("Register", {huge}), QString(wire::limitsExceeded));
    QCOMPARE(m_client->call("Version").arguments(), QVariantList {1U});
}

void TestServiceHost::othersJobsAndOperationsAreTheirs()
{
    m_backend->script(ResourceId::make(Kind::IscsiSession, "one"), {.waits = true});
    const QVariant job = m_client->call("Run", {fake, stepText()}).arguments().value(0);
    const QVariant operation = m_client->call("Register", {recordText(77)}).arguments().value(0);
    QCOMPARE(operation, QVariant(quint64(77))); // its number in the log
    BusConnection other(m_bus, "other");
    QCOMPARE(other.call("StopJob", {job}).errorName(), QString(wire::unknownJob));
    QCOMPARE(other.call("Update", {operation, recordText()}).errorName(), QString(wire::unknownOperation));
    QCOMPARE(other.call("Register", {recordText(77)}).arguments(), QVariantList {quint64(78)});
    QVERIFY(m_client->call("Update", {operation, recordText()}).errorName().isEmpty());
    QVERIFY(m_client->call("StopJob", {job}).errorName().isEmpty());
    QTRY_COMPARE(refusal("StopJob", {job}), QString(wire::unknownJob)); // it has ended
}

void TestServiceHost::oneClientMayNotTakeEverything()
{
    ServiceLimits limits;
    limits.looks = limits.steps = limits.operations = 3;
    limits.clients = 2;
    serve(limits);
    m_backend->holdLooks();
    const QString request = wire::textOf(toJson(LookRequest {}));
    for (int i = 0; i < 3; ++i) {
        QDBusMessage look = QDBusMessage::createMethodCall(wire::serviceName, wire::objectPath,
                                                           wire::interfaceName, QStringLiteral("Look"));
        look.setArguments({fake, request});
        QVERIFY((*m_client)->send(look));
        const QByteArray name = QByteArray::number(i);
        m_backend->script(ResourceId::make(Kind::IscsiSession, name), {.waits = true});
        QVERIFY(m_client->call("Run", {fake, stepText(name.constData())}).errorName().isEmpty());
        QVERIFY(m_client->call("Register", {recordText()}).errorName().isEmpty());
    }
    QCOMPARE(refusal("Look", {fake, request}), QString(wire::limitsExceeded));
    QCOMPARE(refusal("Run", {fake, stepText()}), QString(wire::limitsExceeded));
    QCOMPARE(refusal("Register", {recordText()}), QString(wire::limitsExceeded));
    {
        BusConnection second(m_bus, "second"), third(m_bus, "third");
        QVERIFY(second.call("Register", {recordText()}).errorName().isEmpty());
        QCOMPARE(third.call("Version").errorName(), QString(wire::limitsExceeded));
    }
    BusConnection fourth(m_bus, "fourth"); // there is room again
    QTRY_VERIFY(fourth.call("Version").errorName().isEmpty());
}

void TestServiceHost::anotherUserIsRefused()
{
    serve({}, geteuid() + 1);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(refusal("Version", {}), QString(wire::accessDenied));
    QCOMPARE(refusal("Run", {fake, stepText()}), QString(wire::accessDenied));
    QVERIFY(m_backend->calls().isEmpty());
}

void TestServiceHost::operationsOfAClientThatLeftAreInterrupted()
{
    {
        BusConnection other(m_bus, "other");
        QVERIFY(other.call("Register", {recordText(5)}).errorName().isEmpty());
    }
    const auto first = [this] {
        const auto json = wire::objectOf(m_client->call("Operations").arguments().value(0).toString());
        return json->value(QLatin1String("operations")).toArray().first().toObject();
    };
    QTRY_VERIFY(first().value(QLatin1String("ended")).toBool());
    const auto record = operationRecordFromJson(first().value(QLatin1String("record")).toObject());
    QCOMPARE(record->outcome, Outcome::Unknown);
    QCOMPARE(record->error->code, ErrorCode::Interrupted);
    QVERIFY(record->endedAt.isValid());
    QVERIFY(record->steps.first().phase == StepPhase::Ended);
    QCOMPARE(m_client->call("StopOperation", {quint64(5)}).arguments(),
             QVariantList {QStringLiteral("already-ended")});
}

void TestServiceHost::endedOperationsAreForgottenInTime()
{
    OperationRecord record = sample::operation(); // one that has ended
    for (int i = 1; i <= 100; ++i) {
        record.number = i;
        QVERIFY(m_client->call("Register", {wire::textOf(toJson(record))}).errorName().isEmpty());
    }
    const auto json = wire::objectOf(m_client->call("Operations").arguments().value(0).toString());
    const QJsonArray operations = json->value(QLatin1String("operations")).toArray();
    QCOMPARE(operations.size(), 64);
    QCOMPARE(operations.first().toObject().value(QLatin1String("operation")).toInt(), 100);
}

void TestServiceHost::tenThousandHostileCallsHarmNobody()
{
    QRandomGenerator random(7);
    const QStringList methods {QStringLiteral("Version"),    QStringLiteral("Providers"),
                               QStringLiteral("Look"),       QStringLiteral("StopLooks"),
                               QStringLiteral("Run"),        QStringLiteral("StopJob"),
                               QStringLiteral("Operations"), QStringLiteral("Register"),
                               QStringLiteral("Update"),     QStringLiteral("StopOperation"),
                               QStringLiteral("AnswerStop"), QStringLiteral("Introspect"),
                               QStringLiteral("Get")};
    const QString record = recordText(), step = stepText();
    const auto argument = [&]() -> QVariant {
        const QVariantList any {fake,
                                step,
                                record,
                                step.left(random.bounded(static_cast<int>(step.size()))),
                                record.left(random.bounded(static_cast<int>(record.size()))),
                                QString(random.bounded(5000), u'{'),
                                QStringLiteral("{\"n\":1e999}"),
                                quint64(random.bounded(400)),
                                quint64(random.generate64()),
                                QByteArray(random.bounded(100), '\xff'),
                                QVariantMap {{QStringLiteral("chap"), 1}},
                                -1,
                                0.5,
                                true};
        return any.at(random.bounded(static_cast<int>(any.size())));
    };
    int sent = 0;
    for (int i = 0; i < 10000; ++i) {
        QDBusMessage call
            = QDBusMessage::createMethodCall(wire::serviceName, wire::objectPath,
                                             random.bounded(20) ? QString(wire::interfaceName) : QString(),
                                             methods.at(random.bounded(static_cast<int>(methods.size()))));
        QVariantList arguments;
        for (int n = random.bounded(4); n > 0; --n)
            arguments << argument();
        call.setArguments(arguments);
        sent += (*m_client)->send(call) ? 1 : 0;
        if (i % 500 == 0) // so that it is the service that has the work, not this program's memory
            QVERIFY(m_client->call("Version").errorName().isEmpty());
    }
    QVERIFY(sent > 9900);
    BusConnection other(m_bus, "other");
    QCOMPARE(other.call("Version").arguments(), QVariantList {1U});
    const QString request = wire::textOf(toJson(LookRequest {}));
    QTRY_VERIFY(other.call("Look", {fake, request}).errorName().isEmpty());
    m_client.reset();
}

QTEST_GUILESS_MAIN(TestServiceHost)
#include "tst_servicehost.moc"
