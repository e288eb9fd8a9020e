// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback.h"
#include "rawinitiator.h"
#include "scriptedtarget.h"

#include <QElapsedTimer>
#include <QTest>

#include <unistd.h>

using namespace mooring::lab;

namespace {

const QByteArray first = "iqn.2026-11.lab:s1";

Pdu nop() { return Pdu(Opcode::NopOut).put(20, noTag); }

// One request of each stage, in a session that is logged in but for Login.
void send(RawInitiator& initiator, Stage stage)
{
    switch (stage) {
    case Stage::Login:
        initiator.send(Pdu(Opcode::Login, 0x87).put(0, quint8(0x43)));
        break;
    case Stage::Text:
        initiator.send(Pdu(Opcode::Text).put(20, noTag));
        break;
    case Stage::Logout:
        initiator.send(Pdu(Opcode::Logout));
        break;
    case Stage::Command:
        initiator.send(Pdu(Opcode::Command, 0xc1).put(8, quint16(1)));
        break;
    case Stage::Ping:
        initiator.send(nop());
        break;
    case Stage::TaskManagement:
        initiator.send(Pdu(Opcode::TaskManagement).put(20, noTag));
        break;
    }
}

Scripts scriptsWith(Stage stage, const Misdeed& misdeed)
{
    Scripts scripts;
    scripts.session.misdeeds[stage] = misdeed;
    scripts.discovery.misdeeds[stage] = misdeed; // a login that names nobody
    return scripts;
}

} // namespace

// The scripted target where it does what a good one would not.
class TestScriptedMisdeeds : public QObject
{
    Q_OBJECT
private slots:
    void misbehavesAtEachStage_data();
    void misbehavesAtEachStage();
    void misbehavesAtOnce();
    void misbehavesForAWhile();
    void misbehavesByCommand();
    void neverEndsAText();
    void answersALogoutAsTold_data();
    void answersALogoutAsTold();
    void answersCommandsAsTold();
    void answersLateAndByteByByte();
    void asksForLogoutAndDrops();
    void pings();
    void refusesAndIgnoresConnections();
};

void TestScriptedMisdeeds::misbehavesAtEachStage_data()
{
    QTest::addColumn<Stage>("stage");
    for (const auto& [name, stage] :
         {std::pair("login", Stage::Login), std::pair("text", Stage::Text),
          std::pair("logout", Stage::Logout), std::pair("command", Stage::Command),
          std::pair("ping", Stage::Ping), std::pair("task management", Stage::TaskManagement)})
        QTest::newRow(name) << stage;
}

void TestScriptedMisdeeds::misbehavesAtEachStage()
{
    QFETCH(Stage, stage);
    const auto begun = [&](const Misdeed& misdeed, ScriptedTarget& target) {
        target.setScripts(scriptsWith(stage, misdeed));
        auto initiator = std::make_unique<RawInitiator>(target.port());
        if (stage != Stage::Login)
            initiator->login(first);
        send(*initiator, stage);
        return initiator;
    };
    ScriptedTarget target;
    QVERIFY(begun({.kind = Misdeed::Close}, target)->isAtEnd());
    QVERIFY(begun({.kind = Misdeed::Reset}, target)->isAtEnd());
    QCOMPARE(begun({.kind = Misdeed::Bytes, .bytes = httpAnswer()}, target)->receiveBytes(12),
             "HTTP/1.1 400");
    const auto garbled = begun({.kind = Misdeed::BytesAndClose, .bytes = garbage(200)}, target);
    QCOMPARE(garbled->receiveBytes(1000), garbage(200));
    QVERIFY(garbled->isAtEnd());
    const auto half = begun({.kind = Misdeed::HalfAndClose}, target);
    const qsizetype size = half->receiveBytes(1000).size();
    QVERIFY(size >= 24 && half->isAtEnd());
    const auto whole = begun({.kind = Misdeed::AnswerAndClose}, target);
    QVERIFY(whole->receiveBytes(1000).size() >= 48 && whole->isAtEnd());
    const auto wrong = begun({.kind = Misdeed::WrongTag}, target)->receive();
    QVERIFY(wrong && wrong->tag() >= 1000);
    QCOMPARE(begun({.kind = Misdeed::Endless}, target)->receiveBytes(3000000).size(), 3000000);
    const auto silent = begun({.kind = Misdeed::Silence}, target);
    QVERIFY(!silent->receive(30) && !silent->isAtEnd(30));
}

