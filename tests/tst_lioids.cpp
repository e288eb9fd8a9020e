// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/lio/backstore.h"
#include "services/lio/lioid.h"
#include "services/lio/sessioninfo.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lio;

namespace {

const GroupId first {"iqn.2026-11.lab:t1", 1};

const QByteArray loggedIn
    = "InitiatorName: iqn.x:a\nInitiatorAlias: ISID: 0x666666666666  TSIH: 9  \nLIO Session ID: 2   ISID: "
      "0x80 12 "
      "34 56 dd 65  TSIH: 4  SessionType: Normal\nSession State: TARG_SESS_STATE_LOGGED_IN\n"
      "CID: 1  Connection State: TARG_CONN_STATE_LOGGED_IN\n   Address 192.168.69.3 TCP  StatSN: "
      "0x1a00d3e6\n";

} // namespace

// What names and texts of the kernel are taken for.
class TstLioIds : public QObject
{
    Q_OBJECT
private slots:
    void readsItsOwnIds();
    void refusesWhatLeadsElsewhere_data();
    void refusesWhatLeadsElsewhere();
    void readsNumbersAsTheKernelDoes();
    void readsASession();
    void readsASessionOfAnOlderKernel();
    void readsNoSession();
    void countsDynamicSessions();
    void tellsThatTheListIsCut();
    void survivesGarbage_data();
    void survivesGarbage();
    void makesTheScsiId();
};

void TstLioIds::readsItsOwnIds()
{
    const QByteArray odd = "iqn.2026-11.lab:a b%c\xc3\xa9";
    for (const QByteArray& name : {odd, QByteArray(223, 'x'), QByteArray("iqn.a:b,1")}) {
        const GroupId group {name, 7};
        const QList<ResourceId> ids {group.id(), LioId::unit(group, 18446744073709551615U),
                                     LioId::mapped(group, odd, 0), LioId::acl(group, odd),
                                     LioId::sessionOf(group, odd, "3")};
        const QList<Kind> kinds {Kind::Export, Kind::ExportLun, Kind::MappedLun, Kind::Initiator,
                                 Kind::Initiator};
        for (qsizetype i = 0; i < ids.size(); ++i) {
            const auto id = LioId::parse(ids[i]);
            QVERIFY(id);
            QCOMPARE(id->kind, kinds[i]);
            QCOMPARE(id->group.target, name);
            QCOMPARE(id->group.tag, 7U);
        }
        QCOMPARE(LioId::parse(ids[2])->initiator, odd);
        QCOMPARE(LioId::parse(ids[4])->session, QByteArray("3"));
    }
    QCOMPARE(first.name(), QByteArray("iqn.2026-11.lab:t1"));
    QCOMPARE((GroupId {"iqn.x", 2}).name(), QByteArray("iqn.x,2"));
}

