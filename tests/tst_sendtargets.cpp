// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/discoveryexchange.h"

#include <QTest>

using namespace mooring;
using namespace mooring::iscsi;
using namespace mooring::peer;

class TstSendTargets : public QObject
{
    Q_OBJECT
private slots:
    void findsTargets();
    void speaksAsTheRfcSays();
    void authenticates();
    void authenticatesBothSides();
    void doesWithoutWhenTheTargetLetsIt();
    void goesOnWithAnAnswerInParts();
    void answersPings();
    void answersWhatItIsAsked();
    void goesOnWithALoginAnswerInParts();
    void isDoneWithoutALogoutResponse();
    void followsRedirections_data();
    void followsRedirections();
    void keepsAddressesThatAreNone();
};

void TstSendTargets::findsTargets()
{
    const Exchange exchange(wholeExchange());
    QCOMPARE(exchange.discovery.state(), SendTargets::State::Done);
    const QList<FoundTarget> expected {
        {"iqn.2026-11.lab:t1", {{"10.0.0.1", 3260, 1}, {"fe80::1", 3260, 2}}, {}},
        {"iqn.2026-11.lab:t2", {}, {}},
    };
    QVERIFY(exchange.discovery.targets() == expected);
}

void TstSendTargets::speaksAsTheRfcSays()
{
    const Exchange exchange(wholeExchange());
    QCOMPARE(exchange.requests.size(), 4);
    const peer::Request &security = exchange.requests[0], &login = exchange.requests[1],
                        &text = exchange.requests[2], &logout = exchange.requests[3];
    QCOMPARE(security.bytes.first(4).toHex(), QByteArray("43810000"));
    QCOMPARE(security.bytes.sliced(8, 16).toHex(), QByteArray("80010203040500000000000100000000"));
    QCOMPARE(security.text, keys("InitiatorName=iqn.2026-11.lab:host SessionType=Discovery AuthMethod=None"));
    QCOMPARE(login.bytes.first(4).toHex(), QByteArray("43870000"));
    QCOMPARE(login.expStatSn, 8U);
    QCOMPARE(login.value("HeaderDigest"), QByteArray("None"));
    QCOMPARE(login.value("MaxRecvDataSegmentLength"), QByteArray("262144"));
    QCOMPARE(text.bytes.first(4).toHex(), QByteArray("44800000"));
    QCOMPARE(text.transferTag, noTag);
    QCOMPARE(text.text, keys("SendTargets=All"));
    QCOMPARE(text.bytes.size(), 64);
    QCOMPARE(logout.bytes.first(4).toHex(), QByteArray("46800000"));
    QCOMPARE(logout.expStatSn, 21U);
    QCOMPARE(logout.bytes.size(), 48);
}

void TstSendTargets::authenticates()
{
    const Exchange exchange(chapExchange(""), withChap());
    QCOMPARE(exchange.discovery.state(), SendTargets::State::Done);
    QCOMPARE(exchange.requests[0].value("AuthMethod"), QByteArray("CHAP,None"));
    QCOMPARE(exchange.requests[0].flags, 0);
    QCOMPARE(exchange.requests[1].text, keys("CHAP_A=5"));
    QCOMPARE(exchange.requests[2].text, keys("CHAP_N=initiator CHAP_R=0x476e11e717b1a1abb89e0a7c05f3fb04"));
    QCOMPARE(exchange.requests[2].flags, 0x81);
}

void TstSendTargets::authenticatesBothSides()
{
    const Exchange good(chapExchange("CHAP_N=target CHAP_R=0xf1702cb24b5e36ee9a22e88dd8f34334"),
                        withChap(true));
    QCOMPARE(good.discovery.state(), SendTargets::State::Done);
    QCOMPARE(good.requests[0].value("AuthMethod"), QByteArray("CHAP"));
    QCOMPARE(good.requests[2].value("CHAP_C"), QByteArray("0xa0a1a2a3a4a5a6a7a8a9aaabacadaeaf"));
    for (const char* proof : {"", "CHAP_N=target CHAP_R=0xf1702cb24b5e36ee9a22e88dd8f34335", "CHAP_N=target",
                              "CHAP_N=other CHAP_R=0xf1702cb24b5e36ee9a22e88dd8f34334"}) {
        const Exchange bad(chapExchange(proof), withChap(true));
        QCOMPARE(bad.discovery.state(), SendTargets::State::Failed);
        QCOMPARE(bad.discovery.error().code, ErrorCode::AuthenticationFailed);
        QCOMPARE(bad.requests.size(), 3); // nothing more is told to it
    }
}

void TstSendTargets::doesWithoutWhenTheTargetLetsIt()
{
    Script script = wholeExchange();
    script[0] = peer::loginResponse(0, keys("AuthMethod=None"));
    script.insert(1, peer::loginResponse(secured));
    QCOMPARE(Exchange(script, withChap()).discovery.state(), SendTargets::State::Done);
    QCOMPARE(Exchange(script, withChap(true)).discovery.error().code, ErrorCode::AuthenticationFailed);
}

