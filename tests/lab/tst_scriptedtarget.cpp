// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab.h"
#include "rawinitiator.h"
#include "scriptedtarget.h"

#include <QTest>

using namespace mooring::lab;

namespace {

const QByteArray first = "iqn.2026-11.lab:s1", second = "iqn.2026-11.lab:s2";

Ran tool(const Argv& argv)
{
    return run(argv,
               {.environment = {"LIBISCSI_CHAP_USERNAME=", "LIBISCSI_CHAP_PASSWORD="}, .timeout = 20000});
}

// The whole answer to SendTargets, asked for piece by piece.
QByteArray offered(RawInitiator& initiator, int* pieces)
{
    QByteArray text;
    std::optional<Pdu> answer = initiator.textRequest(textOf({{"SendTargets", "All"}}));
    for (*pieces = 1; answer && answer->opcode() == Opcode::TextResponse; ++*pieces) {
        text += answer->data;
        if (answer->targetTag() == noTag)
            return answer->flags() == 0x80 ? text : QByteArray();
        answer = initiator.textRequest({}, answer->targetTag());
    }
    return {};
}

} // namespace

// The scripted target where it behaves well: stock initiators are content with it, and its counts are right.
class TestScriptedTarget : public QObject
{
    Q_OBJECT
private slots:
    void servesStockTools();
    void countsWhatComes();
    void readsTellWhichBlockTheyAre();
    void offersTargetsInPieces_data();
    void offersTargetsInPieces();
    void offersPortalsAsTold();
    void hasManyLuns();
    void choosesTheScriptOfASession();
    void tellsReservationsAndPortGroups();
};

void TestScriptedTarget::servesStockTools()
{
    ScriptedTarget target(targetSpecs("s", 3, 2));
    const QByteArray url = target.url(second, 2);
    const QByteArray listed = Lab::must({"iscsi-ls", "-s", "iscsi://" + target.portal()});
    QCOMPARE(listed.count("Target:"), 3);
    QCOMPARE(listed.count("DIRECT_ACCESS (Size:63M)"), 6);
    QVERIFY(Lab::must({"iscsi-inq", url}).contains("SCRIPTED LUN"));
    QVERIFY(Lab::must({"iscsi-inq", "-e", "1", "-c", "0", url}).contains("DEVICE_IDENTIFICATION"));
    QVERIFY(Lab::must({"iscsi-inq", "-e", "1", "-c", "128", url}).contains("[s-2-2]"));
    QVERIFY(Lab::must({"iscsi-inq", "-e", "1", "-c", "131", url}).contains("MOORING SCRIPTED LUN s-2-2"));
    QVERIFY(Lab::must({"iscsi-readcapacity16", url}).contains("Total size:67108864"));
    QVERIFY(!tool({"iscsi-inq", target.url(second, 3)}).ok());
    QVERIFY(tool({"iscsi-inq", target.url("iqn.2026-11.lab:none", 1)}).err.contains("Target not found"));
}

void TestScriptedTarget::countsWhatComes()
{
    ScriptedTarget target;
    {
        RawInitiator initiator(target.port()), other(target.port());
        QVERIFY(initiator.login(first, 1) && other.login({}, 2));
        QCOMPARE(target.counts().openSessions, 2);
        QCOMPARE(target.counts().openConnections, 2);
        for (int turn = 0; turn < 3; ++turn)
            QVERIFY(initiator.command(1, "\x12", 36));
        QVERIFY(initiator.ask(Pdu(Opcode::NopOut).put(20, noTag)));
        QVERIFY(initiator.logout() && initiator.isAtEnd());
    }
    QTRY_COMPARE(target.counts().openConnections, 0);
    const Counts counts = target.counts();
    QCOMPARE(counts.connections, 2);
    QCOMPARE(counts.logins, 1);
    QCOMPARE(counts.discoveries, 1);
    QCOMPARE(counts.logouts, 1);
    QCOMPARE(counts.pings, 1);
    QCOMPARE(counts.commandsByCode, (QMap<quint8, int> {{0x12, 3}}));
    QCOMPARE(counts.openSessions, 0);
    QCOMPARE(counts.mostOpenSessions, 2);
    const SessionRecord record = target.sessions().value(0);
    QCOMPARE(record.number, 1);
    QCOMPARE(record.isid.toHex(), "800000000001");
    QCOMPARE(record.initiator, "iqn.2026-11.lab:raw");
    QCOMPARE(record.target, first);
    QCOMPARE(record.logouts, 1);
    QCOMPARE(record.end, SessionRecord::LoggedOut);
    QCOMPARE(target.discoveries().value(0).end, SessionRecord::ClosedByInitiator);
}

