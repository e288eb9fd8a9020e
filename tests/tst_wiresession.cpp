// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/libiscsi/lunscan.h"
#include "services/libiscsi/wiresession.h"
#include "testsupport/iscsipeer.h"

#include <QTest>
#include <QtEndian>

using namespace mooring;
using namespace mooring::iscsi;
using peer::keys;
using peer::loginResponse;
using peer::pdu;

namespace {

constexpr int operational = 0x87; // T, CSG 1, NSG 3: RFC 7143, 11.13
constexpr quint32 noTag = 0xffffffff;

LoginOptions hurried()
{
    LoginOptions options;
    options.initiatorName = "iqn.2026-11.lab:host";
    options.target = "iqn.2026-11.lab:t1";
    options.isid = {'\x80', 1, 2, 3, 4, 5};
    options.skipsSecurity = true;
    options.subject = QStringLiteral("t1");
    return options;
}

// RFC 7143, 11.13: with a window up to `maxCmdSn`.
QByteArray letIn(quint32 maxCmdSn = 1000)
{
    QByteArray answer = loginResponse(operational, keys("HeaderDigest=None DataDigest=None"));
    qToBigEndian(maxCmdSn, answer.data() + 32);
    return answer;
}

// RFC 7143, 11.7: all of it, with a good status.
QByteArray data(quint32 tag, const QByteArray& bytes, quint32 offset = 0, int flags = 0x81)
{
    return pdu({{0, 1, 0x25},
                {1, 1, quint64(flags)},
                {16, 4, tag},
                {20, 4, noTag},
                {24, 4, 40},
                {32, 4, 1000},
                {40, 4, offset}},
               bytes);
}

// RFC 7143, 11.4
QByteArray checkCondition(quint32 tag, const char* sense)
{
    const QByteArray bytes = QByteArray::fromHex(sense);
    return pdu({{0, 1, 0x21}, {1, 1, 0x80}, {3, 1, 2}, {16, 4, tag}, {24, 4, 41}, {32, 4, 1000}},
               QByteArray(1, '\0') + char(bytes.size()) + bytes);
}

// A session that is let in, and what it was answered.
struct Talk
{
    explicit Talk(quint32 maxCmdSn = 1000)
    {
        session.output();
        session.input(letIn(maxCmdSn));
    }
    void ask(quint32 length = 64)
    {
        session.command(3, QByteArray::fromHex("120000004000"), length,
                        [this](const Result<QByteArray>& answer) { answers.append(answer); });
    }
    QList<peer::Request> sent() { return peer::requests(session.output()); }
    WireSession session {hurried(), [] {}};
    QList<Result<QByteArray>> answers;
};

} // namespace

class TstWireSession : public QObject
{
    Q_OBJECT
private slots:
    void logsInByOneRequest();
    void negotiatesSecurityWhereItMust();
    void asksAsTheRfcSays();
    void keepsToTheWindow();
    void joinsDataThatComesInParts();
    void tellsWhyAUnitRefuses();
    void answersPings();
    void logsOut();
    void answersAllWhenItEnds_data();
    void answersAllWhenItEnds();
    void scansUnits();
};

void TstWireSession::logsInByOneRequest()
{
    bool loggedIn = false;
    WireSession session(hurried(), [&] { loggedIn = true; });
    const QList<peer::Request> login = peer::requests(session.output());
    QCOMPARE(login.size(), 1);
    QCOMPARE(login[0].bytes.first(4).toHex(), QByteArray("43870000"));
    QCOMPARE(login[0].value("TargetName"), QByteArray("iqn.2026-11.lab:t1"));
    QCOMPARE(login[0].value("SessionType"), QByteArray("Normal"));
    QCOMPARE(login[0].value("ImmediateData"), QByteArray("No"));
    QVERIFY(login[0].value("AuthMethod").isEmpty()); // of the stage that is left out
    session.input(letIn());
    QVERIFY(loggedIn && session.isOpen() && session.wasLoggedIn());
    QVERIFY(session.output().isEmpty());
}

