// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionscene.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace mooring::lab;
using namespace mooring::vm;

// Sessions of the kernel's own initiator, to a target of the kernel: seen, and let go of in order.
class TestKernelSessions : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void showsTheSessionWithItsDisks();
    void plansTheUnmountBeforeTheLogout();
    void losesNothingThatWasWritten();
    void leavesAloneWhatStandsOnIt();
    void namesTheShellInTheWay();
    void logsOutOfEverySession();
    void logsOutOfOneSession();
    void logsOutOfThePortal();
    void refusesAnOrdinaryUser();
    void putsTheSessionBack();
    void saysNotFoundWhereThereIsNone();
};

void TestKernelSessions::initTestCase()
{
    if (const QString why = notInGuest(); !why.isEmpty())
        QFAIL(qPrintable(why));
}

void TestKernelSessions::showsTheSessionWithItsDisks()
{
    const SessionScene scene(2);
    const QByteArray second = KernelInitiator::waitForDisk(scene.number, 2);
    const QJsonObject session = scene.resource(scene.id());
    QCOMPARE(session[u"state"].toString(), QStringLiteral("logged-in"));
    const QJsonObject facts = session[u"facts"].toObject();
    QCOMPARE(facts[u"target-name"].toString().toUtf8(), scene.target.name());
    QCOMPARE(facts[u"portal"].toString().toUtf8(), KernelTarget::portal());
    QCOMPARE(facts[u"held-by"].toString(), QStringLiteral("kernel"));
    QCOMPARE(facts[u"initiator-name"].toString(), QStringLiteral("iqn.2026-11.guest:initiator"));
    QCOMPARE(facts[u"startup"].toString(), QStringLiteral("manual"));
    QCOMPARE(session[u"parent"].toString().toUtf8(), "iscsi-target:" + scene.target.name());
    const QList<QByteArray> disks {scene.disk, second};
    for (int lun = 1; lun <= 2; ++lun) {
        const QByteArray id
            = "iscsi-lun:kernel/" + QByteArray::number(scene.number) + '/' + QByteArray::number(lun);
        const QJsonObject unit = scene.resource(id), disk = scene.resource("disk:" + disks[lun - 1]);
        QCOMPARE(unit[u"device"].toString().toUtf8(), disks[lun - 1]);
        QCOMPARE(unit[u"facts"][u"size"].toInteger(), 64 << 20);
        QCOMPARE(disk[u"parent"].toString().toUtf8(), id);
    }
}

void TestKernelSessions::plansTheUnmountBeforeTheLogout()
{
    const SessionScene scene;
    const QByteArray mount = scene.makeFilesystem();
    const Ran ran = scene.product.run({"--json", "plan", "logout", scene.target.name()});
    QVERIFY2(ran.code == 0, ran.text());
    const QJsonArray steps = ran.json()[u"steps"].toArray();
    QCOMPARE(verbsOf(steps), (QByteArrayList {"unmount mount:" + mount, "log-out " + scene.id()}));
    QCOMPARE(steps[1][u"after"].toArray(), QJsonArray {1});
    QByteArrayList command;
    for (const QJsonValue& word : steps[1][u"command"].toArray())
        command.append(word.toString().toUtf8());
    QCOMPARE(command.join(' '), "iscsiadm -m session -r " + QByteArray::number(scene.number) + " -u");
    QVERIFY(Oracle::isMounted(mount)); // nothing was touched
    QCOMPARE(scene.sessions(), QList<unsigned> {scene.number});
}

void TestKernelSessions::losesNothingThatWasWritten()
{
    const SessionScene scene;
    const QByteArray mount = scene.makeFilesystem();
    Lab::must({"dd", "if=/dev/urandom", "of=" + mount + "/written", "bs=1M", "count=8", "status=none"});
    const QByteArray sum = Lab::must({"sha256sum", mount + "/written"}).left(64); // not synced
    const Ran ran = scene.product.run({"--json", "logout", "--yes", scene.target.name()});
    QVERIFY2(ran.code == 0, ran.text());
    QCOMPARE(finishedEvent(ran)[u"outcome"].toString(), QStringLiteral("done"));
    QCOMPARE(stringsOf(finishedEvent(ran)[u"steps"].toArray(), "result"), (QByteArrayList {"done", "done"}));
    QVERIFY(scene.sessions().isEmpty());
    QVERIFY(scene.target.sessions().isEmpty());
    QVERIFY(!QFile::exists(QFile::decodeName(scene.disk)));
    QVERIFY(!Oracle::isMounted(mount));
    QVERIFY(run({"e2fsck", "-fn", scene.target.backing(1)}).ok());
    Lab::must({"mount", "-o", "ro,loop", scene.target.backing(1), mount});
    QCOMPARE(Lab::must({"sha256sum", mount + "/written"}).left(64), sum);
    Lab::must({"umount", mount});
}

