// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "services/system/othersessions.h"
#include "services/system/portalnodes.h"
#include "testsupport/madeconnections.h"

#include <QTest>

using namespace mooring;
using testsupport::MadeConnections;

namespace {

const QByteArray target = "iqn.2026-11.lab:t1", other = "iqn.2026-11.lab:t10";
const QByteArray portal = "127.0.0.1:13260";
const QByteArray url = "iscsi://" + portal + '/' + target + "/1";

QString text(const char* latin1) { return QString::fromLatin1(latin1); }

// What one provider tells, with what such programs add to it.
struct Stage
{
    FixtureRoot root;
    MadeConnections made {root};
    std::unique_ptr<OtherSessions> others = make(0);

    std::unique_ptr<OtherSessions> make(quint32 user, bool standardPort = false) const
    {
        OtherSessions::Settings settings;
        settings.root = root.path();
        settings.user = user;
        settings.standardPort = standardPort;
        return std::make_unique<OtherSessions>(settings);
    }
    static Resource known(const QByteArray& name)
    {
        Resource node;
        node.kind = Kind::IscsiTarget;
        node.id = ResourceId::make(node.kind, name);
        node.name = QString::fromUtf8(name);
        node.keys = {Key {"iscsi-target:" + name}};
        node.verbs = {Verb::LogOut};
        node.state = State::Idle;
        return node;
    }
    Inventory look(const QList<QByteArray>& targets = {target},
                   const LookRequest& request = {{}, {}, true}) const
    {
        Inventory inventory;
        inventory.provider = text("libiscsi");
        inventory.request = request;
        QList<KnownPortal> portals;
        for (const QByteArray& name : targets) {
            inventory.resources.append(known(name));
            portals.append({name, TcpEnd::parse(portal)});
        }
        others->addTo(inventory, portals);
        return inventory;
    }
};

QStringList seen(const Inventory& inventory)
{
    QStringList ids;
    for (const Resource& resource : inventory.resources + inventory.users)
        ids.append(resource.id.text);
    ids.sort();
    return ids;
}

Resource only(const Inventory& inventory, const QString& id)
{
    for (const Resource& resource : inventory.resources + inventory.users)
        if (resource.id.text == id)
            return resource;
    return {};
}

} // namespace

class TstOtherSessions : public QObject
{
    Q_OBJECT
private slots:
    void tellsASessionWithItsProcess();
    void standsInTheWayOfALogout();
    void asksEveryProcessThatHasTheConnection();
    void tellsBesideATargetWhoseTargetIsNotKnown();
    void standsInTheWayOfItsPortal();
    void leavesOutWhatIsOurs();
    void tellsWhatItMayNotLookInto();
    void findsATargetThatNobodyElseHas();
    void looksIntoNoProcessWithoutSuchAConnection();
    void watchesAPortalWhileASessionLasts();
    void remembersATargetForWhoComesLater();
    void answersForSingleSessionsAndProcesses();
};

void TstOtherSessions::tellsASessionWithItsProcess()
{
    Stage stage;
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

void TstOtherSessions::standsInTheWayOfALogout()
{
    Stage stage;
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
void TstOtherSessions::asksEveryProcessThatHasTheConnection()
{
    Stage stage;
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

void TstOtherSessions::tellsBesideATargetWhoseTargetIsNotKnown()
{
    Stage stage;
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
void TstOtherSessions::standsInTheWayOfItsPortal()
{
    Stage stage;
    stage.others = stage.make(1000);
    stage.made.program(4711, "python3", "python3|backup.py", 1000);
    stage.made.connect({4711}, portal, 40001, 1000);
    stage.made.connect({4711}, portal, 40002, 1000);
    Resource session = Stage::known(target);
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

void TstOtherSessions::leavesOutWhatIsOurs()
{
    Stage stage;
    stage.made.program(int(getpid()), "mooringctl", "mooringctl");
    stage.made.program(4711, "mooringd", "mooringd|--user");
    stage.made.program(4712, "qemu-storage-da", "qemu-storage-daemon|--pidfile|/run/mooring/images/1/ready");
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

void TstOtherSessions::tellsWhatItMayNotLookInto()
{
    Stage stage;
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

void TstOtherSessions::findsATargetThatNobodyElseHas()
{
    Stage stage;
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

void TstOtherSessions::looksIntoNoProcessWithoutSuchAConnection()
{
    Stage stage;
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

// When Mooring's own session has gone, nobody knows the portal but by this one.
void TstOtherSessions::watchesAPortalWhileASessionLasts()
{
    Stage stage;
    stage.made.program(4711, "qemu-io", "qemu-io|" + url);
    stage.made.connect({4711}, portal, 40001);
    QCOMPARE(stage.look().resources.size(), 3);
    QCOMPARE(stage.look({}).resources.size(), 3);
    QCOMPARE(stage.look({}).resources.size(), 3);
    stage.made.disconnectAll();
    QCOMPARE(stage.look({}).resources.size(), 0);
}

// The service that had the session has ended, and whoever looks now never knew the target.
void TstOtherSessions::remembersATargetForWhoComesLater()
{
    Stage stage;
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

void TstOtherSessions::answersForSingleSessionsAndProcesses()
{
    Stage stage;
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

QTEST_GUILESS_MAIN(TstOtherSessions)
#include "tst_othersessions.moc"