void TstWireSession::negotiatesSecurityWhereItMust()
{
    LoginOptions options = hurried();
    options.chap = ChapCredentials {"initiator", "a-secret-of-16-b"};
    WireSession session(options, [] {});
    const QList<peer::Request> login = peer::requests(session.output());
    QCOMPARE(login[0].value("AuthMethod"), QByteArray("CHAP,None"));
    QCOMPARE(login[0].flags, 0);
    WireSession refused(hurried(), [] {});
    refused.input(loginResponse(0, {}, 0x0201));
    QCOMPARE(refused.state(), Dialogue::State::Failed);
    QCOMPARE(refused.error().code, ErrorCode::SecretMissing);
    QVERIFY(!refused.wasLoggedIn());
}

void TstWireSession::asksAsTheRfcSays()
{
    Talk talk;
    talk.ask();
    talk.ask(96);
    const QByteArray bytes = talk.session.output();
    QCOMPARE(bytes.size(), 96); // both at once
    QCOMPARE(bytes.first(4).toHex(), QByteArray("01c10000"));
    QCOMPARE(bytes.sliced(8, 8).toHex(), QByteArray("0003000000000000"));
    QCOMPARE(bytes.sliced(20, 8).toHex(), QByteArray("0000004000000001")); // length, CmdSN of the login
    QCOMPARE(bytes.sliced(28, 4).toHex(), QByteArray("00000008"));
    QCOMPARE(bytes.sliced(32, 16).toHex(), QByteArray("12000000400000000000000000000000"));
    QCOMPARE(bytes.sliced(48 + 20, 8).toHex(), QByteArray("0000006000000002"));
    QVERIFY(bytes.sliced(16, 4) != bytes.sliced(48 + 16, 4));
}

void TstWireSession::keepsToTheWindow()
{
    Talk talk(2);
    for (int i = 0; i < 5; ++i)
        talk.ask();
    const QList<peer::Request> first = talk.sent();
    QCOMPARE(first.size(), 2);
    talk.session.input(data(first[0].taskTag, "one")); // opens it
    QCOMPARE(talk.sent().size(), 3);
    QCOMPARE(talk.answers.size(), 1);
}

void TstWireSession::joinsDataThatComesInParts()
{
    Talk talk;
    talk.ask();
    const quint32 tag = talk.sent()[0].taskTag;
    talk.session.input(data(tag, "some ", 0, 0));
    QVERIFY(talk.answers.isEmpty());
    talk.session.input(data(tag, "more", 5));
    QCOMPARE(*talk.answers.value(0), QByteArray("some more"));
    talk.ask();
    talk.session.input(data(talk.sent()[0].taskTag, "twice", 1));
    QCOMPARE(talk.session.error().code, ErrorCode::AnswerMalformed);
    Talk other;
    other.ask(4);
    other.session.input(data(other.sent()[0].taskTag, "too much"));
    QCOMPARE(other.session.error().code, ErrorCode::AnswerMalformed);
    QVERIFY(!other.answers.value(0));
}

void TstWireSession::tellsWhyAUnitRefuses()
{
    Talk talk;
    talk.ask();
    talk.session.input(checkCondition(talk.sent()[0].taskTag, "700005000000000a000000002500000000"));
    QCOMPARE(talk.answers.value(0).error().domain, ErrorDomain::Iscsi);
    QCOMPARE(talk.answers.value(0).error().number, 0x052500U);
    QVERIFY(talk.session.isOpen());
}

void TstWireSession::answersPings()
{
    Talk talk;
    talk.session.input(peer::ping(77));
    const QList<peer::Request> sent = talk.sent();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0].opcode & 0x3f, 0x00);
    QCOMPARE(sent[0].transferTag, 77U);
    talk.session.input(peer::ping(noTag));
    QVERIFY(talk.sent().isEmpty());
}

