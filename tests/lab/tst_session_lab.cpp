// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionstage.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// One session of libiscsi's with targets that behave and that do not.
class TestSession : public QObject
{
    Q_OBJECT
private slots:
    void tellsTheTargetsResponseToALogout_data();
    void tellsTheTargetsResponseToALogout();
    void asksAgainAfterARefusal_data();
    void asksAgainAfterARefusal();
    void neverComesBackAfterALogout();
    void aSilentTargetIsAnsweredByWhoeverWaits();
    void hearsThatTheTargetWantsIt_data();
    void hearsThatTheTargetWantsIt();
    void runsCommandsAndMeasuresTheRoundTrip();
    void answersEverythingOnceWhenItIsClosed();
};

void TestSession::tellsTheTargetsResponseToALogout_data()
{
    QTest::addColumn<int>("response");
    for (const int response : {0, 1, 2, 3, 200})
        QTest::addRow("%d", response) << response;
}

void TestSession::tellsTheTargetsResponseToALogout()
{
    QFETCH(int, response);
    Scripts scripts;
    scripts.session.logout.response = quint8(response);
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    const int session = initiator.add(settingsFor(first, target.portal()));
    QVERIFY(!initiator.logIn(session));
    const std::optional<Error> error = initiator.logOut(session);
    QCOMPARE(error.has_value(), response != 0);
    QCOMPARE(initiator.state(session), response == 0 ? Session::State::Closed : Session::State::LoggedIn);
    QCOMPARE(target.sessions().last().isOpen(), response != 0);
    if (error) {
        QCOMPARE(error->code, ErrorCode::LogoutRefused);
        QCOMPARE(error->domain, ErrorDomain::Iscsi);
        QCOMPARE(int(error->number), response);
    }
}

void TestSession::asksAgainAfterARefusal_data()
{
    QTest::addColumn<bool>("digest");
    QTest::newRow("plain") << false;
    QTest::newRow("header digest") << true;
}

void TestSession::asksAgainAfterARefusal()
{
    QFETCH(bool, digest);
    Scripts scripts;
    scripts.session.logout.response = 2;
    scripts.session.login.headerDigest = digest;
    scripts.session.pingEvery = 50;
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    SessionSettings settings = settingsFor(first, target.portal());
    settings.headerDigest = digest;
    const int session = initiator.add(settings);
    QVERIFY(!initiator.logIn(session));
    QCOMPARE(codeOf(initiator.logOut(session)), ErrorCode::LogoutRefused);
    QCOMPARE(codeOf(initiator.logOut(session)), ErrorCode::LogoutRefused);
    QCOMPARE(target.sessions().last().logouts, 2);
    const int answered = target.sessions().last().pingsAnswered;
    QTRY_VERIFY(target.sessions().last().pingsAnswered >= answered + 2); // it is kept alive all the same
    target.setScript(1, Script {});
    const std::optional<Error> last = initiator.logOut(session);
    QVERIFY2(!last, last ? qPrintable(token(last->code) + u' ' + QString::number(last->number)) : "");
    QCOMPARE(target.sessions().last().logouts, 3);
    QCOMPARE(target.sessions().last().end, SessionRecord::LoggedOut);
    QCOMPARE(target.sessions().last().hasHeaderDigest, digest);
}

void TestSession::neverComesBackAfterALogout()
{
    Scripts scripts;
    scripts.session.misdeeds[Stage::Logout] = closing();
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    const int session = initiator.add(settingsFor(first, target.portal()));
    QVERIFY(!initiator.logIn(session));
    QCOMPARE(codeOf(initiator.logOut(session)), ErrorCode::ConnectionLost);
    QCOMPARE(initiator.state(session), Session::State::Lost);
    QTest::qWait(300); // libiscsi would be back by now
    QCOMPARE(target.counts().connections, 1);
}

