// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandstage.h"
#include "oracle.h"
#include "scriptedtarget.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// Many targets in one plan, and a target with as many units as there can be.
class TestManyTargets : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void leavesOutOneBusyUnitOfTwoHundredTargets();
    void findsEveryUnitOfATarget();

private:
    static constexpr int s_ofEach = 100;
};

void TestManyTargets::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

void TestManyTargets::leavesOutOneBusyUnitOfTwoHundredTargets()
{
    const CommandStage stage;
    const TgtDaemon first({stage.lab.folder(), "t", s_ofEach}), second({stage.lab.folder(), "u", s_ofEach});
    Argv names;
    for (const TgtDaemon* tgt : {&first, &second})
        for (int target = 1; target <= s_ofEach; ++target) {
            names << tgt->name(target);
            VERIFY_DONE(stage.logIn(tgt->name(target), tgt->portal()));
        }
    const Ran attached = stage.product.run(
        {"--json", "attach", "iscsi://" + second.portal() + "/" + second.name(50) + "/1"});
    QVERIFY2(attached.code == 0, attached.text());
    const QByteArray disk = stage.disks()[0][u"id"].toString().toUtf8();
    const QByteArray device = disk.mid(disk.indexOf(':') + 1);
    Running user({"sh", "-c", "exec sleep 300 < \"$1\"", "sh", device});
    QTRY_VERIFY(run({"fuser", device}).ok());

    const Argv logout = Argv {"--json", "logout", "--yes"} + names;
    const Ran blocked = stage.product.run(logout);
    QVERIFY2(blocked.code == 4, blocked.err + blocked.out.right(3000));
    QVERIFY(blocked.out.contains(QByteArray::number(user.pid())));
    QCOMPARE(first.sessions().size() + second.sessions().size(), 2 * s_ofEach + 1); // nothing was sent

    const Ran partly = stage.product.run(logout + Argv {"--leave-out", disk});
    QVERIFY2(partly.code == 3, partly.err + partly.out.right(3000));
    int kept = 0; // of targets and their sessions
    for (const QJsonValue& goal : finishedEvent(partly)[u"goals"].toArray())
        kept += goal[u"outcome"].toString() == QLatin1String("done") ? 0 : 1;
    QCOMPARE(kept, 2); // the target, and the unit's own session
    QVERIFY(first.sessions().isEmpty());
    const QList<TgtSession> left = second.sessions();
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first().target, 50); // the unit's own
    QVERIFY(Oracle::isBound(device) && user.isRunning());

    user.signal(SIGKILL);
    user.waitEnd();
    const Ran rest = stage.product.run({"--json", "logout", "--yes", second.name(50)});
    QVERIFY2(rest.code == 0, rest.err + rest.out.right(3000));
    QVERIFY(second.sessions().isEmpty());
    QVERIFY(!Oracle::isBound(device));
}

void TestManyTargets::findsEveryUnitOfATarget()
{
    constexpr int units = 16384; // all that flat space addressing can name: SAM-5, 4.7.7.3
    const CommandStage stage;
    QList<TargetSpec> targets = targetSpecs("s", 1, 0);
    for (int lun = 0; lun < units; ++lun)
        targets[0].luns.append(LunSpec {.number = quint16(lun), .serial = "n" + QByteArray::number(lun)});
    ScriptedTarget target(targets);
    const Ran browsed = stage.product.run({"--json", "browse", target.portal()});
    QVERIFY2(browsed.code == 0, browsed.err);
    for (const int lun : {0, 255, 256, units - 1})
        QVERIFY2(browsed.out.contains("\"n" + QByteArray::number(lun) + '"'), QByteArray::number(lun));
    VERIFY_DONE(stage.logIn("iqn.2026-11.lab:s1", target.portal()));
    QCOMPARE(stage.resources("iscsi-lun").size(), units);
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", "iqn.2026-11.lab:s1"}));
    QCOMPARE(target.counts().openSessions, 0);
}

QTEST_GUILESS_MAIN(TestManyTargets)
#include "tst_manytargets_lab.moc"
