// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mountedunit.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

using namespace mooring;
using namespace mooring::lab;

// A target that dies under what this host does with it; each wait has a bound.
class TestDeadTarget : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void tellsAndOffersTheRungs_data();
    void tellsAndOffersTheRungs();
    void givesUpUnderAProgram();
    void stopsWhileItWaits();
    void hidesAMountInUse();
    void hidesAMountOnADeadDisk();
    void refusesARungThatNothingHas();
    void wakesWhoeverWatches();

private:
    static constexpr int shortly = 15000; // ms
};

void TestDeadTarget::initTestCase()
{
    for (const QString& why : {Lab::unavailable(), TgtDaemon::unavailable()})
        if (!why.isEmpty())
            QSKIP(qPrintable(why));
}

void TestDeadTarget::tellsAndOffersTheRungs_data()
{
    QTest::addColumn<bool>("unsynced");
    QTest::newRow("nothing unsynced") << false;
    QTest::newRow("unsynced writes") << true;
}

void TestDeadTarget::tellsAndOffersTheRungs()
{
    QFETCH(const bool, unsynced);
    MountedUnit it;
    if (unsynced)
        it.write();
    it.tgt->signal(SIGKILL);
    for (const char* kind : {"iscsi-session", "iscsi-lun", "virtual-disk"})
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(it.stage, kind), QByteArray("reconnecting"), told);

    QElapsedTimer clock;
    clock.start();
    const QJsonObject plan = it.stage.product.run({"--json", "plan", "detach", it.device}).json();
    QCOMPARE(plan[u"steps"][1][u"choosable"], QJsonValue(QJsonArray {QStringLiteral("fail-io")}));
    QCOMPARE(plan[u"steps"][1][u"chosen"], QJsonValue(QString()));
    const Ran words = it.stage.product.run({"plan", "detach", it.device});
    QVERIFY2(words.out.contains("--force fail-io") && words.out.contains("is lost"), words.text());
    QVERIFY(clock.elapsed() < told);

    clock.restart();
    const Ran waited = it.stage.product.run({"--json", "detach", "--yes", "--timeout", "4", it.device});
    QVERIFY2(waited.code == 7, waited.text());
    QVERIFY2(clock.elapsed() < shortly, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(finishedEvent(waited)[u"rungs"], QJsonValue(QJsonArray {QStringLiteral("fail-io")}));
    QVERIFY(Oracle::isBound(it.device));

    clock.restart();
    const Ran forced = it.stage.product.run({"--json", "detach", "--yes", "--force", "fail-io", it.device});
    QVERIFY2(forced.code == 0, QJsonDocument(finishedEvent(forced)).toJson());
    QVERIFY2(clock.elapsed() < shortly, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(!Oracle::isMounted(it.mount));
    QVERIFY(!Oracle::isBound(it.device));
    QVERIFY(!Oracle::superblockLives(it.device));
    QCOMPARE(it.leftovers(), QByteArray());
    QVERIFY(it.stage.product.run({"--json", "log"}).out.contains("\"force\":\"fail-io\""));

    it.comeBack();
    it.attach();
    const int repaired = run({"e2fsck", "-fy", it.device}).code; // 1: it was repaired
    QVERIFY2(repaired == 0 || repaired == 1, qPrintable(QString::number(repaired)));
    QCOMPARE(run({"e2fsck", "-fn", it.device}).code, 0);
    Lab::must({"mount", it.device, it.mount});
    QCOMPARE(Lab::must({"cat", it.mount + "/kept"}), QByteArray("kept\n"));
    const Ran ended = it.stage.product.run({"--json", "detach", "--yes", it.device});
    QVERIFY2(ended.code == 0, QJsonDocument(finishedEvent(ended)).toJson());
    QVERIFY(it.tgt->sessions().isEmpty());
}

// It writes and waits: no signal ends it before its write has failed.
void TestDeadTarget::givesUpUnderAProgram()
{
    MountedUnit it;
    it.tgt->signal(SIGKILL);
    Running writer(
        {"dd", "if=/dev/zero", "of=" + it.mount + "/file", "bs=1M", "count=4", "conv=fsync", "status=none"});
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(it.stage, "virtual-disk"), QByteArray("reconnecting"), told);
    const Ran refused = it.stage.product.run({"--json", "detach", "--yes", "--force", "fail-io", it.device});
    QVERIFY2(refused.code == 4, refused.text());
    QVERIFY(refused.out.contains(QByteArray::number(writer.pid())));
    QCOMPARE(stateOf(it.stage, "virtual-disk"), QByteArray("reconnecting")); // nothing was done

    QElapsedTimer clock;
    clock.start();
    const Ran forced = it.stage.product.run(
        {"--json", "logout", "--yes", "--force", "fail-io", "--processes", "end", it.tgt->name(1)});
    QVERIFY2(forced.code == 0, QJsonDocument(finishedEvent(forced)).toJson());
    QVERIFY(clock.elapsed() < 2 * shortly);
    QVERIFY(writer.waitEnd(told).value_or(0) != 0); // it was told that it failed
    QVERIFY(!Oracle::isMounted(it.mount));
    QCOMPARE(it.leftovers(), QByteArray());
}