// A key may be cut anywhere: RFC 7143, 11.11.2.
void TstSendTargets::goesOnWithAnAnswerInParts()
{
    for (qsizetype size = 1; size < twoTargets.size(); size += 5) {
        Script script = wholeExchange().first(2);
        qsizetype at = 0;
        for (; at + size < twoTargets.size(); at += size)
            script.append(peer::textResponse(0x40, 0x1234, twoTargets.sliced(at, size), 20 + quint32(at)));
        script.append(peer::textResponse(0, 0x1235, {})); // not at its end, although nothing is cut
        script.append(peer::textResponse(0x80, noTag, twoTargets.sliced(at)));
        script.append(peer::logoutResponse());
        const Exchange exchange(script);
        QCOMPARE(summary(exchange.discovery), summary(Exchange(wholeExchange()).discovery));
        const peer::Request& more = exchange.requests[3];
        QCOMPARE(more.opcode, 4);
        QCOMPARE(more.flags, 0x80);
        QCOMPARE(more.transferTag, 0x1234U);
        QCOMPARE(more.taskTag, exchange.requests[2].taskTag);
        QCOMPARE(more.expStatSn, 21U);
        QVERIFY(more.text.isEmpty());
    }
}

void TstSendTargets::answersPings()
{
    Script script = wholeExchange();
    script.insert(2, peer::ping(noTag));
    script.insert(2, peer::ping(0x77));
    script.insert(2, peer::asyncMessage(4));
    const Exchange exchange(script);
    QCOMPARE(exchange.discovery.state(), SendTargets::State::Done);
    QCOMPARE(exchange.requests.size(), 5);
    const peer::Request& pong = exchange.requests[3];
    QCOMPARE(pong.bytes.first(2).toHex(), QByteArray("4080"));
    QCOMPARE(pong.bytes.sliced(8, 8).toHex(), QByteArray("0001000000000000"));
    QCOMPARE(pong.taskTag, noTag);
    QCOMPARE(pong.transferTag, 0x77U);
    QCOMPARE(pong.expStatSn, 26U); // the message's StatSN counts, the ping's does not
}

void TstSendTargets::answersWhatItIsAsked()
{
    Script script = wholeExchange();
    script.insert(
        1, peer::loginResponse(4, keys("MaxBurstLength=262144 X-vendor=1 TargetAlias=a HeaderDigest=None")));
    const Exchange exchange(script);
    QCOMPARE(exchange.discovery.state(), SendTargets::State::Done);
    QCOMPARE(exchange.requests[2].text, keys("MaxBurstLength=Irrelevant X-vendor=NotUnderstood"));
    QCOMPARE(exchange.requests[2].flags, 0x87);
}

void TstSendTargets::goesOnWithALoginAnswerInParts()
{
    Script script = wholeExchange();
    script.insert(0, peer::loginResponse(0x40, "AuthMet"));
    script[1] = peer::loginResponse(0, QByteArray("hod=None\0", 9));
    script.insert(2, peer::loginResponse(secured));
    const Exchange exchange(script);
    QCOMPARE(exchange.discovery.state(), SendTargets::State::Done);
    QCOMPARE(exchange.requests[1].flags, 0);
    QVERIFY(exchange.requests[1].text.isEmpty());
}

void TstSendTargets::isDoneWithoutALogoutResponse()
{
    Exchange exchange(wholeExchange().first(3));
    QCOMPARE(exchange.discovery.state(), SendTargets::State::Running);
    QVERIFY(exchange.discovery.hasAnswer());
    exchange.discovery.closed();
    QCOMPARE(exchange.discovery.state(), SendTargets::State::Done);
    QCOMPARE(exchange.discovery.targets().size(), 2);
    for (const QByteArray& end : {reject(1), asyncMessage(1), asyncMessage(2), logoutResponse(3),
                                  textResponse(0, 1, {}), QByteArray(64, 'x')}) {
        const Exchange ended(wholeExchange().first(3) + Script {end});
        QCOMPARE(ended.discovery.state(), SendTargets::State::Done);
        QCOMPARE(ended.discovery.targets().size(), 2);
    }
}

void TstSendTargets::followsRedirections_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("permanent");
    QTest::newRow("temporary") << 0x0101 << false;
    QTest::newRow("permanent") << 0x0102 << true;
}

void TstSendTargets::followsRedirections()
{
    QFETCH(int, status);
    QFETCH(bool, permanent);
    const Exchange exchange({peer::loginResponse(0, keys("TargetAddress=10.0.0.2:3261"), status)});
    QCOMPARE(exchange.discovery.state(), SendTargets::State::Redirected);
    QVERIFY((exchange.discovery.redirection() == Redirection {{"10.0.0.2", 3261, {}}, permanent}));
}

void TstSendTargets::keepsAddressesThatAreNone()
{
    Script script = wholeExchange();
    script[2] = peer::textResponse(
        0x80, noTag,
        keys("TargetName=iqn.2004-04.com.qnap:TS_1 TargetAddress=nonsense:x,1 "
             "TargetAddress=10.0.0.1:3260,1 TargetName=iqn.2026-11.lab:b "
             "TargetName=iqn.2004-04.com.qnap:TS_1 TargetAddress=10.0.0.1:3260,1 X-v=1"));
    const Exchange exchange(script);
    const QList<FoundTarget> expected {
        {"iqn.2004-04.com.qnap:TS_1", {{"10.0.0.1", 3260, 1}}, {"nonsense:x,1"}},
        {"iqn.2026-11.lab:b", {}, {}},
    };
    QVERIFY(exchange.discovery.targets() == expected);
}

QTEST_GUILESS_MAIN(TstSendTargets)
#include "tst_sendtargets.moc"
