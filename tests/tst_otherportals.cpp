// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "services/system/portalnodes.h"
#include "testsupport/otherprograms.h"

#include <QTest>

using namespace mooring;
using namespace mooring::testsupport;

// Connections of other programs to a portal: whose target nobody knows, who may not be looked into, and what
// is remembered of them.
class TestOtherPortals : public QObject
{
    Q_OBJECT
private slots:
    void tellsBesideATargetWhoseTargetIsNotKnown();
    void standsInTheWayOfItsPortal();
    void tellsWhatItMayNotLookInto();
    void watchesAPortalWhileASessionLasts();
    void remembersATargetForWhoComesLater();
    void forgetsNothingThatItCannotSee();
};

void TestOtherPortals::tellsBesideATargetWhoseTargetIsNotKnown()
{
    OtherProgramsStage stage;
    stage.made.program(4711, "python3", "python3|backup.py");
    stage.made.program(4712, "ruby", "ruby");
    stage.made.connect({4711}, portal, 40001);
    stage.made.connect({4711}, portal, 40002);
    stage.made.connect({4712}, portal, 40003);
    const Inventory inventory = stage.look({target, other});
    QCOMPARE(inventory.resources.size(), 2);
    QVERIFY(inventory.users.isEmpty());
    for (const Resource& node : inventory.resources)
        QCOMPARE(node.facts.value(Fact::Command).toString(), text("python3 (4711)\nruby (4712)"));
    const Plan plan
        = makePlan(Topology::join({inventory}), Verb::LogOut, {ResourceId::make(Kind::IscsiTarget, target)});
    QVERIFY(!plan.isBlocked());
}

// Nobody knows its target; that the portal is not free of it is seen.
void TestOtherPortals::standsInTheWayOfItsPortal()
{
    OtherProgramsStage stage;
    stage.others = stage.make(1000);
    stage.made.program(4711, "python3", "python3|backup.py", 1000);
    stage.made.connect({4711}, portal, 40001, 1000);
    stage.made.connect({4711}, portal, 40002, 1000);
    Resource session = OtherProgramsStage::known(target);
    session.kind = Kind::IscsiSession;
    session.id = ResourceId::make(session.kind, "1/1");
    session.keys = {Key {"iscsi-session:1/1"}};
    session.needs = {PortalNodes::needOf(QString::fromUtf8(portal))};
    session.release = Release {.verb = Verb::LogOut};
    PortalNodes portals;
    portals.add(session, QString::fromUtf8(portal));
    const auto look = [&] {
        Inventory inventory;
        inventory.provider = text("libiscsi");
        inventory.request.users = true;
        inventory.resources = {session, portals.all().constFirst()};
        stage.others->addTo(inventory, {{target, TcpEnd::parse(portal)}});
        return inventory;
    };
    const ResourceId goal {QString::fromUtf8("portal:" + portal)};
    const Inventory seenBy = look();
    QCOMPARE(only(seenBy, text("process:4711@47110")).needs, QList<Need> {session.needs});
    const Plan blocked = makePlan(Topology::join({seenBy}), Verb::LogOut, {goal});
    QCOMPARE(blocked.blockers.size(), 1);
    QCOMPARE(blocked.blockers[0].resource.text, text("process:4711@47110"));
    QCOMPARE(blocked.blockers[0].usedResource, goal);
    PlanOptions options;
    options.leaveOut = {blocked.blockers[0].resource};
    const Plan leaving = makePlan(Topology::join({seenBy}), Verb::LogOut, {goal}, options);
    QVERIFY(!leaving.isBlocked());
    QCOMPARE(leaving.steps.size(), 1);
    options = {};
    options.processes = ProcessAnswer::Quit;
    QCOMPARE(makePlan(Topology::join({seenBy}), Verb::LogOut, {goal}, options).steps.size(), 2);

    stage.made.disconnectAll(); // and one that may not be looked into
    stage.made.connect({}, portal, 40003, 0);
    const Plan unknown = makePlan(Topology::join({look()}), Verb::LogOut, {goal});
    QCOMPARE(unknown.blockers.size(), 1);
    QCOMPARE(unknown.blockers[0].reason, BlockReason::CauseNotFound);
    stage.made.disconnectAll();
    QVERIFY(!makePlan(Topology::join({look()}), Verb::LogOut, {goal}).isBlocked());
}

