// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandstage.h"
#include "diskcontent.h"
#include "oracle.h"
#include "scriptedtarget.h"

#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// Logical units as disks of this host.
class TestAttachedUnit : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void keepsEveryByte();
    void logsOutOfATargetUnderAMountedUnit();
    void leavesOutABusyUnit();
    void provesItselfByChap();
    void refusesWhatItCannotAttach_data();
    void refusesWhatItCannotAttach();
    void waitsForNoSilentPortal();
    void putsBackWhatALogoutTook();
    void tellsThatItsTargetDied();
    void clearsAwayWhatAKilledDaemonLeft();

private:
    static QByteArray unit(const TgtDaemon& tgt, int target = 1, int lun = 1)
    {
        return "iscsi://" + tgt.portal() + '/' + tgt.name(target) + '/' + QByteArray::number(lun);
    }
    static QByteArray attach(CommandStage& stage, const QByteArray& url, const Argv& options = {});
};

void TestAttachedUnit::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

QByteArray TestAttachedUnit::attach(CommandStage& stage, const QByteArray& url, const Argv& options)
{
    const Ran ran = stage.product.run(Argv {"--json", "attach"} + options + Argv {url});
    if (ran.code != 0)
        qWarning("%s", ran.text().constData());
    const QByteArray device = createdDevice(ran);
    if (!device.isEmpty())
        stage.lab.remember(device);
    return device;
}

// As for images: nothing is offered that has not passed it.
void TestAttachedUnit::keepsEveryByte()
{
    CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 1, 1, qint64(128) << 20});
    QByteArray device = attach(stage, unit(tgt));
    QVERIFY(!device.isEmpty());
    verifyWrites(device, 64);
    const DiskContent content = DiskContent::fill(stage.lab, device);
    QVERIFY(content.size() > 900);
    VERIFY_DONE(stage.product.run({"--json", "detach", "--yes", device}));
    QVERIFY(tgt.sessions().isEmpty());
    QVERIFY(!Oracle::isBound(device));
    device = attach(stage, unit(tgt));
    QCOMPARE(content.wrong(stage.lab, device), QByteArray());
    VERIFY_DONE(stage.product.run({"--json", "detach", "--yes", device}));
    // what the target itself holds is a disk with those files
    const Disk loop = stage.lab.attach(tgt.backingFile(1, 1));
    QCOMPARE(content.wrong(stage.lab, loop.device), QByteArray());
}

void TestAttachedUnit::logsOutOfATargetUnderAMountedUnit()
{
    CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 1, 1});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--sessions", "4"}));
    const QByteArray device = attach(stage, unit(tgt));
    QVERIFY(!device.isEmpty());
    RunOptions table;
    table.input = QByteArray("label: gpt\nsize=40MiB\n");
    Lab::must({"sfdisk", "-q", device}, table);
    run({"partx", "-a", device});
    Lab::must({"mkfs.ext4", "-q", "-F", device + "p1"});
    const QByteArray mount = stage.lab.mount(device + "p1", "mnt");
    Running process({"sh", "-c", "cd \"$1\" && echo ready && read -r end", "sh", mount});
    QCOMPARE(process.readLine().trimmed(), QByteArray("ready"));
    QCOMPARE(tgt.sessions(1).size(), 5);

    const Ran refused = stage.product.run({"--json", "logout", "--yes", tgt.name(1)});
    QVERIFY2(refused.code == 4, refused.text());
    QVERIFY2(refused.out.contains(mount) && refused.out.contains(QByteArray::number(process.pid())),
             refused.text());
    QCOMPARE(tgt.sessions(1).size(), 5); // nothing was sent
    QVERIFY(Oracle::isMounted(mount));
    const Ran done = stage.product.run({"--json", "logout", "--yes", "--processes", "end", tgt.name(1)});
    QVERIFY2(done.code == 0, done.text());
    QVERIFY(!process.isRunning());
    QVERIFY(tgt.sessions().isEmpty());
    QVERIFY(!Oracle::isBound(device));
    QCOMPARE(stage.resources("iscsi-session"), QJsonArray());
}

