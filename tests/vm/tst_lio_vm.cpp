// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers.h"
#include "lioscene.h"
#include "services/lio/lioprovider.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <csignal>

namespace {

QList<mooring::Resource> lookedAt(mooring::LioProvider& provider, const mooring::LookRequest& request)
{
    mooring::Answers<mooring::Inventory> answers;
    provider.look(request, {}, answers.reply());
    if (!QTest::qWaitFor([&answers] { return answers.count() == 1; }, 60000) || !answers.value())
        qFatal("no look");
    return answers.value()->resources;
}

// Looked at, done, and looked at again.
void detachBy(mooring::LioProvider& provider, const QByteArray& unit)
{
    mooring::LookRequest request;
    request.only = {{QString::fromUtf8(unit)}};
    const QList<mooring::Resource> before = lookedAt(provider, request);
    if (before.size() != 1)
        qFatal("not there");
    mooring::Step step;
    step.verb = mooring::Verb::Detach;
    step.resource = before[0].id;
    step.kind = before[0].kind;
    step.name = before[0].name;
    step.incarnation = before[0].incarnation;
    mooring::Answers<mooring::StepResult> answers;
    provider.run(step, {}, answers.reply());
    if (!QTest::qWaitFor([&answers] { return answers.count() == 1; }, 60000) || answers.value()->error)
        qFatal("not done");
    if (!lookedAt(provider, request).isEmpty())
        qFatal("still there");
}

} // namespace

using namespace mooring::lab;
using namespace mooring::vm;

// Logical units of the kernel's target, let go of as the contract says, with the kernel's initiator at the
// other end.
class TestLio : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void detachesAnIdleUnitAndPutsItBack();
    void takesItFromEveryAccessList();
    void hidesFromOneInitiator();
    void refusesUnderAWriter();
    void takesItFromAMountedInitiatorByForce();
    void goesThroughBothSides();
    void tellsThatAnInitiatorComesBack();
    void disablesAPortalGroup();
    void attachesAUnit();
    void isFasterThanTargetcli();
};

void TestLio::initTestCase()
{
    if (const QString why = notInGuest(); !why.isEmpty())
        QFAIL(qPrintable(why));
}

void TestLio::detachesAnIdleUnitAndPutsItBack()
{
    const LioScene scene;
    Lab::must({"dd", "if=/dev/urandom", "of=" + scene.target.backing(1), "bs=1M", "count=1", "conv=notrunc",
               "status=none"});
    const QByteArray before = run({"sha256sum", scene.target.backing(1)}).out;
    const Ran ran = scene.detach(1);
    QVERIFY2(ran.code == 0, endOf(ran));
    QCOMPARE(contractOf(ran), QByteArray("cim 0"));
    QVERIFY(!scene.isExported(1));
    QVERIFY(scene.isExported(2));
    QCOMPARE(textOf(scene.target.store(1) + "/enable"), QByteArray("1")); // the backstore stays
    QCOMPARE(run({"sha256sum", scene.target.backing(1)}).out, before);
    const QByteArray number = scene.lastNumber();
    const Ran second = scene.detach(1);
    QVERIFY2(second.code == 6, endOf(second));
    QCOMPARE(contractOf(second), QByteArray("cim 4096"));
    VERIFY_DONE(scene.run({"undo", "--yes", number}));
    QVERIFY(scene.isExported(1));
    QCOMPARE(run({"sha256sum", scene.target.backing(1)}).out, before);
}

void TestLio::takesItFromEveryAccessList()
{
    const LioScene scene;
    for (const char* initiator : {"iqn.2026-11.guest:a", "iqn.2026-11.guest:b", "iqn.2026-11.guest:c"})
        scene.addAcl(initiator, {1, 2});
    const Ran ran = scene.detach(1);
    QVERIFY2(ran.code == 0, endOf(ran));
    QVERIFY(!scene.isExported(1));
    for (const char* initiator : {"iqn.2026-11.guest:a", "iqn.2026-11.guest:b", "iqn.2026-11.guest:c"})
        QCOMPARE(scene.mappedBy(initiator), QList<QByteArray> {"lun_2"});
    VERIFY_DONE(scene.detach(2)); // the last one: the target stays
    QVERIFY(!entriesOf(scene.target.group()).isEmpty());
    QCOMPARE(textOf(scene.target.group() + "/enable"), QByteArray("1"));
    VERIFY_DONE(scene.run({"undo", "--yes", scene.lastNumber()}));
    QVERIFY(scene.isExported(2));
    for (const char* initiator : {"iqn.2026-11.guest:a", "iqn.2026-11.guest:b", "iqn.2026-11.guest:c"})
        QCOMPARE(scene.mappedBy(initiator), QList<QByteArray> {"lun_2"});
}