void TestKernelSessions::leavesAloneWhatStandsOnIt()
{
    const SessionScene scene;
    const QByteArray mount = scene.makeFilesystem();
    const Ran ran = scene.product.run({"--json", "logout", "--yes", "--no-cascade", scene.target.name()});
    QVERIFY2(ran.code == 4, ran.text());
    QVERIFY(Oracle::isMounted(mount));
    QCOMPARE(scene.sessions(), QList<unsigned> {scene.number});
    QCOMPARE(scene.target.sessions().size(), 1);
}

void TestKernelSessions::namesTheShellInTheWay()
{
    const SessionScene scene;
    const QByteArray mount = scene.makeFilesystem();
    const QByteArray script = "cd \"$1\" && echo ready && exec sleep 1000";
    Running shell({"sh", "-c", script, "sh", mount});
    QCOMPARE(shell.readLine(), QByteArray("ready"));
    const Ran refused = scene.product.run({"--json", "plan", "logout", scene.target.name()});
    QVERIFY2(refused.code == 4, refused.text());
    const QJsonArray blockers = refused.json()[u"blockers"].toArray();
    QCOMPARE(blockers.size(), 1);
    QCOMPARE(blockers[0][u"pid"].toInteger(), shell.pid());
    QCOMPARE(blockers[0][u"how"].toString(), QStringLiteral("working-directory"));
    QCOMPARE(scene.product.run({"logout", "--yes", scene.target.name()}).code, 4);
    QVERIFY(Oracle::isMounted(mount));
    VERIFY_DONE(scene.product.run({"logout", "--yes", "--processes", "quit", scene.target.name()}));
    QVERIFY(shell.waitEnd().has_value());
    QVERIFY(scene.sessions().isEmpty());
}

void TestKernelSessions::logsOutOfEverySession()
{
    const SessionScene scene;
    const QByteArray number = QByteArray::number(scene.number);
    Lab::must({"iscsiadm", "-m", "session", "-r", number, "-o", "new"});
    QCOMPARE(scene.sessions().size(), 2);
    const Ran ran = scene.product.run({"--json", "logout", "--yes", scene.target.name()});
    QVERIFY2(ran.code == 0, ran.text());
    QCOMPARE(finishedEvent(ran)[u"steps"].toArray().size(), 2);
    QVERIFY(scene.sessions().isEmpty());
    QVERIFY(scene.target.sessions().isEmpty());
}

void TestKernelSessions::logsOutOfOneSession()
{
    const SessionScene scene;
    Lab::must({"iscsiadm", "-m", "session", "-r", QByteArray::number(scene.number), "-o", "new"});
    QList<unsigned> others = scene.sessions();
    QVERIFY(others.removeOne(scene.number));
    VERIFY_DONE(scene.product.run({"logout", "--yes", scene.id()}));
    QCOMPARE(scene.sessions(), others);
    VERIFY_DONE(scene.product.run({"logout", "--yes", scene.target.name()}));
    QVERIFY(scene.sessions().isEmpty());
}

void TestKernelSessions::logsOutOfThePortal()
{
    const SessionScene scene;
    VERIFY_DONE(scene.product.run({"logout", "--yes", "portal:" + KernelTarget::portal()}));
    QVERIFY(scene.sessions().isEmpty());
}

void TestKernelSessions::refusesAnOrdinaryUser()
{
    const SessionScene scene;
    const Ran listed = scene.product.runAsNobody({"--json", "list", "iscsi-session"});
    QVERIFY2(listed.code == 0, listed.text()); // iscsiadm would say that there is none
    QCOMPARE(stringsOf(listed.json()[u"resources"].toArray(), "id"), QByteArrayList {scene.id()});
    const Ran refused = scene.product.runAsNobody({"logout", "--yes", scene.target.name()});
    QVERIFY2(refused.code == 5, refused.text());
    QCOMPARE(scene.sessions(), QList<unsigned> {scene.number});
}

void TestKernelSessions::putsTheSessionBack()
{
    const SessionScene scene;
    VERIFY_DONE(scene.product.run({"logout", "--yes", scene.target.name()}));
    QVERIFY(scene.sessions().isEmpty());
    VERIFY_DONE(scene.product.run({"undo", "--yes", scene.lastNumber()}));
    const QList<unsigned> sessions = scene.sessions();
    QCOMPARE(sessions.size(), 1);
    QVERIFY(!KernelInitiator::disk(sessions[0], 1).isEmpty()); // there already, it was waited for
}

void TestKernelSessions::saysNotFoundWhereThereIsNone()
{
    const SessionScene scene;
    KernelInitiator::logOutOfAll();
    const Ran ran = scene.product.run({"--json", "logout", "--yes", scene.target.name()});
    QVERIFY2(ran.code == 6, ran.text());
}

QTEST_GUILESS_MAIN(TestKernelSessions)
#include "tst_kernelsessions_vm.moc"
