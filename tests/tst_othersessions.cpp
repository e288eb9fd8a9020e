// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "testsupport/otherprograms.h"

#include <QTest>

using namespace mooring;
using namespace mooring::testsupport;

class TestOtherSessions : public QObject
{
    Q_OBJECT
private slots:
    void tellsASessionWithItsProcess();
    void standsInTheWayOfALogout();
    void asksEveryProcessThatHasTheConnection();
    void leavesOutWhatIsOurs();
    void findsATargetThatNobodyElseHas();
    void looksIntoNoProcessWithoutSuchAConnection();
    void answersForSingleSessionsAndProcesses();
};

void TestOtherSessions::tellsASessionWithItsProcess()
{
    OtherProgramsStage stage;
    stage.made.program(4711, "qemu-io", "qemu-io|" + url);
    stage.made.connect({4711}, portal, 40001);
    const Inventory inventory = stage.look();
    QCOMPARE(
        seen(inventory),
        (QStringList {text("iscsi-session:4711/127.0.0.1:40001"), text("iscsi-target:iqn.2026-11.lab:t1"),
                      text("portal:127.0.0.1:13260"), text("process:4711@47110")}));
    const Resource session = only(inventory, text("iscsi-session:4711/127.0.0.1:40001"));
    QCOMPARE(session.name, QString::fromUtf8(target + '@' + portal));
    QCOMPARE(session.state, State::LoggedIn);
    QCOMPARE(session.facts.value(Fact::HeldBy).toString(), text("qemu-io (4711)"));
    QCOMPARE(session.facts.value(Fact::Pid).toLongLong(), 4711);
    QCOMPARE(session.facts.value(Fact::Portal).toString(), QString::fromUtf8(portal));
    QVERIFY(!session.release);
    QVERIFY(!only(inventory, text("iscsi-target:iqn.2026-11.lab:t1")).facts.contains(Fact::Command));
    QCOMPARE(seen(stage.look({target}, {})).size(), 3); // without users no process
}

void TestOtherSessions::standsInTheWayOfALogout()
{
    OtherProgramsStage stage;
    stage.made.program(4711, "qemu-io", "qemu-io|" + url);
    stage.made.connect({4711}, portal, 40001);
    Inventory another; // the same process, in another role
    another.provider = text("filesystem");
    Resource user = only(stage.look(), text("process:4711@47110"));
    Resource mount;
    mount.kind = Kind::Mount;
    mount.id = {text("mount:/mnt")};
    mount.keys = {Key {"mount:1/1"}};
    user.needs = {Need {mount.keys, 1, How::OpenFile, "/mnt/file"}};
    another.resources = {mount};
    another.users = {user};
    const Topology topology = Topology::join({another, stage.look()});
    const ResourceId goal = ResourceId::make(Kind::IscsiTarget, target);
    const Plan blocked = makePlan(topology, Verb::LogOut, {goal});
    QCOMPARE(blocked.blockers.size(), 1);
    QCOMPARE(blocked.blockers[0].reason, BlockReason::Process);
    QCOMPARE(blocked.blockers[0].resource.text, text("process:4711@47110"));
    QCOMPARE(blocked.blockers[0].usedResource.text, text("iscsi-session:4711/127.0.0.1:40001"));
    PlanOptions options;
    options.processes = ProcessAnswer::Quit;
    const Plan quits = makePlan(topology, Verb::LogOut, {goal}, options);
    QVERIFY(!quits.isBlocked());
    QCOMPARE(quits.steps.size(), 1);
    QCOMPARE(quits.steps[0].verb, Verb::AskToQuit);
    QCOMPARE(quits.steps[0].expects.size(), 2); // and the session goes with it
    options.processes = ProcessAnswer::Leave;
    options.leaveOut = {user.id};
    QVERIFY(makePlan(topology, Verb::LogOut, {goal}, options).steps.isEmpty());
}