// The rest of the target's sessions go; the busy unit's own stays.
void TestAttachedUnit::leavesOutABusyUnit()
{
    CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t", 1, 2});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal(), {"--sessions", "2"}));
    const QByteArray busy = attach(stage, unit(tgt, 1, 1)), idle = attach(stage, unit(tgt, 1, 2));
    QVERIFY(!busy.isEmpty() && !idle.isEmpty());
    Running user({"sh", "-c", "exec sleep 60 < \"$1\"", "sh", busy});
    QTRY_VERIFY(run({"fuser", busy}).ok());
    QCOMPARE(tgt.sessions().size(), 4);
    const Ran blocked = stage.product.run({"--json", "logout", "--yes", tgt.name(1)});
    QVERIFY2(blocked.code == 4, blocked.text());
    const Ran partly = stage.product.run(
        {"--json", "logout", "--yes", "--leave-out", "virtual-disk:" + busy, tgt.name(1)});
    QVERIFY2(partly.code == 3, partly.text()); // its own session stays
    QCOMPARE(tgt.sessions().size(), 1);
    QVERIFY(Oracle::isBound(busy));
    QVERIFY(!Oracle::isBound(idle));
    user.signal(SIGKILL);
    user.waitEnd();
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", tgt.name(1)}));
    QVERIFY(tgt.sessions().isEmpty());
}

void TestAttachedUnit::provesItselfByChap()
{
    CommandStage stage;
    TgtOptions options {stage.lab.folder(), "t"};
    options.user = "alice";
    options.secret = "a-secret-of-16-b";
    const TgtDaemon tgt(options);
    const QByteArray right = stage.lab.writeFile("right", options.secret);
    const QByteArray wrong = stage.lab.writeFile("wrong", "not-that-secret!");
    const auto tried = [&](const QByteArray& secret) {
        return stage.product.run(
            {"--json", "attach", "--chap-user", "alice", "--chap-secret-file", secret, unit(tgt)});
    };
    const Ran refused = tried(wrong);
    QVERIFY2(refused.code == 5, refused.text());
    QCOMPARE(codeOf(refused), QStringLiteral("authenticationFailed"));
    const Ran attached = tried(right);
    QVERIFY2(attached.code == 0, attached.text());
    stage.lab.remember(createdDevice(attached));
    for (const QByteArray& text : {attached.out, refused.out, stage.product.run({"--json", "log"}).out,
                                   run({"ps", "axww", "-o", "args"}).out})
        QVERIFY(!text.contains(options.secret));
    VERIFY_DONE(stage.product.run({"--json", "detach", "--yes", createdDevice(attached)}));
    const Ran again = stage.product.run({"--json", "undo", "--yes", "3"});
    QVERIFY2(again.out.contains("nothingToPutBack"), again.text()); // its secret is kept nowhere
    QVERIFY(tgt.sessions().isEmpty());
}

void TestAttachedUnit::refusesWhatItCannotAttach_data()
{
    QTest::addColumn<QByteArray>("url"); // PORTAL and NAME stand for the target's
    QTest::addColumn<int>("exit");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* what, const char* url, int exit, const char* code) {
        QTest::newRow(what) << QByteArray(url) << exit << QString::fromLatin1(code);
    };
    row("no unit", "iscsi://PORTAL/NAME", 2, "invalidArgument");
    row("no number", "iscsi://PORTAL/NAME/one", 2, "invalidArgument");
    row("negative", "iscsi://PORTAL/NAME/-1", 2, "invalidArgument");
    row("too big", "iscsi://PORTAL/NAME/16384", 2, "invalidArgument");
    row("more behind it", "iscsi://PORTAL/NAME/1/2", 2, "invalidArgument");
    row("bad name", "iscsi://PORTAL/disk1/1", 2, "nameNotIscsi");
    row("bad portal", "iscsi://:1/NAME/1", 2, "portalInvalid");
    row("no such unit", "iscsi://PORTAL/NAME/7", 6, "noSuchResource");
    row("unknown target", "iscsi://PORTAL/iqn.2026-11.lab:none/1", 6, "targetUnknown");
    row("nobody listens", "iscsi://127.0.0.1:1/NAME/1", 1, "portalUnreachable");
}

void TestAttachedUnit::refusesWhatItCannotAttach()
{
    QFETCH(QByteArray, url);
    QFETCH(const int, exit);
    QFETCH(const QString, code);
    const CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    url.replace("PORTAL", tgt.portal()).replace("NAME", tgt.name(1));
    const Ran ran = stage.product.run({"--json", "attach", url});
    QVERIFY2(ran.code == exit, ran.text());
    QCOMPARE(codeOf(ran), code);
    QVERIFY(tgt.sessions().isEmpty());
    QCOMPARE(stage.disks(), QJsonArray()); // nor half of one
}

