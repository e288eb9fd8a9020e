// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/libiscsi/pduwalker.h"
#include "testsupport/iscsipeer.h"

#include <QTest>

using namespace mooring;
using namespace mooring::iscsi;

class TstPdu : public QObject
{
    Q_OBJECT
private slots:
    void readsAHeader();
    void knowsLengths_data();
    void knowsLengths();
    void tellsOfALogout();
    void tellsOfMessagesAndRejects();
    void tellsEachOnceHoweverItIsShown();
    void goesOnInTheMiddleOfAPdu();
    void isLostWhenAHeaderWentByUnseen();
    void refusesALengthThatWasNotAgreed();
    void countsDigests();
    void takesAnyBytes();
};

void TstPdu::readsAHeader()
{
    const QByteArray bytes = peer::pdu({{0, 1, 0x43},
                                        {1, 1, 0x87},
                                        {4, 1, 2},
                                        {8, 8, 0x0102030405060708},
                                        {16, 4, 0xdeadbeef},
                                        {20, 4, 0xffffffff},
                                        {24, 4, 5},
                                        {28, 4, 6},
                                        {32, 4, 7}},
                                       "abc");
    const HeaderView header(bytes);
    QVERIFY(header.isWhole());
    QCOMPARE(header.opcode(), Opcode::LoginRequest);
    QVERIFY(header.isImmediate());
    QCOMPARE(int(header.flags()), 0x87);
    QCOMPARE(header.ahsLength(), size_t(8));
    QCOMPARE(header.dataLength(), size_t(3));
    QCOMPARE(header.lun(), quint64(0x0102030405060708));
    QCOMPARE(header.initiatorTaskTag(), 0xdeadbeefU);
    QCOMPARE(header.targetTransferTag(), kNoTag);
    QCOMPARE(header.statSn(), 5U);
    QCOMPARE(header.expCmdSn(), 6U);
    QCOMPARE(header.maxCmdSn(), 7U);
    QVERIFY(!HeaderView(QByteArrayView(bytes).first(47)).isWhole());
    QCOMPARE(HeaderView(QByteArrayView(bytes).first(18)).initiatorTaskTag(), 0xdead0000U);
}

void TstPdu::knowsLengths_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<bool>("headerDigest");
    QTest::addColumn<bool>("dataDigest");
    QTest::addColumn<int>("length"); // -1: not known yet
    QTest::newRow("nothing") << QByteArray() << false << false << -1;
    QTest::newRow("seven bytes") << QByteArray("26800000000000") << false << false << -1;
    QTest::newRow("no data") << QByteArray("2680000000000000") << false << false << 48;
    QTest::newRow("no data, digests") << QByteArray("2680000000000000") << true << true << 52;
    QTest::newRow("padded") << QByteArray("2580000000000001") << false << false << 52;
    QTest::newRow("padded, digests") << QByteArray("2580000000000005") << true << true << 64;
    QTest::newRow("AHS") << QByteArray("2580000003000004") << false << false << 64;
    QTest::newRow("the longest") << QByteArray("25800000ffffffff") << true << true
                                 << 48 + 255 * 4 + 4 + (1 << 24) + 4;
}

void TstPdu::knowsLengths()
{
    QFETCH(QByteArray, hex);
    QFETCH(bool, headerDigest);
    QFETCH(bool, dataDigest);
    QFETCH(int, length);
    const std::optional<size_t> known = pduLength(QByteArray::fromHex(hex), {headerDigest, dataDigest});
    QCOMPARE(known ? int(*known) : -1, length);
}

void TstPdu::tellsOfALogout()
{
    PduWalker walker;
    const QList<PduNotice> notices = walker.look(0, peer::logoutResponse(3));
    QCOMPARE(notices.size(), 1);
    QVERIFY((notices[0] == PduNotice(LogoutResponse {3, 3, 2, 20})));
    QVERIFY(!walker.isLost());
    QCOMPARE(walker.nextPdu(), quint64(48));
}

