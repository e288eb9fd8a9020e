// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/system/targetnames.h"
#include "services/system/tcpconnections.h"
#include "testsupport/fixtureroot.h"

#include <QTest>

using namespace mooring;

namespace {

const QByteArray target = "iqn.2026-11.lab:t1", other = "iqn.2026-11.lab:t10";
const QByteArray portal = "127.0.0.1:13260";
const QByteArray url = "iscsi://" + portal + '/' + target + "/1";

} // namespace

// Connections as the kernel tells them, and what command lines say of them.
class TstTargetNames : public QObject
{
    Q_OBJECT
private slots:
    void readsTheKernelsTable();
    void findsTargetsInCommandLines_data();
    void findsTargetsInCommandLines();
};

void TstTargetNames::readsTheKernelsTable()
{
    const FixtureRoot root;
    QVERIFY(!establishedConnections(root.path()));
    root.write("proc/net/tcp",
               "  sl  local_address rem_address   st ...\n"
               "   0: 0100007F:33CE 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000 0 7 1\n"
               "   1: 0100007F:A000 0100007F:33CC 01 00000000:00000000 00:00000000 00000000  1000 0 8 1\n");
    root.write("proc/net/tcp6",
               "  sl  local_address                         remote_address                        st ...\n"
               "   0: 00000000000000000000000001000000:A001 00000000000000000000000001000000:0CBC 01 "
               "00000000:00000000 00:00000000 00000000 0 0 9 1\n"
               "   1: 0000000000000000FFFF00000100007F:A002 0000000000000000FFFF00000100007F:0CBC 01 "
               "00000000:00000000 00:00000000 00000000 0 0 10 1");
    const auto connections = establishedConnections(root.path());
    QVERIFY(connections);
    QCOMPARE(connections->size(), 3);
    QCOMPARE(connections->at(0), (TcpConnection {{"127.0.0.1", 40960}, {"127.0.0.1", 13260}, 1000, "8"}));
    QCOMPARE(connections->at(1).remote.text(), QByteArray("[::1]:3260"));
    QCOMPARE(connections->at(2).remote.text(), QByteArray("127.0.0.1:3260"));
    for (const char* end : {"[::1]:3260", "127.0.0.1:3260"})
        QCOMPARE(TcpEnd::parse(end).text(), QByteArray(end));
    QCOMPARE(TcpEnd::parse("[0:0:0:0:0:0:0:1]:3260").text(), QByteArray("[::1]:3260"));
}

void TstTargetNames::findsTargetsInCommandLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArrayList>("meant");
    const QByteArray rest = "iqn.2026-11.lab:rest";
    QTest::newRow("URL") << "iscsi-ls|" + url << QByteArrayList {target};
    QTest::newRow("encoded") << QByteArray("qemu|iscsi://127.0.0.1:13260/iqn.2026-11.lab%3At1/1")
                             << QByteArrayList {target};
    QTest::newRow("longer name") << "iscsi-ls|iscsi://" + portal + '/' + other + "/1"
                                 << QByteArrayList {other};
    QTest::newRow("upper case") << QByteArray("x|IQN.2026-11.LAB:T1") << QByteArrayList {target};
    QTest::newRow("blockdev") << "qemu|-blockdev|{\"driver\":\"iscsi\",\"portal\":\"" + portal
            + "\",\"target\": \"" + rest
            + "\"}" << QByteArrayList {rest};
    QTest::newRow("drive") << "qemu|-drive|file.driver=iscsi,file.target=" + rest + ",file.lun=1"
                           << QByteArrayList {rest};
    QTest::newRow("initiator") << "iscsi-ls|-i|iqn.2026-11.lab:host|iscsi://" + portal << QByteArrayList {};
    QTest::newRow("none") << QByteArray("sleep|60") << QByteArrayList {};
    QTest::newRow("two targets") << "x|" + target + '|' + other << QByteArrayList {target, other};
    QTest::newRow("other portal") << "qemu|" + url + "|iscsi://10.0.0.9:3260/" + other + "/1"
                                  << QByteArrayList {target};
}

void TstTargetNames::findsTargetsInCommandLines()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArrayList, meant);
    QCOMPARE(targetsMeant(line.replace('|', '\0'), portal, {target, other}), QList<QByteArray>(meant));
}

QTEST_GUILESS_MAIN(TstTargetNames)
#include "tst_targetnames.moc"