void TestScriptedMisdeeds::misbehavesAtOnce()
{
    Scripts scripts;
    scripts.connect = Misdeed {.kind = Misdeed::BytesAndClose, .bytes = httpAnswer(), .after = 1, .times = 1};
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    RawInitiator before(target.port()), now(target.port()), after(target.port());
    QVERIFY(before.login(first, 1) && after.login(first, 2));
    QCOMPARE(now.receiveBytes(1000), httpAnswer());
    scripts.connect = Misdeed {.kind = Misdeed::Silence};
    target.setScripts(scripts);
    RawInitiator silent(target.port());
    send(silent, Stage::Login);
    QVERIFY(!silent.receive(30));
    QCOMPARE(target.counts().loginRequests, 2);
}

void TestScriptedMisdeeds::misbehavesForAWhile()
{
    ScriptedTarget target(targetSpecs("s", 1, 1),
                          scriptsWith(Stage::Ping, {.kind = Misdeed::WrongTag, .after = 2, .times = 1}));
    RawInitiator initiator(target.port());
    QVERIFY(initiator.login(first));
    QList<bool> rights;
    for (quint32 tag = 2; tag < 6; ++tag)
        rights.append(initiator.ask(nop()).value_or(Pdu()).tag() == tag);
    QCOMPARE(rights, (QList<bool> {true, true, false, true}));
}

void TestScriptedMisdeeds::misbehavesByCommand()
{
    Scripts scripts;
    scripts.session.commandMisdeeds[0xa0] = {.kind = Misdeed::Close};
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    RawInitiator initiator(target.port());
    QVERIFY(initiator.login(first) && initiator.command(1, "\x12", 36));
    QVERIFY(!initiator.command(0, "\xa0", 16) && initiator.isAtEnd());
    QCOMPARE(target.sessions()[0].end, SessionRecord::ClosedByTarget);
}

void TestScriptedMisdeeds::neverEndsAText()
{
    Scripts scripts;
    scripts.discovery.text.neverEnds = true;
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    RawInitiator initiator(target.port());
    QVERIFY(initiator.login({}));
    std::optional<Pdu> answer = initiator.textRequest(textOf({{"SendTargets", "All"}}));
    for (int turn = 0; turn < 50; ++turn) {
        QVERIFY(answer && answer->flags() == 0x40 && answer->data.contains(first));
        answer = initiator.textRequest({}, answer->targetTag());
    }
    scripts.discovery.text = {.bytes = QByteArray("TargetName=\0TargetAddress", 25)};
    target.setScripts(scripts);
    RawInitiator other(target.port());
    QVERIFY(other.login({}));
    QCOMPARE(other.textRequest(textOf({{"SendTargets", "All"}})).value_or(Pdu()).data,
             *scripts.discovery.text.bytes);
}

void TestScriptedMisdeeds::answersALogoutAsTold_data()
{
    QTest::addColumn<quint8>("response");
    for (const quint8 response : {0, 1, 2, 3, 77})
        QTest::addRow("%d", response) << response;
}

void TestScriptedMisdeeds::answersALogoutAsTold()
{
    QFETCH(quint8, response);
    Scripts scripts;
    scripts.session.logout = {.response = response, .wait = 5, .retain = 6};
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    RawInitiator initiator(target.port());
    QVERIFY(initiator.login(first));
    const std::optional<Pdu> answer = initiator.logout();
    QVERIFY(answer && answer->opcode() == Opcode::LogoutResponse);
    QCOMPARE(answer->get<quint8>(2), response);
    QCOMPARE(answer->get<quint32>(40), quint32(0x00050006));
    QCOMPARE(initiator.isAtEnd(response == 0 ? 10000 : 30), response == 0);
    QCOMPARE(target.counts().openSessions, response == 0 ? 0 : 1);
}

