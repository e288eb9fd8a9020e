// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/tgt/tgtlisting.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace mooring::tgt;

// What tgtd prints, and what it never should.
class TestTgtListing : public QObject
{
    Q_OBJECT
private slots:
    void readsTargets();
    void readsTraffic();
    void readsPortalsNamesAndSessions();
    void takesOddNames();
    void survivesGarbage();

private:
    static QByteArray recorded(const char* name)
    {
        QFile file(QStringLiteral(TEST_DATA_DIR "/tgt/") + QLatin1String(name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s", name);
        return file.readAll();
    }
};

void TestTgtListing::readsTargets()
{
    const QList<Target> targets = parsedTargets(recorded("target.txt"));
    QCOMPARE(targets.size(), 2);
    const Target& first = targets[0];
    QCOMPARE(first.id, 1);
    QCOMPARE(first.name, QByteArray("iqn.2026-11.lab:t1"));
    QCOMPARE(first.driver, QByteArray("iscsi"));
    QCOMPARE(first.state, QByteArray("ready"));
    QCOMPARE(first.allowed, QList<QByteArray> {"ALL"});
    QCOMPARE(first.nexuses, (QList<Nexus> {{1, "iqn.2008-11.org.linux-kvm", {Connection {0, "127.0.0.1"}}}}));
    QCOMPARE(first.units.size(), 3);
    QVERIFY(first.units[0].isController());
    QCOMPARE(first.units[0].type, QByteArray("controller"));
    QCOMPARE(first.units[0].storePath, QByteArray());
    Unit disk;
    disk.number = 1;
    disk.type = "disk";
    disk.scsiId = "IET     00010001";
    disk.scsiSerial = "beaf11";
    disk.size = 67000000;
    disk.blockSize = 512;
    disk.isReadOnly = true;
    disk.storeType = "rdwr";
    disk.storePath = "/srv/img";
    QCOMPARE(first.units[1], disk);
    QCOMPARE(first.units[2].number, 7U);
    QCOMPARE(first.units[2].type, QByteArray("cd/dvd"));
    QVERIFY(first.units[2].isRemovable);
    QCOMPARE(targets[1].accounts, QList<QByteArray> {"joe"});
    QCOMPARE(targets[1].allowed, (QList<QByteArray> {"10.0.0.0/8", "iqn.2026-11.lab:client"}));
    QVERIFY(targets[1].nexuses.isEmpty());
}

void TestTgtListing::readsTraffic()
{
    const QList<Traffic> traffic = parsedTraffic(recorded("stat.txt"));
    QCOMPARE(traffic.size(), 3);
    QCOMPARE(traffic[1], (Traffic {1, 1, 1, 1049325, 10}));
    QCOMPARE(traffic[2], (Traffic {1, 7, 1, 0, 0}));
}

void TestTgtListing::readsPortalsNamesAndSessions()
{
    QCOMPARE(parsedPortals(recorded("portal.txt")), QList<QByteArray> {"127.0.0.1:13262"});
    QCOMPARE(parsedPortals("Portal: [fe80::1,2]:3260,1\n"), QList<QByteArray> {"[fe80::1,2]:3260"});
    QCOMPARE(parsedNames(recorded("lld.txt")),
             (QList<NamedTarget> {{1, "iqn.2026-11.lab:t1"}, {2, "iqn.2026-11.lab:t2"}}));
    QCOMPARE(parsedConnections(recorded("conn.txt")),
             (QList<Nexus> {{1, "iqn.2008-11.org.linux-kvm", {Connection {0, "127.0.0.1"}}}}));
    // several connections of one session are told one after the other
    const QList<Nexus> several = parsedConnections("Session: 3\n    Connection: 0\n        Initiator: a\n"
                                                   "        IP Address: 10.0.0.1\nSession: 3\n"
                                                   "    Connection: 1\n        IP Address: 10.0.0.2\n"
                                                   "Session: 9\n    Connection: 0\n");
    QCOMPARE(several.size(), 2);
    QCOMPARE(several[0].connections, (QList<Connection> {{0, "10.0.0.1"}, {1, "10.0.0.2"}}));
    QCOMPARE(several[1].id, 9U);
}

void TestTgtListing::takesOddNames()
{
    const QList<Target> targets = parsedTargets("Target 7: a: b/c d\n"
                                                "    I_T nexus information:\n"
                                                "        I_T nexus: 2\n"
                                                "            Initiator: x y alias: z alias: w\n"
                                                "    LUN information:\n"
                                                "        LUN: 1\n"
                                                "            Backing store path: /srv/a: b (deleted)\n");
    QCOMPARE(targets.size(), 1);
    QCOMPARE(targets[0].name, QByteArray("a: b/c d"));
    QCOMPARE(targets[0].nexuses[0].initiator, QByteArray("x y"));
    QCOMPARE(targets[0].units[0].storePath, QByteArray("/srv/a: b (deleted)"));
    const QByteArray unit = "        LUN: %\n            Backing store path: /srv/nl\nx.img\n"
                            "            Backing store flags: \n";
    const QByteArray listing = "Target 1: a\n    LUN information:\n" + QByteArray(unit).replace('%', '1')
        + QByteArray(unit).replace('%', '2') + "Target 2: b\n";
    const QList<Target> broken = parsedTargets(listing); // nothing after a line break is lost
    QCOMPARE(broken.size(), 2);
    QCOMPARE(broken[0].units.size(), 2);
    QCOMPARE(broken[0].units[1].storePath, QByteArray("/srv/nl\nx.img"));
    QCOMPARE(targetTexts(listing).size(), 2);
}

// Nothing of what another program prints may end this one.
void TestTgtListing::survivesGarbage()
{
    const QList<QByteArray> texts {recorded("target.txt"), recorded("stat.txt"), recorded("portal.txt"),
                                   recorded("lld.txt"), recorded("conn.txt")};
    QRandomGenerator random(20261130);
    for (int round = 0; round < 4000; ++round) {
        QByteArray text = texts[random.bounded(int(texts.size()))];
        text.truncate(random.bounded(int(text.size()) + 1));
        for (int i = random.bounded(20); i > 0 && !text.isEmpty(); --i)
            text[random.bounded(int(text.size()))] = char(random.bounded(256));
        for (const Target& target : parsedTargets(text))
            QVERIFY(target.name.size() <= text.size() && target.units.size() <= text.size());
        QVERIFY(parsedTraffic(text).size() <= text.size() + 1);
        QVERIFY(parsedPortals(text).size() <= text.size());
        QVERIFY(parsedNames(text).size() <= text.size());
        QVERIFY(parsedConnections(text).size() <= text.size() + 1);
    }
    QVERIFY(parsedTargets("        LUN: 1\n").isEmpty());
    QVERIFY(parsedTargets("Target x\n    LUN information:\n        LUN: 1\n").isEmpty());
    QCOMPARE(parsedTargets("Target 99999999999: a\n").value(0).id, 0);
}

QTEST_GUILESS_MAIN(TestTgtListing)
#include "tst_tgtlisting.moc"