void TestLio::hidesFromOneInitiator()
{
    const LioScene scene;
    scene.addAcl("iqn.2026-11.guest:a", {1});
    scene.addAcl("iqn.2026-11.guest:b", {1});
    const Ran ran = scene.run({"hide", "--yes", scene.unit(1), "iqn.2026-11.guest:a"});
    QVERIFY2(ran.code == 0, endOf(ran));
    QVERIFY(scene.mappedBy("iqn.2026-11.guest:a").isEmpty());
    QCOMPARE(scene.mappedBy("iqn.2026-11.guest:b"), QList<QByteArray> {"lun_1"});
    QVERIFY(scene.isExported(1));
    const QByteArray number = scene.lastNumber();
    const Ran again = scene.run({"hide", "--yes", scene.unit(1), "iqn.2026-11.guest:a"});
    QVERIFY2(again.code == 6, endOf(again));
    QCOMPARE(contractOf(again), QByteArray("cim 4100")); // HidePaths has its own number for that
    VERIFY_DONE(scene.run({"undo", "--yes", number}));
    QCOMPARE(scene.mappedBy("iqn.2026-11.guest:a"), QList<QByteArray> {"lun_1"});
}

void TestLio::refusesUnderAWriter()
{
    const MountedLioScene scene;
    Running writer({"sh", "-c", "cd \"$1\" && echo ready && while echo x >> file; do sleep 0.1; done", "sh",
                    scene.mount});
    QCOMPARE(writer.readLine().trimmed(), QByteArray("ready"));
    const Ran refused = scene.detach(1);
    QVERIFY2(refused.code == 4, endOf(refused));
    QCOMPARE(contractOf(refused), QByteArray("cim 4097"));
    QVERIFY2(refused.out.contains(QByteArray::number(writer.pid())), endOf(refused));
    const Ran alone = scene.detach(1, {"--no-cascade"});
    QVERIFY2(alone.code == 4 && alone.out.contains("seen-by-initiator")
                 && alone.out.contains("iqn.2026-11.guest:initiator"),
             endOf(alone));
    QVERIFY(scene.isExported(1));
    QVERIFY(writer.isRunning());
    QCOMPARE(scene.target.sessions().size(), 1);
    writer.signal(SIGKILL);
    writer.waitEnd();
}

void TestLio::takesItFromAMountedInitiatorByForce()
{
    const MountedLioScene scene;
    const Ran planned = scene.run({"plan", "detach", "--force", "under-initiator", scene.unit(1)});
    QCOMPARE(planned.json()[u"steps"].toArray().size(), 1);
    const Ran unaccepted = scene.detach(1, {"--force", "under-initiator"});
    QVERIFY2(unaccepted.code != 0 && unaccepted.out.contains("content-lost"), endOf(unaccepted));
    QVERIFY(scene.isExported(1)); // what is mounted here would be cut off
    const Ran forced = scene.detach(1, {"--force", "under-initiator", "--accept-collateral"});
    QVERIFY2(forced.code == 0, endOf(forced));
    QVERIFY(!scene.isExported(1));
    QCOMPARE(scene.target.sessions().size(), 1); // it goes on without its disk
    QVERIFY(
        !run({"dd", "if=" + scene.disk, "of=/dev/null", "bs=4k", "count=1", "iflag=direct", "status=none"})
             .ok());
}

void TestLio::goesThroughBothSides()
{
    const MountedLioScene scene;
    Lab::must({"sh", "-c", "echo kept > \"$1/kept\"", "sh", scene.mount});
    const Ran planned = scene.run({"plan", "detach", scene.unit(1)});
    QVERIFY2(planned.code == 0, endOf(planned));
    QByteArrayList verbs;
    for (const QJsonValue& step : planned.json()[u"steps"].toArray())
        verbs.append(step[u"verb"].toString().toUtf8());
    QCOMPARE(verbs, (QByteArrayList {"unmount", "log-out", "detach"}));
    const Ran done = scene.detach(1);
    QVERIFY2(done.code == 0, endOf(done));
    QVERIFY(!Oracle::isMounted(scene.mount));
    QVERIFY(KernelInitiator::sessions(scene.target.name()).isEmpty());
    QVERIFY(!scene.isExported(1));
    QVERIFY(run({"grep", "-q", "kept", scene.target.backing(1)}).ok()); // it has reached the file
}

