// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exportstage.h"
#include "oracle.h"

#include <csignal>

using namespace mooring;
using namespace mooring::lab;

// What an exported unit stands on and what stands on it, on one host; and tgtds that die, hang or are
// others'.
class TestExportedChains : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void goesThroughBothSides();
    void logsOutOfSessionsOfItsOwn();
    void standsInTheWayOfItsFileSystem();
    void tellsThatTgtdDied();
    void doesNotWaitForASilentTgtd();
    void tellsThatItIsAnotherUsers();

private:
    static QStringList stepsOf(const Ran& planned)
    {
        QStringList steps;
        for (const QJsonValue& step : planned.json()[u"steps"].toArray())
            steps.append(step[u"verb"].toString() + u' ' + step[u"resource"].toString().section(u':', 0, 0));
        return steps;
    }
};

void TestExportedChains::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

// A file on a mounted disk, exported, attached here, mounted.
void TestExportedChains::goesThroughBothSides()
{
    ExportStage stage;
    const Disk base = stage.lab.attach(stage.lab.ext4Image("base", {}, 96));
    const QByteArray srv = stage.lab.mount(base.device, "srv");
    const QByteArray file = srv + "/lun.img";
    Lab::must({"truncate", "-s", "40M", file});
    VERIFY_DONE(stage.run({"attach", "export:tgt/" + stage.tgt.name(1), "--backing", file, "--lun", "5"}));
    const QByteArray url = "iscsi://" + stage.tgt.portal() + '/' + stage.tgt.name(1) + "/5";
    const QByteArray device = createdDevice(stage.run({"attach", url}));
    QVERIFY(!device.isEmpty());
    stage.lab.remember(device);
    Lab::must({"mkfs.ext4", "-q", "-F", device});
    const QByteArray mount = stage.lab.mount(device, "lun");
    Lab::must({"sh", "-c", "echo kept > \"$1/kept\"", "sh", mount});

    const Ran planned = stage.run({"plan", "detach", stage.unit(1, 5)});
    QVERIFY2(planned.code == 0, planned.text());
    QCOMPARE(stepsOf(planned),
             (QStringList {QStringLiteral("unmount mount"), QStringLiteral("detach virtual-disk"),
                           QStringLiteral("detach export-lun")}));
    const Ran down = stage.run({"plan", "detach", "virtual-disk:" + base.device});
    QCOMPARE(stepsOf(down),
             (QStringList {QStringLiteral("unmount mount"), QStringLiteral("detach virtual-disk"),
                           QStringLiteral("detach export-lun"), QStringLiteral("unmount mount"),
                           QStringLiteral("detach virtual-disk")}));
    Running process({"sh", "-c", "cd \"$1\" && echo ready && read -r end", "sh", mount});
    QCOMPARE(process.readLine().trimmed(), QByteArray("ready"));
    const Ran busy = stage.detach(stage.unit(1, 5));
    QVERIFY2(busy.code == 4 && busy.out.contains(QByteArray::number(process.pid())), busy.text());
    QVERIFY(Oracle::isMounted(mount));
    process.signal(SIGKILL);
    process.waitEnd();

    const Ran done = stage.detach(stage.unit(1, 5));
    QVERIFY2(done.code == 0, done.text());
    QVERIFY(!Oracle::isMounted(mount));
    QVERIFY(!Oracle::isBound(device));
    QVERIFY(!stage.numbers(1).contains(5));
    QVERIFY(stage.tgt.sessions(1).isEmpty());
    QVERIFY(Oracle::isMounted(srv));
    const Disk inner = stage.lab.attach(file); // the data is where it was
    const QByteArray again = stage.lab.mount(inner.device, "again");
    QCOMPARE(run({"cat", again + "/kept"}).out, QByteArray("kept\n"));
}