void TestScriptedMisdeeds::answersCommandsAsTold()
{
    Scripts scripts;
    scripts.session.answers["\x12"] = {.data = "short"};
    scripts.session.answers["\x12\x01\x83"] = {.data = garbage(600), .ignoresLength = true};
    scripts.session.answers["\x25"] = checkCondition(2, 4, 1);
    QList<TargetSpec> targets = targetSpecs("s", 1, 2);
    targets[0].luns[1].answers["\x12"] = {.status = 0x08};
    ScriptedTarget target(targets, scripts);
    RawInitiator initiator(target.port());
    QVERIFY(initiator.login(first));
    const Pdu few = initiator.command(1, "\x12", 36).value_or(Pdu());
    QCOMPARE(few.data, "short");
    QCOMPARE(few.flags(), quint8(0x83)); // with an underflow
    QCOMPARE(few.get<quint32>(44), 31u);
    const Pdu much = initiator.command(1, "\x12\x01\x83", 255).value_or(Pdu());
    QCOMPARE(much.data, garbage(600));
    QCOMPARE(much.flags(), quint8(0x85)); // with an overflow
    const Pdu notReady = initiator.command(1, "\x25", 8).value_or(Pdu());
    QCOMPARE(notReady.data.mid(2), checkCondition(2, 4, 1).sense);
    QCOMPARE(initiator.command(2, "\x12", 36).value_or(Pdu()).get<quint8>(3), quint8(0x08)); // BUSY
}

void TestScriptedMisdeeds::answersLateAndByteByByte()
{
    Scripts scripts;
    scripts.session.delays[Stage::Ping] = 60;
    scripts.session.dribbles = true;
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    RawInitiator initiator(target.port());
    QVERIFY(initiator.login(first));
    QElapsedTimer clock;
    clock.start();
    initiator.send(nop().put(16, quint32(77)));
    QVERIFY(initiator.command(1, "\x12", 36).value_or(Pdu()).opcode() == Opcode::DataIn); // overtakes
    QCOMPARE(initiator.receive().value_or(Pdu()).tag(), 77u);
    QVERIFY(clock.elapsed() >= 60);
}

void TestScriptedMisdeeds::asksForLogoutAndDrops()
{
    Scripts scripts;
    scripts.ofSession[2].greeting = AsyncMessage {.event = 3, .parameter2 = 2, .dropAfter = 20};
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    RawInitiator asked(target.port()), dropped(target.port());
    QVERIFY(asked.login(first, 1) && dropped.login(first, 2));
    QVERIFY(target.sendAsync(1, {.event = 1, .parameter3 = 9}));
    const Pdu request = asked.receive().value_or(Pdu());
    QCOMPARE(request.opcode(), Opcode::Async);
    QCOMPARE(request.get<quint8>(36), quint8(1));
    QCOMPARE(request.get<quint16>(42), quint16(9));
    QVERIFY(asked.logout() && asked.isAtEnd());
    QCOMPARE(dropped.receive().value_or(Pdu()).get<quint8>(36), quint8(3));
    QVERIFY(dropped.isAtEnd());
    QCOMPARE(target.sessions()[0].end, SessionRecord::LoggedOut);
    QCOMPARE(target.sessions()[1].end, SessionRecord::ClosedByTarget);
    QTRY_VERIFY(!target.sendAsync(1, {}));
    RawInitiator third(target.port());
    QVERIFY(third.login(first, 3) && target.drop(3, true) && third.isAtEnd());
}

void TestScriptedMisdeeds::pings()
{
    Scripts scripts;
    scripts.session.pingEvery = 5;
    ScriptedTarget target(targetSpecs("s", 1, 1), scripts);
    RawInitiator initiator(target.port());
    QVERIFY(initiator.login(first));
    const Pdu ping = initiator.receive().value_or(Pdu());
    QCOMPARE(ping.opcode(), Opcode::NopIn);
    QCOMPARE(ping.tag(), noTag);
    initiator.send(Pdu(Opcode::NopOut).put(0, quint8(0x40)).put(16, noTag).put(20, ping.targetTag()));
    QTRY_COMPARE(target.sessions()[0].pingsAnswered, 1);
    QTRY_VERIFY(target.sessions()[0].pingsSent > 2);
    QCOMPARE(target.counts().pings, 0);
}

void TestScriptedMisdeeds::refusesAndIgnoresConnections()
{
    ScriptedTarget target;
    target.refuseConnections();
    QVERIFY(!RawInitiator(target.port()).isConnected());
    target.acceptConnections();
    QVERIFY(RawInitiator(target.port()).login(first));
    target.ignoreConnections();
    const int waits = beginConnecting(target.port());
    QVERIFY(!isConnectedWithin(waits, 50));
    target.acceptConnections();
    QVERIFY(isConnectedWithin(waits, 10000)); // it is asked for again after a second
    close(waits);
    QVERIFY(RawInitiator(target.port()).login(first));
}

QTEST_GUILESS_MAIN(TestScriptedMisdeeds)
#include "tst_scriptedmisdeeds.moc"
