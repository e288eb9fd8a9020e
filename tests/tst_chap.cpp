// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/libiscsi/chap.h"

#include <QTest>

using namespace mooring;
using namespace mooring::iscsi;

namespace {

const QByteArray counting = QByteArray::fromHex("000102030405060708090a0b0c0d0e0f");
const ChapChallenge ours {200, QByteArray::fromHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf")};
const ChapCredentials us {"initiator", "a-secret-of-16-b"}, them {"target", "the-targets-secret"};

TextKeys asked(const QByteArray& challenge = "0x000102030405060708090a0b0c0d0e0f")
{
    return {{"CHAP_A", "5"}, {"CHAP_I", "42"}, {"CHAP_C", challenge}};
}

} // namespace

// The digests were computed with Python's hashlib.
class TstChap : public QObject
{
    Q_OBJECT
private slots:
    void digests();
    void readsBinaryValues_data();
    void readsBinaryValues();
    void answersTheTarget();
    void asksTheTargetBack();
    void checksTheTarget_data();
    void checksTheTarget();
    void refusesOurOwnChallenge();
    void refusesOneSecretForBoth();
    void takesLongChallenges();
    void refusesWhatIsNoChallenge_data();
    void refusesWhatIsNoChallenge();
    void makesChallengesThatDiffer();
};

void TstChap::digests()
{
    QCOMPARE(chapDigest(0x2a, "a-secret-of-16-b", counting).toHex(),
             QByteArray("476e11e717b1a1abb89e0a7c05f3fb04"));
    QCOMPARE(chapDigest(0, "", QByteArray(1024, '\xff')).toHex(),
             QByteArray("071547737f6867b6cfd1f117a77e9f5e"));
}

void TstChap::readsBinaryValues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hex"); // empty: none
    QTest::newRow("hex") << QByteArray("0x00ffAB") << QByteArray("00ffab");
    QTest::newRow("big X") << QByteArray("0XA1") << QByteArray("a1");
    QTest::newRow("odd") << QByteArray("0xabc") << QByteArray("0abc");
    QTest::newRow("base64") << QByteArray("0bAAECAwQFBgcICQoLDA0ODw==") << counting.toHex();
    QTest::newRow("big B") << QByteArray("0BAAE=") << QByteArray("0001");
    QTest::newRow("no digits") << QByteArray("0x") << QByteArray();
    QTest::newRow("no hex") << QByteArray("0xzz") << QByteArray();
    QTest::newRow("no base64") << QByteArray("0b!!!!") << QByteArray();
    QTest::newRow("no prefix") << QByteArray("0011") << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray();
}

void TstChap::readsBinaryValues()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, hex);
    const std::optional<QByteArray> bytes = binaryValue(text);
    QCOMPARE(bytes.has_value(), !hex.isEmpty());
    QCOMPARE(bytes.value_or(QByteArray()).toHex(), hex);
    if (bytes)
        QCOMPARE(binaryValue(hexValue(*bytes)), bytes);
}

void TstChap::answersTheTarget()
{
    QVERIFY((Chap::offer() == TextKeys {{"CHAP_A", "5"}}));
    const Chap chap(us, {}, {});
    QVERIFY(chap.check());
    const TextKeys expected {{"CHAP_N", "initiator"}, {"CHAP_R", "0x476e11e717b1a1abb89e0a7c05f3fb04"}};
    QVERIFY(*chap.answer(asked()) == expected);
    QVERIFY(*chap.answer(asked("0bAAECAwQFBgcICQoLDA0ODw==")) == expected);
    QVERIFY(
        (*chap.answer({{"CHAP_A", "5"}, {"CHAP_I", "0x2A"}, {"CHAP_C", hexValue(counting)}}) == expected));
    QVERIFY(chap.checkTarget({}));
}

void TstChap::asksTheTargetBack()
{
    const Result<TextKeys> answer = Chap(us, them, ours).answer(asked());
    QVERIFY(answer);
    QCOMPARE(answer->value("CHAP_I"), std::optional<QByteArray>("200"));
    QCOMPARE(answer->value("CHAP_C"), std::optional<QByteArray>("0xa0a1a2a3a4a5a6a7a8a9aaabacadaeaf"));
}