void TestExportedChains::logsOutOfSessionsOfItsOwn()
{
    ExportStage stage;
    VERIFY_DONE(stage.logIn(stage.tgt.name(1), stage.tgt.portal(), {"--sessions", "2"}));
    const Ran planned = stage.run({"plan", "detach", stage.unit(1, 1)});
    QVERIFY2(planned.code == 0, planned.text());
    QCOMPARE(stepsOf(planned),
             (QStringList {QStringLiteral("log-out iscsi-session"), QStringLiteral("log-out iscsi-session"),
                           QStringLiteral("detach export-lun")}));
    const Ran alone = stage.detach(stage.unit(1, 1), {"--no-cascade"});
    QVERIFY2(alone.code == 4, alone.text());
    QCOMPARE(stage.tgt.sessions(1).size(), 2);
    RawInitiator foreign(stage.tgt.port());
    QVERIFY(foreign.login(stage.tgt.name(1)));
    const Ran refused = stage.detach(stage.unit(1, 1));
    QVERIFY2(refused.code == 4, refused.text());
    QCOMPARE(stage.tgt.sessions(1).size(), 3);
    QVERIFY(foreign.logout());
    QTRY_COMPARE(stage.tgt.sessions(1).size(), 2);
    VERIFY_DONE(stage.detach(stage.unit(1, 1)));
    QVERIFY(stage.tgt.sessions(1).isEmpty());
    QCOMPARE(stage.numbers(1), QList<quint64> {2});
}

void TestExportedChains::standsInTheWayOfItsFileSystem()
{
    ExportStage stage;
    const Disk base = stage.lab.attach(stage.lab.ext4Image("base", {}, 64));
    const QByteArray srv = stage.lab.mount(base.device, "srv");
    Lab::must({"truncate", "-s", "8M", srv + "/lun.img"});
    VERIFY_DONE(stage.run(
        {"attach", "export:tgt/" + stage.tgt.name(1), "--backing", srv + "/lun.img", "--lun", "5"}));
    RawInitiator initiator(stage.tgt.port());
    QVERIFY(initiator.login(stage.tgt.name(1)));
    const QByteArray name = stage.tgt.sessions(1).constFirst().initiator;
    const Ran refused = stage.run({"unmount", "--yes", srv});
    QVERIFY2(refused.code == 4 && refused.out.contains(name), refused.text());
    QVERIFY2(!refused.out.contains("\"process\""), refused.text()); // tgtd is not to be ended
    QVERIFY(Oracle::isMounted(srv));
    QVERIFY(initiator.logout());
    QTRY_VERIFY(stage.tgt.sessions(1).isEmpty());
    const Ran done = stage.run({"unmount", "--yes", srv});
    QVERIFY2(done.code == 0, done.text());
    QVERIFY(!Oracle::isMounted(srv));
    QVERIFY(!stage.numbers(1).contains(5));
}

void TestExportedChains::tellsThatTgtdDied()
{
    ExportStage stage;
    stage.tgt.signal(SIGKILL);
    QTRY_VERIFY(!stage.tgt.isRunning());
    const Ran listed = stage.run({"list"});
    QCOMPARE(listed.code, 0);
    QVERIFY2(listed.out.contains("serviceNotRunning"), listed.text());
    const Ran refused = stage.detach(stage.unit(1, 1));
    QVERIFY2(refused.code == 11, refused.text());
}

void TestExportedChains::doesNotWaitForASilentTgtd()
{
    ExportStage stage;
    stage.tgt.signal(SIGSTOP);
    const Ran refused = stage.detach(stage.unit(1, 1), {"--timeout", "2"});
    stage.tgt.signal(SIGCONT);
    QVERIFY2(refused.code == 7, refused.text());
    QCOMPARE(stage.numbers(1), (QList<quint64> {1, 2}));
}

void TestExportedChains::tellsThatItIsAnotherUsers()
{
    ExportStage stage;
    Lab::must({"chmod", "777", stage.tgt.socketPath()});
    RunOptions options;
    options.environment = {stage.tgt.environment()};
    Lab::must({"chmod", "755", stage.lab.folder()});
    const Ran listed = stage.product.runAsNobody({"--json", "list", "export"}, options.environment);
    QCOMPARE(listed.code, 0);
    QVERIFY2(listed.out.contains("targetServerRefused"), listed.text());
    const Ran refused
        = stage.product.runAsNobody({"--json", "detach", "--yes", stage.unit(1, 1)}, options.environment);
    QVERIFY2(refused.code == 5, refused.text());
    QCOMPARE(stage.numbers(1), (QList<quint64> {1, 2}));
}

QTEST_GUILESS_MAIN(TestExportedChains)
#include "tst_exportedchains_lab.moc"