void TstWireSession::logsOut()
{
    Talk talk;
    QVERIFY(!talk.session.hasAnswer());
    talk.session.logOut();
    QVERIFY(talk.session.hasAnswer() && !talk.session.isOpen());
    QCOMPARE(talk.sent()[0].bytes.first(4).toHex(), QByteArray("46800000"));
    talk.ask(); // too late
    QVERIFY(!talk.answers.value(0));
    talk.session.input(peer::logoutResponse());
    QCOMPARE(talk.session.state(), Dialogue::State::Done);
    Talk cut;
    cut.session.logOut();
    cut.session.closed();
    QCOMPARE(cut.session.state(), Dialogue::State::Done);
}

void TstWireSession::answersAllWhenItEnds_data()
{
    QTest::addColumn<QByteArray>("bytes"); // none: the connection breaks
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("broken") << QByteArray() << ErrorCode::ConnectionLost;
    QTest::newRow("dropped") << peer::asyncMessage(2) << ErrorCode::ConnectionLost;
    QTest::newRow("asked to leave") << peer::asyncMessage(1) << ErrorCode::LogoutRequested;
    QTest::newRow("rejected") << peer::reject(4) << ErrorCode::AnswerMalformed;
    QTest::newRow("of no task") << data(4711, "x") << ErrorCode::AnswerMalformed;
    QTest::newRow("no PDU of a target") << pdu({{0, 1, 0x01}}) << ErrorCode::AnswerMalformed;
    QTest::newRow("without end") << QByteArray(QByteArray("\x25\x80\0\0\0\xff\xff\xff", 8)
                                               + QByteArray(40, '\0'))
                                 << ErrorCode::AnswerMalformed;
}

void TstWireSession::answersAllWhenItEnds()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorCode, code);
    Talk talk(2);
    for (int i = 0; i < 4; ++i) // two are sent, two wait
        talk.ask();
    bytes.isEmpty() ? talk.session.closed() : talk.session.input(bytes);
    QCOMPARE(talk.session.state(), Dialogue::State::Failed);
    QCOMPARE(talk.answers.size(), 4);
    for (const Result<QByteArray>& answer : talk.answers)
        QCOMPARE(answer.error().code, code);
    QCOMPARE(talk.session.error().subject, QStringLiteral("t1"));
}

void TstWireSession::scansUnits()
{
    Talk talk;
    std::optional<Result<QList<LogicalUnit>>> found;
    LunScan::run(talk.session, false, [&](const Result<QList<LogicalUnit>>& units) { found = units; });
    talk.session.input(data(talk.sent()[0].taskTag,
                            QByteArray::fromHex("0000001000000000"
                                                "00000000000000000001000000000000")));
    const QList<peer::Request> asked = talk.sent();
    QCOMPARE(asked.size(), 8); // all of both units at once
    for (const peer::Request& each : asked) {
        const bool isSecond = each.bytes[9] == 1;
        const bool isCapacity = quint8(each.bytes[32]) == 0x9e;
        if (isCapacity && !isSecond)
            talk.session.input(data(each.taskTag, QByteArray::fromHex("00000000000007ff00000200")));
        else if (each.bytes[32] == 0x12 && each.bytes[33] == 0 && !isSecond)
            talk.session.input(data(each.taskTag, QByteArray(36, '\0')));
        else
            talk.session.input(checkCondition(each.taskTag, "70000500000000060000000024000000"));
    }
    for (const peer::Request& each : talk.sent()) // READ CAPACITY (10), where the longer one is refused
        talk.session.input(checkCondition(each.taskTag, "70000500000000060000000020000000"));
    QVERIFY(found && *found);
    QCOMPARE((*found)->size(), 2);
    QCOMPARE((*found)->at(0).capacity->size, 2048U * 512U);
    QVERIFY(!(*found)->at(0).error);
    QVERIFY((*found)->at(1).error); // it does not say who it is
}

QTEST_GUILESS_MAIN(TstWireSession)
#include "tst_wiresession.moc"