// By Ctrl+C, as soon as the unmount waits for the disk.
void TestDeadTarget::stopsWhileItWaits()
{
    MountedUnit it;
    it.write();
    it.tgt->signal(SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(it.stage, "virtual-disk"), QByteArray("reconnecting"), told);
    const RunningPtr detach = it.stage.product.start({"--json", "detach", "--yes", it.device});
    QByteArray line;
    do
        line = detach->readLine(told);
    while (!line.isEmpty() && !line.contains("\"phase\":\"running\""));
    QVERIFY(!line.isEmpty());
    QElapsedTimer clock;
    clock.start();
    detach->signal(SIGINT);
    QVERIFY(detach->waitEnd(told).value_or(0) != 0);
    QVERIFY(clock.elapsed() < told);
    QVERIFY(Oracle::isBound(it.device));
}

// Who has a file open goes on; the rest goes with its end.
void TestDeadTarget::hidesAMountInUse()
{
    MountedUnit it;
    Running user(
        {"sh", "-c", "exec 5<> \"$1/kept\" && echo ready && read -r line && echo more >&5", "sh", it.mount});
    QCOMPARE(user.readLine().trimmed(), QByteArray("ready"));
    const Ran busy = it.stage.product.run({"unmount", "--yes", it.mount});
    QVERIFY2(busy.code == 4 && busy.out.contains("--force lazy"), busy.text());
    const Ran hidden = it.stage.product.run({"--json", "unmount", "--yes", "--force", "lazy", it.mount});
    QVERIFY2(hidden.code == 9, hidden.text());
    QVERIFY(!Oracle::isMounted(it.mount));
    QVERIFY(Oracle::superblockLives(it.device));
    QVERIFY(user.isRunning());
    user.write("\n");
    QCOMPARE(user.waitEnd(told), std::optional(0));
    QTRY_VERIFY_WITH_TIMEOUT(!Oracle::superblockLives(it.device), told);
    VERIFY_DONE(it.stage.product.run({"--json", "detach", "--yes", it.device}));
    QVERIFY(it.tgt->sessions().isEmpty());
}

// Nobody uses it, so the kernel lets go of it at once, and waits for the disk; what asked for that does not.
void TestDeadTarget::hidesAMountOnADeadDisk()
{
    MountedUnit it;
    it.write();
    it.tgt->signal(SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(it.stage, "virtual-disk"), QByteArray("reconnecting"), told);
    QElapsedTimer clock;
    clock.start();
    const Ran hidden = it.stage.product.run({"--json", "unmount", "--yes", "--force", "lazy", it.mount});
    QVERIFY2(hidden.code == 9, hidden.text());
    QVERIFY(clock.elapsed() < shortly);
    QVERIFY(!Oracle::isMounted(it.mount));
    const Ran forced = it.stage.product.run({"--json", "detach", "--yes", "--force", "fail-io", it.device});
    QVERIFY2(forced.code == 0, QJsonDocument(finishedEvent(forced)).toJson());
    QTRY_VERIFY_WITH_TIMEOUT(!Oracle::superblockLives(it.device), told);
    QVERIFY(!Oracle::isBound(it.device));
    QCOMPARE(it.leftovers(), QByteArray());
}

void TestDeadTarget::refusesARungThatNothingHas()
{
    MountedUnit it;
    const Ran none = it.stage.product.run({"--json", "detach", "--yes", "--force", "drop", it.device});
    QVERIFY2(none.code == 2, none.text());
    QCOMPARE(codeOf(none), QStringLiteral("invalidArgument"));
    const Ran unbuilt = it.stage.product.run({"--json", "detach", "--yes", "--force", "stop", it.device});
    QVERIFY2(unbuilt.code == 8, unbuilt.text());
    const Ran deep = it.stage.product.run({"detach", "--yes", "--force", "lazy", it.device});
    QVERIFY2(deep.code == 2 && deep.text().contains("fail-io"), deep.text());
    const Ran healthy = it.stage.product.run({"detach", "--yes", "--force", "fail-io", it.device});
    QVERIFY2(healthy.code == 4 && healthy.text().contains("without force"), healthy.text());
    QVERIFY(Oracle::isMounted(it.mount));
    VERIFY_DONE(it.stage.product.run({"--json", "detach", "--yes", it.device}));
}

// The kernel has no event for it.
void TestDeadTarget::wakesWhoeverWatches()
{
    MountedUnit it;
    const Watcher watcher;
    QTest::qWait(2500); // what the attaching itself told
    const int before = watcher.woken;
    it.tgt->signal(SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(watcher.woken > before, told);
    QCOMPARE(stateOf(it.stage, "virtual-disk"), QByteArray("reconnecting"));
}

QTEST_GUILESS_MAIN(TestDeadTarget)
#include "tst_deadtarget_lab.moc"