void TestScriptedTarget::readsTellWhichBlockTheyAre()
{
    const QList<TargetSpec> targets = targetSpecs("s", 1, 1);
    ScriptedTarget target(targets);
    RawInitiator initiator(target.port());
    QVERIFY(initiator.login(first));
    QByteArray read10(10, '\0');
    read10[0] = 0x28;
    read10[4] = 1; // block 256
    read10[8] = 2;
    const std::optional<Pdu> answer = initiator.command(1, read10, 1024);
    QVERIFY(answer && answer->opcode() == Opcode::DataIn);
    QCOMPARE(answer->flags(), quint8(0x81));
    QCOMPARE(answer->data, blockContent(targets[0].luns[0], 256) + blockContent(targets[0].luns[0], 257));
    read10[2] = 1; // behind the end
    const std::optional<Pdu> refusal = initiator.command(1, read10, 1024);
    QVERIFY(refusal && refusal->opcode() == Opcode::Response);
    QCOMPARE(refusal->get<quint8>(3), quint8(2));
    QCOMPARE(refusal->data.mid(2), checkCondition(5, 0x21, 0).sense);
}

void TestScriptedTarget::offersTargetsInPieces_data()
{
    QTest::addColumn<int>("bytesAtOnce");
    QTest::addColumn<TextRules::Split>("split");
    QTest::addColumn<bool>("areWholePairs");
    QTest::newRow("as much as fits") << 0 << TextRules::ContinueBit << false;
    QTest::newRow("cut anywhere") << 1001 << TextRules::ContinueBit << false;
    QTest::newRow("cut between pairs") << 1001 << TextRules::FinalBit << true;
}

void TestScriptedTarget::offersTargetsInPieces()
{
    QFETCH(int, bytesAtOnce);
    QFETCH(TextRules::Split, split);
    QFETCH(bool, areWholePairs);
    Scripts scripts;
    scripts.discovery.text.bytesAtOnce = bytesAtOnce;
    scripts.discovery.text.split = split;
    ScriptedTarget target(targetSpecs("s", 600, 1), scripts);
    RawInitiator initiator(target.port());
    QVERIFY(initiator.login({}));
    int pieces = 0;
    const QList<TextKey> keys = parsedText(offered(initiator, &pieces));
    QCOMPARE(keys.size(), 1200);
    QCOMPARE(keys[1198].value, "iqn.2026-11.lab:s600");
    QCOMPARE(keys[1199].value, target.portal() + ",1");
    QVERIFY(pieces > 1);
    QCOMPARE(target.counts().textRequests, pieces);
    const std::optional<Pdu> piece = initiator.textRequest(textOf({{"SendTargets", "All"}}));
    QVERIFY(piece && piece->targetTag() != noTag);
    QCOMPARE(piece->flags(), quint8(areWholePairs ? 0 : 0x40));
    QCOMPARE(piece->data.endsWith('\0'), areWholePairs);
    const std::optional<Pdu> rejected = initiator.textRequest({}, piece->targetTag() + 1);
    QVERIFY(rejected && rejected->opcode() == Opcode::Reject);
}

void TestScriptedTarget::offersPortalsAsTold()
{
    QList<TargetSpec> targets = targetSpecs("s", 2, 1);
    targets[0].portals = {"127.0.0.1:1,7", "[::1]:3260,8"};
    targets[1].portalGroup = 9;
    ScriptedTarget target(targets);
    RawInitiator initiator(target.port());
    QVERIFY(initiator.login({}));
    int pieces = 0;
    QCOMPARE(offered(initiator, &pieces),
             textOf({{"TargetName", first},
                     {"TargetAddress", "127.0.0.1:1,7"},
                     {"TargetAddress", "[::1]:3260,8"},
                     {"TargetName", second},
                     {"TargetAddress", target.portal() + ",9"}}));
    target.setTargets({});
    QVERIFY(offered(initiator, &pieces).isEmpty());
    QCOMPARE(pieces, 1);
}

