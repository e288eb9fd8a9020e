// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/libiscsi/scsiaccess.h"
#include "services/libiscsi/scsiinquiry.h"
#include "services/libiscsi/scsiluns.h"

#include <QTest>

#include <functional>

using namespace mooring;
using namespace mooring::iscsi;

namespace {

QByteArray hex(const char* digits) { return QByteArray::fromHex(digits); }

// As LIO and tgt give it, byte by byte from SPC-4.
const QByteArray inquiry
    = hex("000005023f100002") + "LIO-ORG \x01xck\0        \0\0\0" + QByteArray("4.0 ") + QByteArray(32, '\0');
const QByteArray naa6 = hex("01030010"
                            "6001405a1b2c3d4e5f60718293a4b5c6");
const QByteArray naa5 = hex("01030008"
                            "500140512345678a");
const QByteArray naa2 = hex("01030008"
                            "200140512345678a");
const QByteArray eui = hex("01020008"
                           "0001020304050607");
const QByteArray t10 = hex("0201000c") + "IET     0001";
const QByteArray name = hex("03080014") + "iqn.2026-11.lab:t1,0";
const QByteArray port = hex("5194000400000002"); // relative target port 2, of the port
const QByteArray group = hex("5195000400000010");
const QByteArray portNaa = hex("61930008"
                               "500140599999999a");

QByteArray page83(const QByteArray& designators)
{
    return hex("0083") + char(designators.size() >> 8) + char(designators.size()) + designators;
}

QString best(const QByteArray& designators) { return bestName(*parseDesignators(page83(designators))); }

} // namespace

class TstScsiAnswers : public QObject
{
    Q_OBJECT
private slots:
    void readsLuns_data();
    void readsLuns();
    void listsLuns();
    void readsAnInquiry();
    void readsPages();
    void choosesTheBestName();
    void knowsThePort();
    void readsCapacities();
    void readsPortGroups();
    void readsReservations();
    void readsSense_data();
    void readsSense();
    void takesEveryTruncation();
};

