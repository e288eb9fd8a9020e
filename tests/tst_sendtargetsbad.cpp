// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/discoveryexchange.h"

#include <QTest>

using namespace mooring;
using namespace mooring::iscsi;
using namespace mooring::peer;

// Targets that refuse, lie, or are none.
class TstSendTargetsBad : public QObject
{
    Q_OBJECT
private slots:
    void fails_data();
    void fails();
    void knowsOtherProtocolsAtOnce_data();
    void knowsOtherProtocolsAtOnce();
    void keepsItsLimits();
    void takesInputInAnyPieces();
    void takesEveryTruncationAndChange();
};

void TstSendTargetsBad::fails_data()
{
    QTest::addColumn<QList<QByteArray>>("script");
    QTest::addColumn<bool>("chap");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("number");
    const auto row = [](const char* name, const Script& script, ErrorCode code, int number = 0,
                        bool chap = false) { QTest::newRow(name) << script << chap << int(code) << number; };
    const auto status = [](int number) { return Script {peer::loginResponse(0, {}, number)}; };
    const Script login = wholeExchange().first(2);
    row("secret missing", status(0x0201), ErrorCode::SecretMissing, 0x0201);
    row("authentication", status(0x0201), ErrorCode::AuthenticationFailed, 0x0201, true);
    row("authorization", status(0x0202), ErrorCode::LoginRefused, 0x0202);
    row("not found", status(0x0203), ErrorCode::TargetUnknown, 0x0203);
    row("no discovery", status(0x0209), ErrorCode::LoginRefused, 0x0209);
    row("target error", status(0x0300), ErrorCode::LoginRefused, 0x0300);
    row("unavailable", status(0x0301), ErrorCode::TargetUnavailable, 0x0301);
    row("no room", status(0x0302), ErrorCode::TargetUnavailable, 0x0302);
    row("unknown class", status(0x0700), ErrorCode::LoginRefused, 0x0700);
    row("redirection to nowhere", status(0x0101), ErrorCode::AnswerMalformed);
    row("CHAP wanted", {peer::loginResponse(0, keys("AuthMethod=CHAP"))}, ErrorCode::SecretMissing);
    row("no method", {peer::loginResponse(0, keys("AuthMethod=Reject"))}, ErrorCode::AuthenticationFailed, 0,
        true);
    row("no answer to the method", {peer::loginResponse(0)}, ErrorCode::AnswerMalformed);
    row("stage not asked for", {peer::loginResponse(secured)}, ErrorCode::AnswerMalformed, 0, true);
    row("another stage", {peer::loginResponse(operational)}, ErrorCode::AnswerMalformed);
    row("bad text", {peer::loginResponse(secured, "AuthMethod=None")}, ErrorCode::AnswerMalformed);
    row("digest not offered", {login[0], peer::loginResponse(operational, keys("HeaderDigest=CRC32C"))},
        ErrorCode::AnswerMalformed);
    row("rejected", login + Script {peer::reject(4)}, ErrorCode::AnswerMalformed, 4);
    row("rejected at once", {peer::reject(11)}, ErrorCode::AnswerMalformed, 11);
    row("another PDU", login + Script {peer::pdu({{0, 1, 0x25}})}, ErrorCode::AnswerMalformed);
    row("login again", login + Script {login[0]}, ErrorCode::AnswerMalformed);
    row("logout not asked for", login + Script {peer::logoutResponse()}, ErrorCode::AnswerMalformed);
    row("logout wanted", login + Script {peer::asyncMessage(1)}, ErrorCode::LogoutRequested);
    row("connection dropped", login + Script {peer::asyncMessage(2)}, ErrorCode::ConnectionLost);
    row("ends and goes on", login + Script {peer::textResponse(0xc0, noTag, {})}, ErrorCode::AnswerMalformed);
    row("final with a tag", login + Script {peer::textResponse(0x80, 1, {})}, ErrorCode::AnswerMalformed);
    row("more without a tag", login + Script {peer::textResponse(0, noTag, {})}, ErrorCode::AnswerMalformed);
    row("refused", login + Script {peer::textResponse(0x80, noTag, keys("SendTargets=Reject"))},
        ErrorCode::AnswerMalformed);
    row("address first",
        login + Script {peer::textResponse(0x80, noTag, keys("TargetAddress=10.0.0.1:3260,1"))},
        ErrorCode::AnswerMalformed);
    row("no name", login + Script {peer::textResponse(0x80, noTag, keys("TargetName=t1"))},
        ErrorCode::AnswerMalformed);
    row("cut", login + Script {peer::textResponse(0x80, noTag, twoTargets.chopped(1))},
        ErrorCode::AnswerMalformed);
    row("long PDU", login + Script {peer::pdu({{0, 1, 0x24}, {5, 3, 0xffffff}})}, ErrorCode::AnswerMalformed);
}

