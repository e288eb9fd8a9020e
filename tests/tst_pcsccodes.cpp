// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wording.h"
#include "services/core/operation.h"
#include "services/core/vocabulary.h"
#include "services/pcsc/cardcodes.h"
#include "services/pcsc/cardwords.h"

#include <QTest>

using namespace mooring;
using namespace mooring::pcsc;

class TestPcscCodes : public QObject
{
    Q_OBJECT
private slots:
    void everyNumberHasItsReason_data();
    void everyNumberHasItsReason();
    void numbersThatNobodyKnowsAreFailuresWithTheirNumber();
    void statesAreBits_data();
    void statesAreBits();
    void cardStatusIsBits();
    void wordsAndNumbersGoBothWays();
};

void TestPcscCodes::everyNumberHasItsReason_data()
{
    QTest::addColumn<quint32>("number");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<QString>("symbol");
    const auto row = [](quint32 number, ErrorCode code, Outcome outcome, const char* symbol) {
        QTest::newRow(symbol) << (0x80100000U | number) << code << outcome
                              << (QStringLiteral("SCARD_") + QString::fromLatin1(symbol));
    };
    row(0x01, ErrorCode::CardFailed, Outcome::Failed, "F_INTERNAL_ERROR");
    row(0x02, ErrorCode::StoppedByUser, Outcome::Stopped, "E_CANCELLED");
    row(0x03, ErrorCode::CardNotAttached, Outcome::NothingToDo, "E_INVALID_HANDLE");
    row(0x04, ErrorCode::InvalidArgument, Outcome::InvalidRequest, "E_INVALID_PARAMETER");
    row(0x05, ErrorCode::CardFailed, Outcome::Failed, "E_INVALID_TARGET");
    row(0x06, ErrorCode::OutOfMemory, Outcome::OutOfMemory, "E_NO_MEMORY");
    row(0x07, ErrorCode::DeadlinePassed, Outcome::TimedOut, "F_WAITED_TOO_LONG");
    row(0x08, ErrorCode::InvalidArgument, Outcome::InvalidRequest, "E_INSUFFICIENT_BUFFER");
    row(0x09, ErrorCode::ReaderUnknown, Outcome::NotFound, "E_UNKNOWN_READER");
    row(0x0A, ErrorCode::DeadlinePassed, Outcome::TimedOut, "E_TIMEOUT");
    row(0x0B, ErrorCode::CardHeld, Outcome::Busy, "E_SHARING_VIOLATION");
    row(0x0C, ErrorCode::CardMissing, Outcome::NotFound, "E_NO_SMARTCARD");
    row(0x0D, ErrorCode::CardFailed, Outcome::Failed, "E_UNKNOWN_CARD");
    row(0x0E, ErrorCode::CardNotEjected, Outcome::Failed, "E_CANT_DISPOSE");
    row(0x0F, ErrorCode::CardFailed, Outcome::Failed, "E_PROTO_MISMATCH");
    row(0x10, ErrorCode::CardFailed, Outcome::Failed, "E_NOT_READY");
    row(0x11, ErrorCode::InvalidArgument, Outcome::InvalidRequest, "E_INVALID_VALUE");
    row(0x12, ErrorCode::StoppedByUser, Outcome::Stopped, "E_SYSTEM_CANCELLED");
    row(0x13, ErrorCode::CardFailed, Outcome::Failed, "F_COMM_ERROR");
    row(0x14, ErrorCode::CardFailed, Outcome::Failed, "F_UNKNOWN_ERROR");
    row(0x15, ErrorCode::CardFailed, Outcome::Failed, "E_INVALID_ATR");
    row(0x16, ErrorCode::WrongState, Outcome::InvalidRequest, "E_NOT_TRANSACTED");
    row(0x17, ErrorCode::ReaderUnknown, Outcome::NotFound, "E_READER_UNAVAILABLE");
    row(0x18, ErrorCode::CardServiceNotRunning, Outcome::ServiceUnavailable, "P_SHUTDOWN");
    row(0x19, ErrorCode::CardFailed, Outcome::Failed, "E_PCI_TOO_SMALL");
    row(0x1A, ErrorCode::NotSupportedHere, Outcome::Unsupported, "E_READER_UNSUPPORTED");
    row(0x1B, ErrorCode::CardFailed, Outcome::Failed, "E_DUPLICATE_READER");
    row(0x1C, ErrorCode::NotSupportedHere, Outcome::Unsupported, "E_CARD_UNSUPPORTED");
    row(0x1D, ErrorCode::CardServiceNotRunning, Outcome::ServiceUnavailable, "E_NO_SERVICE");
    row(0x1E, ErrorCode::CardServiceNotRunning, Outcome::ServiceUnavailable, "E_SERVICE_STOPPED");
    row(0x1F, ErrorCode::NotSupportedHere, Outcome::Unsupported, "E_UNSUPPORTED_FEATURE"); // PC/SC Lite's
    for (const auto& [number, symbol] : {std::pair(0x20U, "E_ICC_INSTALLATION"),
                                         std::pair(0x21U, "E_ICC_CREATEORDER"),
                                         std::pair(0x23U, "E_DIR_NOT_FOUND"),
                                         std::pair(0x24U, "E_FILE_NOT_FOUND"),
                                         std::pair(0x25U, "E_NO_DIR"),
                                         std::pair(0x26U, "E_NO_FILE"),
                                         std::pair(0x28U, "E_WRITE_TOO_MANY"),
                                         std::pair(0x29U, "E_BAD_SEEK"),
                                         std::pair(0x2AU, "E_INVALID_CHV"),
                                         std::pair(0x2BU, "E_UNKNOWN_RES_MNG"),
                                         std::pair(0x2CU, "E_NO_SUCH_CERTIFICATE"),
                                         std::pair(0x2DU, "E_CERTIFICATE_UNAVAILABLE"),
                                         std::pair(0x2FU, "E_COMM_DATA_LOST"),
                                         std::pair(0x30U, "E_NO_KEY_CONTAINER"),
                                         std::pair(0x32U, "E_PIN_CACHE_EXPIRED"),
                                         std::pair(0x33U, "E_NO_PIN_CACHE"),
                                         std::pair(0x34U, "E_READ_ONLY_CARD"),
                                         std::pair(0x6BU, "W_WRONG_CHV"),
                                         std::pair(0x6CU, "W_CHV_BLOCKED"),
                                         std::pair(0x6DU, "W_EOF"),
                                         std::pair(0x6FU, "W_CARD_NOT_AUTHENTICATED"),
                                         std::pair(0x70U, "W_CACHE_ITEM_NOT_FOUND"),
                                         std::pair(0x71U, "W_CACHE_ITEM_STALE"),
                                         std::pair(0x72U, "W_CACHE_ITEM_TOO_BIG")})
        row(number, ErrorCode::CardFailed, Outcome::Failed, symbol);
    row(0x27, ErrorCode::PermissionDenied, Outcome::Denied, "E_NO_ACCESS");
    row(0x2E, ErrorCode::ReaderUnknown, Outcome::NotFound, "E_NO_READERS_AVAILABLE");
    row(0x31, ErrorCode::CardHeld, Outcome::Busy, "E_SERVER_TOO_BUSY");
    row(0x65, ErrorCode::NotSupportedHere, Outcome::Unsupported, "W_UNSUPPORTED_CARD");
    row(0x66, ErrorCode::CardMute, Outcome::Failed, "W_UNRESPONSIVE_CARD");
    row(0x67, ErrorCode::CardMute, Outcome::Failed, "W_UNPOWERED_CARD");
    row(0x68, ErrorCode::CardWasReset, Outcome::Failed, "W_RESET_CARD");
    row(0x69, ErrorCode::CardRemoved, Outcome::NotFound, "W_REMOVED_CARD");
    row(0x6A, ErrorCode::CardServiceRefused, Outcome::Denied, "W_SECURITY_VIOLATION");
    row(0x6E, ErrorCode::StoppedByUser, Outcome::Stopped, "W_CANCELLED_BY_USER");
}