// QEMU opens a session without a limit of its own, and answers nobody meanwhile.
void TestAttachedUnit::waitsForNoSilentPortal()
{
    const CommandStage stage;
    Scripts scripts;
    scripts.session.misdeeds[Stage::Login] = Misdeed {};
    ScriptedTarget silent(targetSpecs("s", 1, 1), scripts);
    const Ran ran
        = stage.product.run({"--json", "attach", "iscsi://" + silent.portal() + "/iqn.2026-11.lab:s1/1"});
    QVERIFY2(ran.code == 7, ran.text());
    QVERIFY(!codeOf(ran).isEmpty());
    QCOMPARE(stage.disks(), QJsonArray());
    QTRY_COMPARE(silent.counts().openConnections, 0);
}

void TestAttachedUnit::putsBackWhatALogoutTook()
{
    CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    VERIFY_DONE(stage.logIn(tgt.name(1), tgt.portal()));
    QByteArray device = attach(stage, unit(tgt));
    const Ran twice = stage.product.run({"--json", "attach", unit(tgt)});
    QVERIFY2(twice.code == 4, twice.text());
    QVERIFY(twice.out.contains(device));
    Lab::must({"mkfs.ext4", "-q", "-F", device});
    const QByteArray mount = stage.lab.mount(device, "mnt");
    const Ran closed = stage.product.run({"--json", "logout", "--yes", tgt.name(1)});
    QVERIFY2(closed.code == 0, closed.text());
    QVERIFY(!Oracle::isMounted(mount));
    const QByteArray number = QByteArray::number(stage.product.lastOperation()[u"operation"].toInteger());
    const Ran back = stage.product.run({"--json", "undo", "--yes", number});
    QVERIFY2(back.code == 0, back.text());
    QVERIFY(Oracle::isMounted(mount));
    QCOMPARE(tgt.sessions().size(), 2);
    VERIFY_DONE(stage.product.run({"--json", "logout", "--yes", tgt.name(1)}));
    QVERIFY(tgt.sessions().isEmpty());
}

// Whoever looks is told at once, and nothing hangs that does not touch the disk.
void TestAttachedUnit::tellsThatItsTargetDied()
{
    CommandStage stage;
    TgtDaemon tgt({stage.lab.folder(), "t"});
    const QByteArray device = attach(stage, unit(tgt));
    QVERIFY(!device.isEmpty());
    const auto state = [&stage] { return stage.resources("iscsi-session")[0][u"state"].toString(); };
    QCOMPARE(state(), QStringLiteral("logged-in"));
    tgt.signal(SIGKILL);
    QTRY_COMPARE(state(), QStringLiteral("reconnecting"));
    VERIFY_DONE(stage.product.run({"--json", "detach", "--yes", device})); // nothing was left to be written
    QVERIFY(!Oracle::isBound(device));
    QCOMPARE(stage.disks(), QJsonArray());
}

void TestAttachedUnit::clearsAwayWhatAKilledDaemonLeft()
{
    CommandStage stage;
    const TgtDaemon tgt({stage.lab.folder(), "t"});
    const QByteArray device = attach(stage, unit(tgt));
    QVERIFY(!device.isEmpty());
    const qint64 storage = stage.resources("iscsi-session")[0][u"facts"][u"pid"].toInteger();
    QVERIFY(storage > 0);
    ::kill(pid_t(storage), SIGKILL);
    QTRY_VERIFY(tgt.sessions().isEmpty());
    const QJsonArray left = stage.disks();
    QCOMPARE(left[0][u"verbs"][0].toString(), QStringLiteral("clean-up"));
    VERIFY_DONE(stage.product.run({"--json", "clean-up", "--yes", left[0][u"id"].toString().toUtf8()}));
    QCOMPARE(stage.disks(), QJsonArray());
    QVERIFY(!Oracle::isBound(device));
    VERIFY_DONE(stage.product.run({"--json", "detach", "--yes", attach(stage, unit(tgt))}));
}

QTEST_GUILESS_MAIN(TestAttachedUnit)
#include "tst_attachedunit_lab.moc"