void TestOtherPortals::tellsWhatItMayNotLookInto()
{
    OtherProgramsStage stage;
    stage.others = stage.make(1000);
    stage.made.program(4711, "qemu-io", "qemu-io|" + url, 1000);
    stage.made.connect({4711}, portal, 40001, 1000);
    stage.made.connect({}, portal, 40002, 0);
    const Inventory inventory = stage.look();
    QVERIFY(seen(inventory).contains(text("iscsi-session:4711/127.0.0.1:40001")));
    QCOMPARE(only(inventory, text("iscsi-target:iqn.2026-11.lab:t1")).facts.value(Fact::Command).toString(),
             text("? (root)"));
    QCOMPARE(inventory.errors.size(), 1);
    QCOMPARE(inventory.errors[0].error.code, ErrorCode::ProcessesUnseen);
    QCOMPARE(inventory.errors[0].error.text, text("1"));
    QVERIFY(inventory.isComplete(Kind::IscsiSession));
}

// When Mooring's own session has gone, nobody knows the portal but by this one.
void TestOtherPortals::watchesAPortalWhileASessionLasts()
{
    OtherProgramsStage stage;
    stage.made.program(4711, "qemu-io", "qemu-io|" + url);
    stage.made.connect({4711}, portal, 40001);
    QCOMPARE(stage.look().resources.size(), 3);
    QCOMPARE(stage.look({}).resources.size(), 3);
    QCOMPARE(stage.look({}).resources.size(), 3);
    stage.made.disconnectAll();
    QCOMPARE(stage.look({}).resources.size(), 0);
}

// The service that had the session has ended, and whoever looks now never knew the target.
void TestOtherPortals::remembersATargetForWhoComesLater()
{
    OtherProgramsStage stage;
    OtherSessions::Settings settings;
    settings.root = stage.root.path();
    settings.user = 0;
    settings.memory = stage.root.path() + "run/mooring/portals";
    const auto another = [&] { stage.others = std::make_unique<OtherSessions>(settings); };
    another();
    stage.made.program(4711, "backup", "backup|" + target); // only who knows the target reads that as one
    stage.made.connect({4711}, portal, 40001);
    QVERIFY(stage.look({}).resources.isEmpty());
    QCOMPARE(stage.look().resources.size(), 3);
    another();
    const QString session = text("iscsi-session:4711/127.0.0.1:40001");
    QVERIFY(seen(stage.look({})).contains(session));
    another();
    QVERIFY(seen(stage.look({})).contains(session));
    stage.made.disconnectAll();
    QVERIFY(stage.look({}).resources.isEmpty());
    QVERIFY(!QFile::exists(QString::fromUtf8(settings.memory)));
    stage.made.connect({4711}, portal, 40002);
    another();
    QVERIFY(stage.look({}).resources.isEmpty());
    for (const QByteArray& strange : {QByteArray("x"), QByteArray("\n \niqn.a \n"), target + " 127.0.0.1"}) {
        stage.root.write("run/mooring/portals", strange);
        QVERIFY(PortalMemory(settings.memory).read().isEmpty());
    }
}

void TestOtherPortals::forgetsNothingThatItCannotSee()
{
    OtherProgramsStage stage;
    OtherSessions::Settings settings;
    settings.root = stage.root.path();
    settings.user = 0;
    settings.memory = stage.root.path() + "run/mooring/portals";
    stage.others = std::make_unique<OtherSessions>(settings);
    stage.made.program(4711, "backup", "backup|" + target);
    stage.made.connect({4711}, portal, 40001);
    QCOMPARE(stage.look().resources.size(), 3);
    const QString table = QString::fromUtf8(stage.root.path() + "proc/net/tcp");
    QVERIFY(QFile::rename(table, table + u'x') && QDir().mkpath(table)); // it is there, and cannot be read
    const Inventory blind = stage.look({});
    QCOMPARE(blind.errors.size(), 1);
    QCOMPARE(blind.errors[0].error.code, ErrorCode::LookFailed);
    QVERIFY(blind.resources.isEmpty());
    QVERIFY(QDir().rmdir(table) && QFile::rename(table + u'x', table));
    QVERIFY(seen(stage.look({})).contains(text("iscsi-session:4711/127.0.0.1:40001")));
}

QTEST_GUILESS_MAIN(TestOtherPortals)
#include "tst_otherportals.moc"