void TestSession::aSilentTargetIsAnsweredByWhoeverWaits()
{
    Scripts scripts;
    scripts.session.misdeeds[Stage::Logout] = Misdeed {};
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    const int session = initiator.add(settingsFor(first, target.portal()));
    QVERIFY(!initiator.logIn(session));
    const auto error = initiator.ask(session, [&](Session& each, auto ended) {
        each.logOut(ended);
        initiator.m_loop.in(std::chrono::milliseconds(50),
                            [&each] { each.close(errorOf(ErrorCode::DeadlinePassed)); });
    });
    QCOMPARE(codeOf(error), ErrorCode::DeadlinePassed);
    QTRY_COMPARE(target.counts().openConnections, 0);
    QCOMPARE(target.counts().connections, 1);
}

void TestSession::hearsThatTheTargetWantsIt_data()
{
    QTest::addColumn<bool>("asks");
    QTest::newRow("asks for a logout") << true;
    QTest::newRow("drops the connection") << false;
}

void TestSession::hearsThatTheTargetWantsIt()
{
    QFETCH(bool, asks);
    ScriptedTarget target;
    Initiator initiator;
    const int session = initiator.add(settingsFor(first, target.portal()));
    QVERIFY(!initiator.logIn(session));
    std::promise<void> lost;
    auto told = lost.get_future();
    initiator.here([&] {
        initiator.at(session).whenLost([&lost] { lost.set_value(); });
        return 0;
    });
    QVERIFY(asks ? target.sendAsync(1, AsyncMessage {}) : target.drop(1));
    QVERIFY(told.wait_for(patience) == std::future_status::ready);
    QCOMPARE(initiator.whyLost(session), asks ? ErrorCode::LogoutRequested : ErrorCode::ConnectionLost);
    QTRY_COMPARE(target.counts().openConnections, 0);
    QCOMPARE(target.counts().connections, 1);
}

void TestSession::runsCommandsAndMeasuresTheRoundTrip()
{
    QList<TargetSpec> specs = targetSpecs("s", 1, 1);
    LunSpec far;
    far.number = 256;
    far.product = "FAR AWAY";
    specs.first().luns << far;
    Scripts scripts;
    scripts.session.pingEvery = 50;
    ScriptedTarget target(specs, scripts);
    Initiator initiator;
    const int session = initiator.add(settingsFor(first, target.portal()));
    QVERIFY(!initiator.logIn(session));
    const Result<QByteArray> near = initiator.command(session, 0x0001, inquiry(), 255);
    QVERIFY(near && near->mid(16, 12) == "SCRIPTED LUN");
    const Result<QByteArray> flat = initiator.command(session, 0x4100, inquiry(), 255); // SAM-5, 4.7.7.3
    QVERIFY(flat && flat->mid(16, 8) == "FAR AWAY");
    const Result<QByteArray> refused
        = initiator.command(session, 0x0001, QByteArray::fromHex("1201aa00ff00"), 255);
    QVERIFY(!refused);
    QCOMPARE(refused.error().number >> 16, 5u); // illegal request
    QVERIFY(!initiator.ping(session));
    QVERIFY(initiator.here([&] { return initiator.at(session).roundTrip().has_value(); }));
    QTRY_VERIFY(target.sessions().last().pingsAnswered > 1);
    QVERIFY(!initiator.logOut(session));
}

void TestSession::answersEverythingOnceWhenItIsClosed()
{
    Scripts scripts;
    scripts.session.misdeeds[Stage::Command] = Misdeed {};
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    Initiator initiator;
    const int session = initiator.add(settingsFor(first, target.portal()));
    QVERIFY(!initiator.logIn(session));
    auto answers = std::make_shared<std::atomic<int>>(0);
    initiator.here([&] {
        for (int i = 0; i < 50; ++i)
            initiator.at(session).command(1, inquiry(), 255, [answers](const Result<QByteArray>& data) {
                *answers += !data && data.error().code == ErrorCode::StoppedByUser ? 1 : 1000;
            });
        return 0;
    });
    QTRY_COMPARE(target.counts().commands, 50);
    initiator.here([&] {
        initiator.at(session).close(errorOf(ErrorCode::StoppedByUser));
        return 0;
    });
    QCOMPARE(answers->load(), 50);
    QTRY_COMPARE(target.counts().openConnections, 0);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session_lab.moc"
