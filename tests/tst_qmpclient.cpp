// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/qemustorage/qmpclient.h"
#include "testsupport/scriptedserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mooring;
using testsupport::ScriptedServer;

namespace {

constexpr const char* kGreeting
    = R"({"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}}, "capabilities": ["oob"]}})"
      "\r\n";

QByteArray ok()
{
    return R"({"return": {}, "id": %ID})"
           "\r\n";
}

Patience soon() { return Patience::of(5000); }

} // namespace

// The one who talks to QEMU's programs, against a server that says what it is told to.
class TstQmpClient : public QObject
{
    Q_OBJECT
private slots:
    void greets();
    void waitsForTheSocket();
    void givesBackWhatACommandReturns();
    void keepsTheTextOfARefusal_data();
    void keepsTheTextOfARefusal();
    void keepsEventsThatComeBetween();
    void passesOverEventsAboutOthers();
    void tellsALateAnswerByItsNumber();
    void survivesWhatIsNoAnswer_data();
    void survivesWhatIsNoAnswer();
    void givesUpAtItsDeadline();
    void givesUpOnOneThatNeverStopsTalking();
    void isStopped();
    void refusesPathsThatAreTooLong();
};

void TstQmpClient::greets()
{
    ScriptedServer server({kGreeting, ok()});
    const auto client = QmpClient::connect(server.path(), soon());
    QVERIFY(client);
    QCOMPARE(client->majorVersion(), 7);
    QCOMPARE(client->version(), QStringLiteral("7.2.22"));
    const QList<QJsonObject> asked = server.asked();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][QLatin1String("execute")].toString(), QStringLiteral("qmp_capabilities"));
}

void TstQmpClient::waitsForTheSocket()
{
    QTemporaryDir folder;
    const QByteArray path = QFile::encodeName(folder.filePath(QStringLiteral("nobody")));
    const auto client = QmpClient::connect(path, Patience::of(60));
    QVERIFY(!client);
    QCOMPARE(client.error().code, ErrorCode::DeadlinePassed);
    QCOMPARE(client.error().number, quint32(ENOENT));
}

void TstQmpClient::givesBackWhatACommandReturns()
{
    ScriptedServer server({kGreeting, ok(),
                           R"(|{"return"|: [1, {"a": 2}], "i|d": %ID})"
                           "\n|"});
    auto client = QmpClient::connect(server.path(), soon());
    QVERIFY(client);
    const auto result = client->execute(QStringLiteral("query-x"), {{QStringLiteral("b"), 3}}, soon());
    QVERIFY(result);
    QCOMPARE((*result)[1][QLatin1String("a")].toInt(), 2);
    const QJsonObject asked = server.asked().last();
    QCOMPARE(asked[QLatin1String("arguments")][QLatin1String("b")].toInt(), 3);
}

void TstQmpClient::keepsTheTextOfARefusal_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("text");
    QTest::newRow("refused") << QByteArray(
        R"({"error": {"class": "GenericError", "desc": "export 'e0' still in use"}, "id": %ID})"
        "\n") << ErrorCode::CommandFailed
                             << QStringLiteral("export 'e0' still in use");
    QTest::newRow("not known") << QByteArray(
        R"({"error": {"class": "CommandNotFound", "desc": "The command x has not been found"}, "id": %ID})"
        "\n") << ErrorCode::NotSupportedHere
                               << QStringLiteral("The command x has not been found");
    QTest::newRow("without number") << QByteArray(R"({"error": {"class": "GenericError", "desc": "d"}})"
                                                  "\n")
                                    << ErrorCode::CommandFailed << QStringLiteral("d");
}

void TstQmpClient::keepsTheTextOfARefusal()
{
    QFETCH(const QByteArray, answer);
    ScriptedServer server({kGreeting, ok(), answer});
    auto client = QmpClient::connect(server.path(), soon());
    QVERIFY(client);
    const auto result = client->execute(QStringLiteral("x"), {}, soon());
    QVERIFY(!result);
    QTEST(result.error().code, "code");
    QTEST(result.error().text, "text");
    QCOMPARE(result.error().domain, ErrorDomain::Qmp);
    QCOMPARE(result.error().subject, QStringLiteral("x"));
}

void TstQmpClient::keepsEventsThatComeBetween()
{
    ScriptedServer server({kGreeting, ok(),
                           R"({"event": "DELETED", "data": {"id": "a"}})"
                           "\n" + ok()});
    auto client = QmpClient::connect(server.path(), soon());
    QVERIFY(client && client->execute(QStringLiteral("delete"), {}, soon()));
    const auto event
        = client->waitFor(QStringLiteral("DELETED"), {{QStringLiteral("id"), QStringLiteral("a")}}, soon());
    QVERIFY(event);
    QCOMPARE(event->value(QLatin1String("id")).toString(), QStringLiteral("a"));
    QVERIFY(!client->waitFor(QStringLiteral("DELETED"), {}, Patience::of(30))); // once
}