// A connection that was inherited lasts until the last of them has ended.
void TestOtherSessions::asksEveryProcessThatHasTheConnection()
{
    OtherProgramsStage stage;
    stage.made.program(4711, "sh", "sh|-c|x");
    stage.made.program(4712, "qemu-io", "qemu-io|" + url);
    stage.made.connect({4711, 4712}, portal, 40001);
    stage.made.connect({4712}, portal, 40002);
    const Inventory inventory = stage.look();
    QCOMPARE(
        seen(inventory),
        (QStringList {text("iscsi-session:4711/127.0.0.1:40001"), text("iscsi-session:4712/127.0.0.1:40002"),
                      text("iscsi-target:iqn.2026-11.lab:t1"), text("portal:127.0.0.1:13260"),
                      text("process:4711@47110"), text("process:4712@47120")}));
    QCOMPARE(only(inventory, text("process:4712@47120")).needs.size(), 2);
    QCOMPARE(
        makePlan(Topology::join({inventory}), Verb::LogOut, {ResourceId::make(Kind::IscsiTarget, target)})
            .blockers.size(),
        2);
}

void TestOtherSessions::leavesOutWhatIsOurs()
{
    OtherProgramsStage stage;
    stage.made.program(int(getpid()), "mooringctl", "mooringctl");
    stage.made.program(4711, "mooringd", "mooringd|--user");
    stage.made.program(4712, "qemu-storage-da",
                       "qemu-storage-daemon|--chardev|socket,id=monitor,server=on,wait=on,path=/run/mooring/"
                       "images/1/monitor.sock");
    stage.made.program(4713, "iscsid", "/sbin/iscsid");
    for (const auto& [pid, socket] :
         {std::pair(int(getpid()), 40000), {4711, 40001}, {4712, 40002}, {4713, 40003}})
        stage.made.connect({pid}, portal, socket);
    stage.made.program(4714, "qemu-io", "qemu-io|" + url);
    stage.made.connect({4714}, portal, 40004, 0, "06"); // TIME_WAIT
    stage.made.connect({4714}, "10.0.0.1:13260", 40005);
    const Inventory inventory = stage.look();
    QCOMPARE(seen(inventory), QStringList {text("iscsi-target:iqn.2026-11.lab:t1")});
    QVERIFY(!inventory.resources[0].facts.contains(Fact::Command));
    QVERIFY(inventory.errors.isEmpty());
}

void TestOtherSessions::findsATargetThatNobodyElseHas()
{
    OtherProgramsStage stage;
    stage.made.program(4711, "kvm", "kvm|-drive|file=iscsi://10.0.0.1/" + target + "/1");
    stage.made.connect({4711}, "10.0.0.1:3260", 40001);
    QVERIFY(stage.look({}).resources.isEmpty());
    stage.others = stage.make(0, true);
    const Inventory inventory = stage.look({});
    QCOMPARE(
        seen(inventory),
        (QStringList {text("iscsi-session:4711/127.0.0.1:40001"), text("iscsi-target:iqn.2026-11.lab:t1"),
                      text("portal:10.0.0.1:3260"), text("process:4711@47110")}));
    QCOMPARE(only(inventory, text("iscsi-target:iqn.2026-11.lab:t1")).verbs, QList<Verb> {Verb::LogOut});
}

void TestOtherSessions::looksIntoNoProcessWithoutSuchAConnection()
{
    OtherProgramsStage stage;
    stage.made.program(4711, "qemu-io", "qemu-io|" + url);
    stage.made.connect({4711}, "10.0.0.1:443", 40000);
    stage.look();
    QCOMPARE(stage.others->scans(), 0);
    stage.made.connect({4711}, portal, 40001);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(stage.look().users.size(), 1);
    QCOMPARE(stage.others->scans(), 1); // who has it is known from then on
    stage.made.connect({4711}, portal, 40002);
    QCOMPARE(stage.look().resources.size(), 4);
    QCOMPARE(stage.others->scans(), 2);
}

void TestOtherSessions::answersForSingleSessionsAndProcesses()
{
    OtherProgramsStage stage;
    stage.made.program(4711, "qemu-io", "qemu-io|" + url);
    stage.made.connect({4711}, portal, 40001);
    const ResourceId session {text("iscsi-session:4711/127.0.0.1:40001")},
        process {text("process:4711@47110")};
    QVERIFY(seen(stage.look({target}, {{session}, {}, false})).contains(session.text));
    QVERIFY(!seen(stage.look({target}, {{ResourceId {text("iscsi-session:kernel/1")}}, {}, false}))
                 .contains(session.text));
    const Inventory named = stage.look({target}, {{process}, {}, false});
    QCOMPARE(named.users.size(), 1);
    QVERIFY(stage.look({target}, {{ResourceId {text("process:4711@1")}}, {}, false}).users.isEmpty());
}

QTEST_GUILESS_MAIN(TestOtherSessions)
#include "tst_othersessions.moc"