void TstChap::checksTheTarget_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<bool>("good");
    QTest::newRow("good") << QByteArray("target") << QByteArray("0xf1702cb24b5e36ee9a22e88dd8f34334") << true;
    QTest::newRow("another name") << QByteArray("Target") << QByteArray("0xf1702cb24b5e36ee9a22e88dd8f34334")
                                  << false;
    QTest::newRow("another secret") << QByteArray("target")
                                    << QByteArray("0x476e11e717b1a1abb89e0a7c05f3fb04") << false;
    QTest::newRow("short") << QByteArray("target") << QByteArray("0x00") << false;
    QTest::newRow("none") << QByteArray("target") << QByteArray() << false;
}

void TstChap::checksTheTarget()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, response);
    QFETCH(bool, good);
    TextKeys proof {{"CHAP_N", name}};
    if (!response.isEmpty())
        proof.append({"CHAP_R", response});
    const Result<void> checked = Chap(us, them, ours).checkTarget(proof);
    QCOMPARE(checked.has_value(), good);
    if (!good)
        QCOMPARE(checked.error().code, ErrorCode::AuthenticationFailed);
}

void TstChap::refusesOurOwnChallenge()
{
    const Result<TextKeys> answer = Chap(us, them, ours).answer(asked(hexValue(ours.bytes)));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::AuthenticationFailed);
}

void TstChap::refusesOneSecretForBoth()
{
    QVERIFY(Chap(us, them, ours).check());
    QCOMPARE(Chap(us, ChapCredentials {"target", us.secret}, ours).check().error().code,
             ErrorCode::InvalidArgument);
    QCOMPARE(Chap(us, them, {}).check().error().code, ErrorCode::InvalidArgument);
}

void TstChap::takesLongChallenges()
{
    const Chap chap({"u", ""}, {}, {});
    const QByteArray longest = hexValue(QByteArray(1024, '\xff'));
    const Result<TextKeys> answer = chap.answer({{"CHAP_A", "5"}, {"CHAP_I", "0"}, {"CHAP_C", longest}});
    QVERIFY(answer);
    QCOMPARE(answer->value("CHAP_R"), std::optional<QByteArray>("0x071547737f6867b6cfd1f117a77e9f5e"));
    QVERIFY(!chap.answer({{"CHAP_A", "5"}, {"CHAP_I", "0"}, {"CHAP_C", longest + "00"}}));
}

void TstChap::refusesWhatIsNoChallenge_data()
{
    QTest::addColumn<QByteArray>("algorithm");
    QTest::addColumn<QByteArray>("identifier");
    QTest::addColumn<QByteArray>("challenge");
    QTest::addColumn<int>("code");
    const int malformed = int(ErrorCode::AnswerMalformed);
    const int failed = int(ErrorCode::AuthenticationFailed);
    QTest::newRow("SHA-1") << QByteArray("7") << QByteArray("1") << QByteArray("0x00") << failed;
    QTest::newRow("Reject") << QByteArray("Reject") << QByteArray("1") << QByteArray("0x00") << failed;
    QTest::newRow("no number") << QByteArray("5") << QByteArray("") << QByteArray("0x00") << malformed;
    QTest::newRow("256") << QByteArray("5") << QByteArray("256") << QByteArray("0x00") << malformed;
    QTest::newRow("0x100") << QByteArray("5") << QByteArray("0x100") << QByteArray("0x00") << malformed;
    QTest::newRow("a letter") << QByteArray("5") << QByteArray("1a") << QByteArray("0x00") << malformed;
    QTest::newRow("no challenge") << QByteArray("5") << QByteArray("1") << QByteArray("0x") << malformed;
    QTest::newRow("bare hex") << QByteArray("5") << QByteArray("1") << QByteArray("aabb") << malformed;
}

void TstChap::refusesWhatIsNoChallenge()
{
    QFETCH(QByteArray, algorithm);
    QFETCH(QByteArray, identifier);
    QFETCH(QByteArray, challenge);
    QFETCH(int, code);
    const Result<TextKeys> answer
        = Chap(us, {}, {}).answer({{"CHAP_A", algorithm}, {"CHAP_I", identifier}, {"CHAP_C", challenge}});
    QVERIFY(!answer);
    QCOMPARE(int(answer.error().code), code);
}

void TstChap::makesChallengesThatDiffer()
{
    const ChapChallenge one = randomChallenge(), other = randomChallenge();
    QVERIFY(one.bytes.size() >= 16);
    QVERIFY(one.bytes != other.bytes);
}

QTEST_GUILESS_MAIN(TstChap)
#include "tst_chap.moc"