void TestScriptedTarget::hasManyLuns()
{
    QList<TargetSpec> targets = targetSpecs("s", 1, 0);
    for (int lun = 0; lun < 16384; ++lun)
        targets[0].luns.append(LunSpec {.number = quint16(lun), .serial = "n" + QByteArray::number(lun)});
    ScriptedTarget target(targets);
    RawInitiator initiator(target.port());
    QVERIFY(initiator.login(first, 1, {{"MaxRecvDataSegmentLength", "262144"}}));
    constexpr quint32 size = 8 + 16384 * 8;
    const std::optional<Pdu> answer = initiator.command(0, "\xa0", size);
    QVERIFY(answer);
    QCOMPARE(answer->data.size(), qsizetype(size));
    for (int lun = 0; lun < 16384; ++lun)
        QCOMPARE(lunNumber(qFromBigEndian<quint64>(answer->data.constData() + 8 + lun * 8)), quint16(lun));
    // libiscsi takes the first two bytes of the LUN field for a number
    constexpr int flatSpace = 0x4000;
    const QByteArray url = target.url(first, 16383 + flatSpace);
    QVERIFY(Lab::must({"iscsi-inq", "-e", "1", "-c", "128", url}).contains("[n16383]"));
    QVERIFY(!tool({"iscsi-inq", "-e", "1", "-c", "128", target.url(first, 300)}).ok());
}

void TestScriptedTarget::choosesTheScriptOfASession()
{
    Scripts scripts;
    scripts.ofSession[2].misdeeds[Stage::Logout] = {.kind = Misdeed::Silence};
    scripts.ofSession[3].logout.response = 2;
    scripts.ofTarget[second].logout.response = 3;
    ScriptedTarget target(targetSpecs("s", 2, 1), scripts);
    RawInitiator good(target.port()), silent(target.port()), refuses(target.port()), other(target.port());
    QVERIFY(good.login(first, 1) && silent.login(first, 2) && refuses.login(first, 3)
            && other.login(second, 4));
    QCOMPARE(good.logout().value_or(Pdu()).get<quint8>(2), quint8(0));
    silent.send(Pdu(Opcode::Logout));
    QVERIFY(!silent.receive(100));
    QCOMPARE(refuses.logout().value_or(Pdu()).get<quint8>(2), quint8(2));
    QCOMPARE(other.logout().value_or(Pdu()).get<quint8>(2), quint8(3));
    QCOMPARE(target.counts().logouts, 4);
    QCOMPARE(target.counts().openSessions, 3);
    target.setScript(2, {});
    QVERIFY(silent.logout());
    QCOMPARE(target.sessions()[1].end, SessionRecord::LoggedOut);
}

void TestScriptedTarget::tellsReservationsAndPortGroups()
{
    QList<TargetSpec> targets = targetSpecs("s", 1, 1);
    targets[0].luns[0].reservationKeys = {0x1122334455667788, 42};
    targets[0].luns[0].holder = 42;
    ScriptedTarget target(targets);
    RawInitiator initiator(target.port());
    QVERIFY(initiator.login(first));
    const auto dataOf = [&](const QByteArray& cdb) { return initiator.command(1, cdb).value_or(Pdu()).data; };
    QCOMPARE(dataOf(QByteArray("\x5e\x00", 2)).toHex(), "00000001000000101122334455667788000000000000002a");
    QCOMPARE(dataOf("\x5e\x01").toHex(), "0000000100000010000000000000002a0000000000010000");
    QCOMPARE(dataOf("\xa3\x0a").toHex(),
             "0000000c000f000100000001"
             "00000001");
}

QTEST_GUILESS_MAIN(TestScriptedTarget)
#include "tst_scriptedtarget.moc"