void TestLio::tellsThatAnInitiatorComesBack()
{
    MountedLioScene scene(false);
    KernelInitiator::logOutOfAll();
    scene.addAcl("iqn.2026-11.guest:initiator", {1});
    KernelInitiator::discover(KernelTarget::portal());
    KernelInitiator::logIn(scene.target.name());
    const QByteArray id = "initiator:lio/" + scene.target.name() + ",1/iqn.2026-11.guest:initiator";
    const Ran planned = scene.run({"plan", "remove-initiator", id});
    QVERIFY2(planned.code == 4 && planned.out.contains("returns-in-demo-mode"), endOf(planned));
    const Ran forced
        = scene.run({"remove-initiator", "--yes", "--accept-collateral", "--force", "under-initiator", id});
    QVERIFY2(forced.code != 0 && forced.out.contains("initiatorCameBack"), endOf(forced));
    QVERIFY(!entriesOf(scene.target.group() + "/acls").contains("iqn.2026-11.guest:initiator"));
    QCOMPARE(scene.target.sessions(), QList<QByteArray> {"iqn.2026-11.guest:initiator"}); // with demo rights
}

void TestLio::disablesAPortalGroup()
{
    const MountedLioScene scene(false);
    const QByteArray id = "export:lio/" + scene.target.name() + ",1";
    const Ran refused = scene.run({"disable", "--yes", id});
    QVERIFY2(refused.code == 4 && refused.out.contains("iqn.2026-11.guest:initiator"), endOf(refused));
    QCOMPARE(textOf(scene.target.group() + "/enable"), QByteArray("1"));
    KernelInitiator::logOutOfAll();
    QTRY_VERIFY(scene.target.sessions().isEmpty());
    const Ran ran = scene.run({"disable", "--yes", id});
    QVERIFY2(ran.code == 0, endOf(ran));
    QCOMPARE(textOf(scene.target.group() + "/enable"), QByteArray("0"));
    VERIFY_DONE(scene.run({"undo", "--yes", scene.lastNumber()}));
    QCOMPARE(textOf(scene.target.group() + "/enable"), QByteArray("1"));
}

void TestLio::attachesAUnit()
{
    const LioScene scene;
    const QByteArray file = scene.lab.writeFile("new.img", QByteArray(4 << 20, 'x'));
    const auto attach = [&](const QByteArray& lun) {
        return scene.run({"attach", "export:lio/" + scene.target.name(), "--backing", file, "--lun", lun});
    };
    const Ran attached = attach("5");
    QVERIFY2(attached.code == 0, endOf(attached));
    QVERIFY(scene.isExported(5));
    const Ran readOnly = scene.run(
        {"attach", "--read-only", "export:lio/" + scene.target.name(), "--backing", file, "--lun", "6"});
    QVERIFY2(readOnly.code == 8, endOf(readOnly)); // rather than one that can be written to
    QVERIFY(!scene.isExported(6));
    const Ran taken = attach("1");
    QVERIFY2(taken.code == 2, endOf(taken));
    QCOMPARE(contractOf(taken), QByteArray("cim 4097"));
    const Ran gone = scene.detach(5);
    QVERIFY2(gone.code == 0, endOf(gone));
    QVERIFY(!scene.isExported(5));
    run({"sh", "-c", "rmdir /sys/kernel/config/target/core/*/new.img"}); // the backstore is kept
}

// A step with the looks that check and prove it; beside it the whole command, which starts a program of its
// own.
void TestLio::isFasterThanTargetcli()
{
    const LioScene scene(7, "iqn.2026-11.lab.guest:t1"); // rtslib wants a domain of two words
    QElapsedTimer clock;
    clock.start();
    const Ran command = scene.detach(7);
    const qint64 asProgram = clock.elapsed();
    QVERIFY2(command.code == 0, endOf(command));
    mooring::LioProvider provider;
    lookedAt(provider, {});
    QList<double> ours, theirs;
    for (const int lun : {1, 3, 5}) {
        clock.restart();
        detachBy(provider, scene.unit(lun));
        ours.append(double(clock.nsecsElapsed()) / 1e6);
        QVERIFY(!scene.isExported(lun));
        clock.restart();
        const Ran ran = run({"targetcli", "/iscsi/" + scene.target.name() + "/tpg1/luns", "delete",
                             "lun" + QByteArray::number(lun + 1)});
        theirs.append(double(clock.elapsed()));
        QVERIFY2(ran.code == 0, endOf(ran));
    }
    std::sort(ours.begin(), ours.end());
    std::sort(theirs.begin(), theirs.end());
    qInfo("detach %.1f ms, as a program %lld ms, targetcli %.0f ms: %.1f times", ours[1], asProgram,
          theirs[1], theirs[1] / ours[1]);
    QVERIFY2(theirs[1] >= 10 * ours[1], "not ten times as fast as targetcli");
}

QTEST_GUILESS_MAIN(TestLio)
#include "tst_lio_vm.moc"
