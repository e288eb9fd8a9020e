// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandstage.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// Targets that are reached over two portals.
class TestPortals : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void closesWhatGoesOverOnePortal();
    void leavesOutATargetOfAPortal();
    void namesWhoIsInTheWayOfAPortal();
    void namesWhoseTargetIsNotKnown();
    void knowsAPortalByItsAddress();
    void saysThatNoSessionGoesOverAPortal();

private:
    static QByteArray secondPortal(const TgtDaemon& tgt) // of all its targets
    {
        const QByteArray portal = "127.0.0.2:" + QByteArray::number(tgt.port());
        TgtRequest request;
        request.mode = TgtRequest::Mode::Portal;
        request.op = TgtRequest::Op::New;
        request.parameters = "portal=" + portal;
        return tgt.ask(request).error == 0 ? portal : QByteArray();
    }
};

void TestPortals::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

void TestPortals::closesWhatGoesOverOnePortal()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 2, 1});
    const QByteArray second = secondPortal(tgt);
    QVERIFY(!second.isEmpty());
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--sessions", "2"}));
    VERIFY_DONE(stage.logIn(tgt.name(1), second));
    VERIFY_DONE(stage.logIn(tgt.name(2), second, {"--sessions", "2"}));
    const QJsonArray portals = stage.resources("portal");
    QCOMPARE(stringsOf(portals, "id"), (QByteArrayList {"portal:" + tgt.portal(), "portal:" + second}));
    QCOMPARE(portals[0][u"verbs"].toArray(), QJsonArray {QStringLiteral("log-out")});
    const QJsonArray targets = stage.resources("iscsi-target");
    QCOMPARE(targets[0][u"facts"][u"portals"].toString().toUtf8(), tgt.portal() + ", " + second);

    const Ran done = stage.product.run({"--json", "logout", "--yes", "portal:" + second});
    QVERIFY2(done.code == 0, done.text());
    QCOMPARE(finishedEvent(done)[u"goals"].toArray().size(), 4); // the portal, and each of its sessions
    QCOMPARE(tgt.sessions(1).size(), 2); // those of the same target over the other portal
    QVERIFY(tgt.sessions(2).isEmpty());
    QCOMPARE(stringsOf(stage.resources("portal"), "id"), QByteArrayList {"portal:" + tgt.portal()});
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", tgt.name(1)}));
    QCOMPARE(stage.resources("portal"), QJsonArray());
    QVERIFY(tgt.sessions().isEmpty());
}

void TestPortals::leavesOutATargetOfAPortal()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 2, 1});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal()));
    VERIFY_DONE(stage.logIn(tgt.name(2), tgt.portal()));
    const QByteArray portal = "portal:" + tgt.portal();
    const Ran partly = stage.product.run({"--json", "logout", "--yes", portal, "--leave-out", tgt.name(1)});
    QVERIFY2(partly.code == 3, partly.text());
    QCOMPARE(tgt.sessions(1).size(), 1);
    QVERIFY(tgt.sessions(2).isEmpty());
    const Ran none = stage.product.run({"--json", "logout", "--yes", tgt.name(1), "--leave-out", portal});
    QVERIFY2(none.code == 4, none.text());
    QCOMPARE(tgt.sessions(1).size(), 1);
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", portal}));
}

void TestPortals::namesWhoIsInTheWayOfAPortal()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 1, 1});
    const QByteArray second = secondPortal(tgt);
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal()));
    VERIFY_DONE(stage.logIn(tgt.name(1), second));
    Running program({"qemu-io", "-r", "-f", "raw", tgt.url(1, 1)}); // over the first
    QTRY_COMPARE(tgt.sessions(1).size(), 3);
    const Ran refused = stage.product.run({"--json", "logout", "--yes", "portal:" + tgt.portal()});
    QVERIFY2(refused.code == 4, refused.text());
    QVERIFY2(refused.out.contains("process:" + QByteArray::number(program.pid())), refused.text());
    QCOMPARE(tgt.sessions(1).size(), 3);
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", "portal:" + second}));
    QCOMPARE(tgt.sessions(1).size(), 2);
    QVERIFY(program.isRunning());
}

// It is connected to the portal, so the portal is not free of it; of the target nobody knows.
void TestPortals::namesWhoseTargetIsNotKnown()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 1, 1});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--sessions", "2"}));
    Running program({"bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$0 && echo ready && read -r end",
                     QByteArray::number(tgt.port())});
    QCOMPARE(program.readLine().trimmed(), QByteArray("ready"));
    const QByteArray process = "process:" + QByteArray::number(program.pid()) + '@';
    const Argv logout {"--json", "logout", "--yes", "portal:" + tgt.portal()};
    const Ran refused = stage.product.run(logout);
    QVERIFY2(refused.code == 4 && refused.out.contains(process), refused.text());
    QVERIFY(stage.product.run({"plan", "logout", "portal:" + tgt.portal()})
                .out.contains("connected to " + tgt.portal() + ", to which target is not known"));
    QCOMPARE(tgt.sessions(1).size(), 2);
    const QJsonArray blockers = stage.product.run({"--json", "plan", "logout", "portal:" + tgt.portal()})
                                    .json()[u"blockers"]
                                    .toArray();
    const QByteArray id = blockers[0][u"id"].toString().toUtf8();
    const Ran partly = stage.product.run(logout + Argv {"--leave-out", id});
    QVERIFY2(partly.code == 3, partly.text());
    QVERIFY(tgt.sessions().isEmpty());
    QVERIFY(program.isRunning());
}

// Whatever name a session was opened with, it is one connection.
void TestPortals::knowsAPortalByItsAddress()
{
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 1, 1});
    const QByteArray named = "localhost:" + QByteArray::number(tgt.port());
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal()));
    VERIFY_DONE(stage.logIn(tgt.name(1), named));
    QCOMPARE(stringsOf(stage.resources("portal"), "id"), QByteArrayList {"portal:" + tgt.portal()});
    QCOMPARE(tgt.sessions(1).size(), 2);
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", "portal:" + tgt.portal()}));
    QVERIFY(tgt.sessions().isEmpty());
    VERIFY_DONE(stage.logIn(tgt.name(1), named));
    const QByteArray url = "iscsi://" + named + '/' + tgt.name(1) + "/1";
    VERIFY_DONE(stage.product.run({"--json", "attach", url}));
    QCOMPARE(stringsOf(stage.resources("portal"), "id"), QByteArrayList {"portal:" + tgt.portal()});
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", "portal:" + named}));
    QVERIFY(tgt.sessions().isEmpty());
    QCOMPARE(stage.disks(), QJsonArray());
}

void TestPortals::saysThatNoSessionGoesOverAPortal()
{
    const CommandStage stage;
    const Ran none = stage.product.run({"--json", "logout", "--yes", "portal:127.0.0.1:9"});
    QCOMPARE(none.code, 6); // as for a target
    QCOMPARE(codeOf(none), QStringLiteral("noSessionToTarget"));
}

QTEST_GUILESS_MAIN(TestPortals)
#include "tst_portals_lab.moc"