void TstLioIds::refusesWhatLeadsElsewhere_data()
{
    QTest::addColumn<QString>("id");
    for (const char* id : {"export:lio/..,1",
                           "export:lio/../x,1",
                           "export:lio/iqn",
                           "export:lio/iqn,",
                           "export:lio/iqn,x",
                           "export:lio/iqn,65536",
                           "export:lio/iqn,01",
                           "export:lio/,1",
                           "export:tgt/iqn,1",
                           "export:lio/iqn,1/2",
                           "export-lun:lio/iqn,1",
                           "export-lun:lio/iqn,1/x",
                           "export-lun:lio/iqn,1/0x1",
                           "export-lun:lio/iqn,1/1/2",
                           "mapped-lun:lio/iqn,1/../1",
                           "mapped-lun:lio/iqn,1/a",
                           "initiator:lio/iqn,1/..",
                           "initiator:lio/iqn,1/a/b",
                           "initiator:lio/iqn,1/a/session/",
                           "initiator:lio/iqn,1/a%00b",
                           "disk:lio/iqn,1",
                           "export:",
                           "lio/iqn,1",
                           ""})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void TstLioIds::refusesWhatLeadsElsewhere()
{
    QFETCH(QString, id);
    QVERIFY(!LioId::parse({id}));
}

void TstLioIds::readsNumbersAsTheKernelDoes()
{
    QCOMPARE(numberAfter("lun_", "lun_16"), std::optional<quint64>(16));
    QCOMPARE(numberAfter("lun_", "lun_0x10"), std::optional<quint64>(16));
    QCOMPARE(numberAfter("lun_", "lun_020"), std::optional<quint64>(16));
    for (const char* name :
         {"lun_", "lun_x", "lun_1 ", "lun_ 1", "lux_1", "", "lun_-1", "lun_99999999999999999999999"})
        QVERIFY2(!numberAfter("lun_", name), name);
}

void TstLioIds::readsASession()
{
    const auto session = sessionIn(loggedIn);
    QVERIFY(session);
    QCOMPARE(session->initiator, QByteArray("iqn.x:a"));
    QCOMPARE(session->number, QByteArray("2"));
    QCOMPARE(session->isid, QByteArray("80123456dd65")); // not what the initiator calls itself
    QCOMPARE(session->tsih, std::optional<qint64>(4));
    QCOMPARE(session->address, QByteArray("192.168.69.3"));
    QVERIFY(!session->isFailed && !session->isDynamic());
    QByteArray failed = loggedIn;
    failed.replace("STATE_LOGGED_IN\nCID", "STATE_FAILED\nCID");
    QVERIFY(sessionIn(failed)->isFailed);
    QByteArray six = loggedIn;
    six.replace("192.168.69.3", "fe80::5054:ff:fe12:3456%eth0");
    QCOMPARE(sessionIn(six)->address, QByteArray("fe80::5054:ff:fe12:3456%eth0"));
}

void TstLioIds::readsASessionOfAnOlderKernel()
{
    QByteArray older = loggedIn;
    older.replace("0x80 12 34 56 dd 65", "0x80123456dd65");
    QCOMPARE(sessionIn(older)->isid, QByteArray("80123456dd65"));
}

void TstLioIds::readsNoSession()
{
    QVERIFY(!sessionIn("No active iSCSI Session for Initiator Endpoint: iqn.x:a\n"));
    QVERIFY(!sessionIn({}));
}

void TstLioIds::countsDynamicSessions()
{
    const auto sessions = dynamicSessionsIn(QByteArray("iqn.a\n\0iqn.b\n\0iqn.a\n\0", 21));
    QCOMPARE(sessions.size(), 2);
    QCOMPARE(sessions[0].initiator, QByteArray("iqn.a"));
    QCOMPARE(sessions[0].others, 1);
    QCOMPARE(sessions[1].others, 0);
    QVERIFY(sessions[0].isDynamic());
    QVERIFY(dynamicSessionsIn({}).isEmpty());
}

void TstLioIds::tellsThatTheListIsCut()
{
    bool isCut = true;
    dynamicSessionsIn("iqn.a\n", &isCut);
    QVERIFY(!isCut);
    dynamicSessionsIn(QByteArray(4000, 'x') + '\n', &isCut);
    QVERIFY(isCut);
}

void TstLioIds::survivesGarbage_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("bytes") << QByteArray(4096, '\xff');
    QTest::newRow("newlines") << QByteArray(4096, '\n');
    QTest::newRow("the word alone") << QByteArray("InitiatorName:");
    QTest::newRow("no number") << QByteArray("InitiatorName: a\nLIO Session ID: x   ISID: 0x  TSIH: -  \n");
    for (qsizetype length = 0; length < loggedIn.size(); length += 7)
        QTest::addRow("cut at %d", int(length)) << loggedIn.left(length);
}

void TstLioIds::survivesGarbage()
{
    QFETCH(QByteArray, text);
    if (const auto session = sessionIn(text))
        QVERIFY(!session->number.isEmpty() && !session->isDynamic());
    dynamicSessionsIn(text);
}

// As scsi_id shows the disk of such a unit.
void TstLioIds::makesTheScsiId()
{
    Backstore store;
    store.name = "iblock_0/vol";
    store.serial = "9bc6e907-6015-4267-be4f-5a0617cb3d71";
    QCOMPARE(store.scsiId(), QByteArray("naa.60014059bc6e90760154267be4f5a061"));
    store.serial = "x7";
    QCOMPARE(store.scsiId(), QByteArray("naa.60014057000000000000000000000000"));
    QCOMPARE(store.savedName(), QByteArray("/backstores/block/vol"));
    store.name = "pscsi_2/tape";
    QVERIFY(store.scsiId().isEmpty());
    QCOMPARE(store.savedName(), QByteArray("/backstores/pscsi/tape"));
    store.name = "rd_mcp_11/ram";
    QCOMPARE(store.savedName(), QByteArray("/backstores/ramdisk/ram"));
    QCOMPARE(store.kind(), QStringLiteral("ramdisk"));
}

QTEST_GUILESS_MAIN(TstLioIds)
#include "tst_lioids.moc"