void TstPdu::tellsOfMessagesAndRejects()
{
    PduWalker walker;
    const QList<PduNotice> notices
        = walker.look(0,
                      peer::asyncMessage(2, 1, 4, 9) + peer::pdu({{0, 1, 0x25}}, "data-in")
                          + peer::reject(0x04) + peer::asyncMessage(1, 0, 0, 10));
    QCOMPARE(notices.size(), 3);
    QVERIFY((notices[0] == PduNotice(AsyncMessage {2, 0, 1, 4, 9})));
    QVERIFY((notices[1] == PduNotice(Reject {4})));
    QVERIFY((notices[2] == PduNotice(AsyncMessage {1, 0, 0, 0, 10})));
}

// The library reads any number of bytes between two looks, and any number more are waiting then.
void TstPdu::tellsEachOnceHoweverItIsShown()
{
    const QByteArray stream = peer::pdu({{0, 1, 0x25}}, QByteArray(10, 'd')) + peer::asyncMessage(1)
        + peer::reject(9) + peer::logoutResponse(1);
    const QList<PduNotice> expected = PduWalker().look(0, stream);
    QCOMPARE(expected.size(), 3);
    for (qsizetype step = 1; step < 60; ++step) {
        for (qsizetype kept = 0; kept < 60; kept += 7) {
            PduWalker walker;
            QList<PduNotice> told;
            for (qsizetype end = step; end < stream.size() + step; end += step) {
                const qsizetype last = std::min(end, stream.size());
                const qsizetype first = std::max<qsizetype>(0, end - step - kept);
                told += walker.look(quint64(first), QByteArrayView(stream).sliced(first, last - first));
            }
            QVERIFY(!walker.isLost());
            QVERIFY(told == expected);
        }
    }
}

void TstPdu::goesOnInTheMiddleOfAPdu()
{
    const QByteArray first = peer::pdu({{0, 1, 0x25}}, QByteArray(1000, 'd'));
    PduWalker walker;
    QVERIFY(walker.look(0, first.first(100)).isEmpty());
    // the data went by unseen, the next header did not
    const QByteArray rest = first.last(8) + peer::logoutResponse();
    QCOMPARE(walker.look(quint64(first.size() - 8), rest).size(), 1);
    QVERIFY(!walker.isLost());
}

void TstPdu::isLostWhenAHeaderWentByUnseen()
{
    PduWalker walker;
    QVERIFY(walker.look(0, peer::logoutResponse().first(10)).isEmpty());
    QVERIFY(walker.look(20, peer::logoutResponse().sliced(20)).isEmpty());
    QVERIFY(walker.isLost());
    QVERIFY(walker.look(48, peer::logoutResponse()).isEmpty());
}

void TstPdu::refusesALengthThatWasNotAgreed()
{
    PduWalker walker({}, 8192);
    QVERIFY(walker.look(0, peer::pdu({{0, 1, 0x32}, {5, 3, 0xffffff}})).isEmpty());
    QVERIFY(walker.isLost());
}

void TstPdu::countsDigests()
{
    const QByteArray data = peer::pdu({{0, 1, 0x25}}, "abcd");
    const QByteArray stream
        = data.first(48) + "HDIG" + data.sliced(48) + "DDIG" + peer::logoutResponse(2) + "HDIG";
    const QList<PduNotice> notices = PduWalker({true, true}).look(0, stream);
    QCOMPARE(notices.size(), 1);
    QCOMPARE(int(std::get<LogoutResponse>(notices[0]).response), 2);
}

void TstPdu::takesAnyBytes()
{
    for (int first = 0; first < 256; ++first) {
        QByteArray bytes(4096, char(first));
        PduWalker walker;
        QVERIFY(walker.look(0, bytes).size() < 100);
        QVERIFY(walker.nextPdu() < quint64(1) << 32);
    }
}

QTEST_GUILESS_MAIN(TstPdu)
#include "tst_pdu.moc"