void TestPcscCodes::everyNumberHasItsReason()
{
    QFETCH(quint32, number);
    const Error error = cardError(number, QStringLiteral("reader"));
    QTEST(error.code, "code");
    QTEST(outcomeOf(error), "outcome");
    QCOMPARE(error.domain, ErrorDomain::Scard);
    QCOMPARE(error.number, number);
    QCOMPARE(error.subject, QStringLiteral("reader"));
    QTEST(Wording::errorSymbol(ErrorDomain::Scard, number), "symbol");
    const ContractCode code = contractCode(Kind::Card, Verb::Release, Outcome::Failed, error);
    QCOMPARE(code.number, number);
    QTEST(code.symbol, "symbol");
}

void TestPcscCodes::numbersThatNobodyKnowsAreFailuresWithTheirNumber()
{
    for (const quint32 number : {0x80100022U, 0x80100035U, 0x80100064U, 0x80100073U, 0xDEADBEEFU, 1U}) {
        const Error error = cardError(number, {});
        QVERIFY(outcomeOf(error) != Outcome::Done && outcomeOf(error) != Outcome::NothingToDo);
        QCOMPARE(error.number, number);
    }
}

void TestPcscCodes::statesAreBits_data()
{
    QTest::addColumn<quint32>("flags");
    QTest::addColumn<State>("reader");
    QTest::addColumn<State>("card");
    QTest::newRow("empty") << 0x00050012U << State::Absent << State::Present;
    QTest::newRow("free") << 0x00070022U << State::Idle << State::Present;
    QTest::newRow("shared") << 0x00070122U << State::Shared << State::Shared;
    QTest::newRow("exclusive") << 0x000700A2U << State::Exclusive << State::Exclusive;
    QTest::newRow("mute") << 0x00070222U << State::Mute << State::Mute;
    QTest::newRow("mute and shared") << 0x00070322U << State::Mute << State::Mute;
    QTest::newRow("unpowered") << 0x00070422U << State::Unpowered << State::Unpowered;
    QTest::newRow("unavailable") << 0x0000000AU << State::Failed << State::Present;
}