void TstSendTargetsBad::fails()
{
    QFETCH(QList<QByteArray>, script);
    QFETCH(bool, chap);
    QFETCH(int, code);
    QFETCH(int, number);
    Exchange exchange(script, chap ? withChap() : plain());
    QCOMPARE(exchange.discovery.state(), SendTargets::State::Failed);
    const Error error = exchange.discovery.error();
    QCOMPARE(int(error.code), code);
    QCOMPARE(int(error.number), number);
    QCOMPARE(error.domain, number == 0 ? ErrorDomain::None : ErrorDomain::Iscsi);
    QCOMPARE(error.subject, QStringLiteral("10.0.0.1:3260"));
    exchange.discovery.input(wholeExchange().join()); // is over
    QVERIFY(exchange.discovery.output().isEmpty());
    QVERIFY(exchange.discovery.error() == error);
}

void TstSendTargetsBad::knowsOtherProtocolsAtOnce_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("HTTP") << QByteArray("H");
    QTest::newRow("SSH") << QByteArray("SSH-2.0-x");
    QTest::newRow("SMTP") << QByteArray("2");
    QTest::newRow("zeros") << QByteArray(1, '\0');
    QTest::newRow("another answer") << peer::textResponse(0x80, noTag, {});
    QTest::newRow("too long") << QByteArray("########");
    QTest::newRow("no answer to us") << peer::pdu({{0, 1, 0x23}, {16, 4, 99}});
    QTest::newRow("? only") << QByteArray(48, '?').replace(4, 4, QByteArray(4, '\0'));
}

void TstSendTargetsBad::knowsOtherProtocolsAtOnce()
{
    QFETCH(QByteArray, bytes);
    const Exchange exchange({bytes});
    QCOMPARE(exchange.discovery.state(), SendTargets::State::Failed);
    QCOMPARE(exchange.discovery.error().code, ErrorCode::NotIscsi);
}

void TstSendTargetsBad::keepsItsLimits()
{
    const Script login = wholeExchange().first(2);
    const auto code = [&](const Script& rest, SendTargetsLimits limits) {
        return Exchange(login + rest, plain(), limits).discovery.error().code;
    };
    const Script endless(100, peer::textResponse(0x40, 1, QByteArray(1000, 'x')));
    QCOMPARE(code(endless, {50000, 10}), ErrorCode::AnswerMalformed);
    const Script empty(100, peer::textResponse(0x40, 1, {}));
    QCOMPARE(code(empty, {}), ErrorCode::AnswerMalformed);
    QCOMPARE(code({peer::textResponse(0x80, noTag, twoTargets)}, {1000, 1}), ErrorCode::AnswerMalformed);
    QCOMPARE(code(Script(5000, peer::ping(1)), {}), ErrorCode::AnswerMalformed);
    const Script rounds(100, peer::loginResponse(4, keys("X-a=1")));
    QCOMPARE(Exchange(Script {login[0]} + rounds).discovery.error().code, ErrorCode::AnswerMalformed);
    const Script text(100, peer::loginResponse(0x40, QByteArray(2000, 'x')));
    QCOMPARE(Exchange(text).discovery.error().code, ErrorCode::AnswerMalformed);
}

// As the network cuts it: the same ends, the same requests.
void TstSendTargetsBad::takesInputInAnyPieces()
{
    for (const Script& script :
         {wholeExchange(), chapExchange(""), Script {"HTTP/1.1 400 Bad Request\r\n\r\n"}}) {
        const LoginOptions options = script.size() == 6 ? withChap() : plain();
        const Exchange whole(script, options);
        for (qsizetype size = 1; size < 100; size += 3) {
            SendTargets discovery(options);
            QList<peer::Request> requests = peer::requests(discovery.output());
            for (const QByteArray& line : script) {
                for (qsizetype at = 0; at < line.size(); at += size)
                    discovery.input(line.sliced(at, std::min(size, line.size() - at)));
                requests += peer::requests(discovery.output());
            }
            QCOMPARE(summary(discovery), summary(whole.discovery));
            QCOMPARE(requests.size(), whole.requests.size());
            for (qsizetype i = 0; i < requests.size(); ++i)
                QCOMPARE(requests[i].bytes, whole.requests[i].bytes);
        }
    }
}

void TstSendTargetsBad::takesEveryTruncationAndChange()
{
    const QByteArray stream = chapExchange("").join();
    for (qsizetype length = 0; length < stream.size(); ++length) {
        SendTargets cut(withChap());
        cut.input(stream.first(length));
        cut.closed();
        QVERIFY(cut.state() != SendTargets::State::Running);
        SendTargets changed(withChap());
        QByteArray bytes = stream;
        bytes[length] = char(~bytes[length]);
        changed.input(bytes);
        changed.closed();
        QVERIFY(changed.state() != SendTargets::State::Running);
    }
}

QTEST_GUILESS_MAIN(TstSendTargetsBad)
#include "tst_sendtargetsbad.moc"