void TstQmpClient::passesOverEventsAboutOthers()
{
    ScriptedServer server({kGreeting,
                           ok()
                               + R"({"event": "DELETED", "data": {"id": "b"}})"
                                 "\n"
                                 R"({"event": "OTHER"})"
                                 "\n"
                                 R"({"event": "DELETED", "data": {"id": "a", "n": 1}})"
                                 "\n"});
    auto client = QmpClient::connect(server.path(), soon());
    QVERIFY(client);
    const auto event
        = client->waitFor(QStringLiteral("DELETED"), {{QStringLiteral("id"), QStringLiteral("a")}}, soon());
    QVERIFY(event);
    QCOMPARE(event->value(QLatin1String("n")).toInt(), 1);
    QVERIFY(client->waitFor(QStringLiteral("OTHER"), {}, soon()));
}

void TstQmpClient::tellsALateAnswerByItsNumber()
{
    ScriptedServer server({kGreeting, ok(), "\n",
                           R"({"return": "late", "id": 2})"
                           "\n"
                           R"({"return": "mine", "id": %ID})"
                           "\n"});
    auto client = QmpClient::connect(server.path(), soon());
    QVERIFY(client);
    QVERIFY(!client->execute(QStringLiteral("slow"), {}, Patience::of(30)));
    const auto result = client->execute(QStringLiteral("next"), {}, soon());
    QVERIFY(result);
    QCOMPARE(result->toString(), QStringLiteral("mine"));
}

void TstQmpClient::survivesWhatIsNoAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("end") << QByteArray();
    QTest::newRow("half a line") << QByteArray(R"({"return": {}, "id")");
    QTest::newRow("garbage") << QByteArray("\x01\xff{{{\n");
    QTest::newRow("a list") << QByteArray("[1]\n");
    QTest::newRow("deep") << QByteArray(2000, '[') + '\n';
    QTest::newRow("endless line") << QByteArray(5 << 20, 'x');
}

void TstQmpClient::survivesWhatIsNoAnswer()
{
    QFETCH(const QByteArray, answer);
    ScriptedServer server({kGreeting, ok(), answer}, true);
    auto client = QmpClient::connect(server.path(), soon());
    QVERIFY(client);
    const auto result = client->execute(QStringLiteral("x"), {}, soon());
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::ServiceNotRunning);
    const auto later = client->execute(QStringLiteral("x"), {}, soon());
    QVERIFY(!later);
    QCOMPARE(later.error().code, ErrorCode::ServiceNotRunning);
}

void TstQmpClient::givesUpAtItsDeadline()
{
    ScriptedServer server({kGreeting, ok(), "\n"});
    auto client = QmpClient::connect(server.path(), soon());
    QVERIFY(client);
    QElapsedTimer clock;
    clock.start();
    const auto result = client->execute(QStringLiteral("x"), {}, Patience::of(50));
    QVERIFY(!result && clock.elapsed() >= 50);
    QCOMPARE(result.error().code, ErrorCode::DeadlinePassed);
}

void TstQmpClient::givesUpOnOneThatNeverStopsTalking()
{
    QByteArray flood;
    for (int i = 0; i < 20000; ++i)
        flood += R"({"event": "NOISE", "data": {}})"
                 "\n";
    ScriptedServer server({kGreeting, ok(), flood});
    auto client = QmpClient::connect(server.path(), soon());
    QVERIFY(client);
    const auto result = client->execute(QStringLiteral("x"), {}, Patience::of(20));
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::DeadlinePassed);
}

void TstQmpClient::isStopped()
{
    ScriptedServer server({kGreeting, ok(), "\n"});
    auto client = QmpClient::connect(server.path(), soon());
    QVERIFY(client);
    std::stop_source stop;
    const std::jthread stopper([&stop] {
        std::this_thread::sleep_for(std::chrono::milliseconds(30));
        stop.request_stop();
    });
    QElapsedTimer clock;
    clock.start();
    const auto result = client->execute(QStringLiteral("x"), {}, Patience::of(5000, stop.get_token()));
    QVERIFY(!result && clock.elapsed() < 3000);
    QCOMPARE(result.error().code, ErrorCode::StoppedByUser);
}

void TstQmpClient::refusesPathsThatAreTooLong()
{
    const auto client = QmpClient::connect('/' + QByteArray(200, 'x'), soon());
    QVERIFY(!client);
    QCOMPARE(client.error().number, quint32(ENAMETOOLONG));
}

QTEST_GUILESS_MAIN(TstQmpClient)
#include "tst_qmpclient.moc"