void TestPcscCodes::statesAreBits()
{
    QFETCH(quint32, flags);
    const ReaderStatus status = ReaderStatus::of("reader", flags, "atr");
    QTEST(status.state(), "reader");
    QTEST(status.cardState(), "card");
    QCOMPARE(status.events, flags >> 16);
    QVERIFY(status.flags <= 0xFFFF);
    QCOMPARE(status.atr, status.hasCard() ? QByteArray("atr") : QByteArray());
    ReaderStatus again = ReaderStatus::of("reader", flags & ~2U, "atr"); // the mark of a change is no state
    QCOMPARE(again, status);
}

void TestPcscCodes::cardStatusIsBits()
{
    const CardStatus status {0x34, 1, "reader"};
    QVERIFY(status.has(CardStatus::present));
    QVERIFY(status.has(CardStatus::powered));
    QVERIFY(status.has(CardStatus::negotiable));
    QVERIFY(!status.has(CardStatus::specific));
    QVERIFY(!status.has(CardStatus::absent));
    QVERIFY(!status.has(CardStatus::swallowed));
    QCOMPARE(protocolWord(1), QStringLiteral("t0"));
    QCOMPARE(protocolWord(2), QStringLiteral("t1"));
    QCOMPARE(protocolWord(4), QStringLiteral("raw"));
    QCOMPARE(protocolWord(8), QStringLiteral("t15"));
    QCOMPARE(protocolWord(0), QString());
}

void TestPcscCodes::wordsAndNumbersGoBothWays()
{
    for (const Disposition disposition : dispositions)
        QCOMPARE(dispositionOf(wordOf(disposition)), disposition);
    for (const Share share : {Share::Shared, Share::Exclusive, Share::Direct})
        QCOMPARE(shareOf(wordOf(share)), share);
    QVERIFY(!dispositionOf(QStringLiteral("Leave")));
    QVERIFY(!shareOf(QString()));
}

QTEST_GUILESS_MAIN(TestPcscCodes)
#include "tst_pcsccodes.moc"