void TstScsiAnswers::readsLuns_data()
{
    QTest::addColumn<quint64>("raw");
    QTest::addColumn<qint64>("number"); // -1: none
    QTest::newRow("0") << quint64(0) << qint64(0);
    QTest::newRow("peripheral") << quint64(0x00ff'0000'0000'0000) << qint64(255);
    QTest::newRow("another bus") << quint64(0x0101'0000'0000'0000) << qint64(-1);
    QTest::newRow("two levels") << quint64(0x0001'0002'0000'0000) << qint64(-1);
    QTest::newRow("flat") << quint64(0x4100'0000'0000'0000) << qint64(256);
    QTest::newRow("flat, the last") << quint64(0x7fff'0000'0000'0000) << qint64(16383);
    QTest::newRow("flat, two levels") << quint64(0x4100'0000'0000'0001) << qint64(-1);
    QTest::newRow("extended flat") << quint64(0xd201'0203'0000'0000) << qint64(0x010203);
    QTest::newRow("long extended flat") << quint64(0xe201'0203'0405'0000) << qint64(0x0102030405);
    QTest::newRow("well known") << quint64(0xc101'0000'0000'0000) << qint64(-1);
    QTest::newRow("logical unit") << quint64(0x8001'0000'0000'0000) << qint64(-1);
    QTest::newRow("not specified") << ~quint64(0) << qint64(-1);
}

void TstScsiAnswers::readsLuns()
{
    QFETCH(quint64, raw);
    QFETCH(qint64, number);
    const LunAddress address = readLun(raw);
    QCOMPARE(address.raw, raw);
    QCOMPARE(address.number ? qint64(*address.number) : -1, number);
}

void TstScsiAnswers::listsLuns()
{
    const QByteArray three = hex("0000001800000000"
                                 "0000000000000000"
                                 "0001000000000000"
                                 "4100000000000000");
    const Result<LunList> list = parseLuns(three);
    QVERIFY(list);
    QCOMPARE(list->claimed, quint64(3));
    QCOMPARE(list->luns.size(), 3);
    QCOMPARE(list->luns[2].number, std::optional<quint64>(256));
    const Result<LunList> cut = parseLuns(three.first(27));
    QCOMPARE(cut->claimed, quint64(3));
    QCOMPARE(cut->luns.size(), 2);
    QCOMPARE(parseLuns(hex("fffffff800000000") + QByteArray(16384 * 8 + 80, '\0'))->luns.size(), 16384);
    QCOMPARE(parseLuns(hex("0000000700000000")).error().code, ErrorCode::AnswerMalformed);
    QVERIFY(!parseLuns(hex("00000000")));
}

void TstScsiAnswers::readsAnInquiry()
{
    const Result<Inquiry> read
        = parseInquiry(hex("638005025b310002") + "LIO-ORG " + QByteArray("\x01isk\0\xff x", 8)
                       + QByteArray(8, ' ') + "4.0 ");
    QVERIFY(read);
    const Inquiry expected {
        3, 3, true, 5, 3, true, QStringLiteral("LIO-ORG"), QStringLiteral("?isk ? x"), QStringLiteral("4.0")};
    QVERIFY(*read == expected);
    // the additional length ends it
    QVERIFY(parseInquiry(hex("000005020b000000") + "LIO-ORG " + "secretsecret")->product.isEmpty());
    QCOMPARE(parseInquiry(inquiry.first(12))->vendor, QStringLiteral("LIO-"));
    QVERIFY(!parseInquiry(inquiry.first(4)));
}

void TstScsiAnswers::readsPages()
{
    QVERIFY((*parseSupportedPages(hex("0000000300808386")) == QList<quint8> {0x00, 0x80, 0x83}));
    QCOMPARE(*parseSerial(hex("00800006") + " abc\x02 trailing"), QStringLiteral("abc?"));
    QCOMPARE(*parseSerial(hex("008000ff") + "abc"), QStringLiteral("abc"));
    QVERIFY(!parseSerial(hex("00830003") + "abc"));
    QVERIFY(!parseSupportedPages(hex("0080000300")));
}

void TstScsiAnswers::choosesTheBestName()
{
    const QString six = QStringLiteral("naa.6001405a1b2c3d4e5f60718293a4b5c6");
    QCOMPARE(best(t10 + eui + naa2 + naa5 + naa6 + name + port), six);
    QCOMPARE(best(naa6 + naa5 + t10), six);
    QCOMPARE(best(eui + naa2 + naa5), QStringLiteral("naa.500140512345678a"));
    QCOMPARE(best(t10 + eui + naa2), QStringLiteral("naa.200140512345678a"));
    QCOMPARE(best(t10 + eui + name), QStringLiteral("eui.0001020304050607"));
    QCOMPARE(best(name + t10), QStringLiteral("t10.IET     0001"));
    QCOMPARE(best(name), QStringLiteral("iqn.2026-11.lab:t1,0"));
    QCOMPARE(best(portNaa + port), QString()); // the port's, not the unit's
    QCOMPARE(best(hex("01030004"
                      "60014050")
                  + t10),
             QStringLiteral("t10.IET     0001")); // no NAA of that length
    QCOMPARE(best({}), QString());
}

void TstScsiAnswers::knowsThePort()
{
    const Result<QList<Designator>> read = parseDesignators(page83(naa6 + portNaa + port + group));
    QVERIFY(read);
    QCOMPARE(read->size(), 4);
    QCOMPARE(read->at(1).association, Association::TargetPort);
    QCOMPARE(relativeTargetPort(*read), std::optional<quint16>(2));
    QCOMPARE(targetPortGroup(*read), std::optional<quint16>(16));
    QCOMPARE(relativeTargetPort({}), std::nullopt);
    // the last one says more than is there
    QCOMPARE(parseDesignators(page83(naa6 + hex("010300ff6001")))->size(), 1);
}

void TstScsiAnswers::readsCapacities()
{
    Capacity expected;
    expected.size = 64 * 1024 * 1024;
    expected.blockLength = 512;
    QVERIFY(*parseCapacity10(hex("0001ffff00000200")) == expected);
    QVERIFY(parseCapacity10(hex("ffffffff00000200"))->needs16);
    QVERIFY(!parseCapacity10(hex("0001ffff000002")));
    QVERIFY(!parseCapacity10(hex("0001ffff00000000")));
    expected.physicalBlockLength = 4096;
    expected.protection = 2;
    expected.thin = expected.unmappedReadsZero = true;
    QVERIFY(*parseCapacity16(hex("000000000001ffff00000200"
                                 "0303c000")
                             + QByteArray(16, '\0'))
            == expected);
    QCOMPARE(parseCapacity16(hex("000000000001ffff00001000"))->size, quint64(512) << 20);
    QCOMPARE(parseCapacity16(hex("000000000001ffff00001000"))->physicalBlockLength, quint64(0));
    QVERIFY(!parseCapacity16(hex("ffffffffffffffff00000200")));
    QVERIFY(!parseCapacity16(hex("007fffffffffffff00000201")));
    QCOMPARE(parseCapacity16(hex("007ffffffffffffe00000200"))->size, ~quint64(0) - 511);
}

void TstScsiAnswers::readsPortGroups()
{
    const QByteArray groups = hex("800f000100000002"
                                  "0000000100000002"
                                  "010f000200000001"
                                  "00000003");
    const QList<PortGroup> expected {{1, 0, true, {1, 2}}, {2, 1, false, {3}}};
    QVERIFY(*parsePortGroups(hex("0000001c") + groups) == expected);
    QVERIFY(*parsePortGroups(hex("00000020"
                                 "10ff0000")
                             + groups)
            == expected); // with the extended header
    QCOMPARE(groupOf(expected, 3)->group, quint16(2));
    QVERIFY(!groupOf(expected, 4));
    QCOMPARE(parsePortGroups(hex("0000001c") + groups.first(20))->size(), 1);
    QVERIFY(!parsePortGroups(hex("000000")));
    QCOMPARE(accessStateToken(0), QStringLiteral("active-optimized"));
    QCOMPARE(accessStateToken(15), QStringLiteral("transitioning"));
    QVERIFY(accessStateToken(9).isEmpty());
}

void TstScsiAnswers::readsReservations()
{
    const Result<ReservationKeys> keys = parseReservationKeys(hex("0000000700000010"
                                                                  "0000000000000abc"
                                                                  "ffffffff00000000"));
    QVERIFY((*keys == ReservationKeys {7, {0xabc, 0xffffffff00000000}, 2}));
    const Result<ReservationKeys> cut = parseReservationKeys(hex("0000000700000010"
                                                                 "0000000000000abc"));
    QVERIFY((*cut == ReservationKeys {7, {0xabc}, 2}));
    QVERIFY(parseReservationKeys(hex("0000000700000000"))->keys.isEmpty());
    QVERIFY(!parseReservationKeys(hex("0000000700000009")));
    QVERIFY(!parseReservation(hex("0000000700000000"))->has_value());
    const QByteArray held = hex("0000000700000010"
                                "0000000000000abc"
                                "0000000000050000");
    QVERIFY((**parseReservation(held) == Reservation {0xabc, 5}));
    QVERIFY(!parseReservation(held.first(21)));
    QCOMPARE(reservationToken(5), QStringLiteral("write-exclusive-registrants-only"));
    QVERIFY(reservationToken(2).isEmpty());
}

void TstScsiAnswers::readsSense_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("sense"); // key, ASC, ASCQ; empty: none
    QTest::newRow("fixed") << hex("7000050000000006"
                                  "0000000024010000")
                           << hex("052401");
    QTest::newRow("fixed, valid") << hex("f000060000000006"
                                         "0000000029000000")
                                  << hex("062900");
    QTest::newRow("fixed, no ASC") << hex("7000020000000004"
                                          "0000000024010000")
                                   << hex("020000");
    QTest::newRow("fixed, ASC alone") << hex("7000020000000005"
                                             "0000000004010000")
                                      << hex("020400");
    QTest::newRow("descriptors") << hex("7205240000000000") << hex("052400");
    QTest::newRow("cut after the key") << hex("700005") << hex("050000");
    QTest::newRow("cut before the key") << hex("7000") << QByteArray();
    QTest::newRow("cut descriptors") << hex("720524") << QByteArray();
    QTest::newRow("vendor") << hex("7f05240000000000") << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray();
}

void TstScsiAnswers::readsSense()
{
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, sense);
    const QByteArray segment = QByteArray(1, '\0') + char(data.size()) + data + "ignored";
    for (const Result<Sense>& read : {parseSense(data), parseSenseSegment(segment)}) {
        QCOMPARE(read.has_value(), !sense.isEmpty());
        if (read)
            QVERIFY((*read == Sense {quint8(sense[0]), quint8(sense[1]), quint8(sense[2]), false}));
        else
            QCOMPARE(read.error().code, ErrorCode::AnswerMalformed);
    }
    QVERIFY(parseSense(hex("7105240000000000"))->deferred);
}

// Read from memory that ends where the answer ends: the sanitizers watch.
void TstScsiAnswers::takesEveryTruncation()
{
    const QList<std::function<void(QByteArrayView)>> readers {
        [](QByteArrayView data) { (void)parseLuns(data); },
        [](QByteArrayView data) { (void)parseInquiry(data); },
        [](QByteArrayView data) { (void)parseSupportedPages(data); },
        [](QByteArrayView data) { (void)parseSerial(data); },
        [](QByteArrayView data) { (void)parseDesignators(data).map(bestName); },
        [](QByteArrayView data) { (void)parseCapacity10(data); },
        [](QByteArrayView data) { (void)parseCapacity16(data); },
        [](QByteArrayView data) { (void)parsePortGroups(data); },
        [](QByteArrayView data) { (void)parseReservationKeys(data); },
        [](QByteArrayView data) { (void)parseReservation(data); },
        [](QByteArrayView data) { (void)parseSenseSegment(data); },
    };
    for (const QByteArray& answer : {inquiry, page83(naa6 + t10 + name + port + group),
                                     QByteArray(64, '\xff'), hex("0080ffff") + QByteArray(60, 'x')}) {
        for (qsizetype length = 0; length <= answer.size(); ++length) {
            const std::vector<char> exact(answer.begin(), answer.begin() + length);
            for (const auto& reader : readers)
                reader(QByteArrayView(exact.data(), length));
        }
    }
}

QTEST_GUILESS_MAIN(TstScsiAnswers)
#include "tst_scsianswers.moc"
