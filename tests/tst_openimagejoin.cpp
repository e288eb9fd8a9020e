// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "services/core/stepchecks.h"
#include "services/loop/loopbody.h"
#include "testsupport/openworld.h"

#include <QTest>

#include <algorithm>

using namespace mooring;
using namespace mooring::testsupport;
using World = OpenWorld;

namespace {

// The machine's image bound to a loop device as well, as its provider shows it.
Inventory loops(const World& world)
{
    world.disk("loop0", 7, 0, 2048, 100);
    world.write("sys/block/loop0/loop/backing_file", machinesPath + '\n');
    for (const char* flag : {"offset", "sizelimit", "autoclear", "partscan", "dio"})
        world.write("sys/block/loop0/loop/" + QByteArray(flag), "0\n");
    const KernelChild child(std::make_shared<Child>(), "/nonexistent");
    return LoopBody(world.root(), child, SurfaceFolders(world.base())).look({}, {});
}

// What the scan of processes says of the machine: it has files open below /srv.
Inventory mountInUse()
{
    Inventory inventory;
    inventory.provider = QStringLiteral("filesystem");
    Resource filesystem;
    filesystem.kind = Kind::Filesystem;
    filesystem.id = ResourceId::make(filesystem.kind, "/dev/vda");
    filesystem.keys = {Key {"fs:254:0"}};
    filesystem.goes = Goes::WithItsLastUser;
    filesystem.verbs = {Verb::Unmount};
    Resource mount;
    mount.kind = Kind::Mount;
    mount.id = ResourceId::make(mount.kind, "/");
    mount.keys = {Key {"mount:/1"}}; // the made-up host's namespace has no number
    mount.needs = {Need {{Key {"fs:254:0"}}, 1, How::StandsOn, {}}};
    mount.release = Release();
    mount.release->verb = Verb::Unmount;
    mount.verbs = {Verb::Unmount};
    Resource process;
    process.kind = Kind::Process;
    process.id = ResourceId::make(process.kind, "4711@4711");
    process.keys = {Key {"process:4711@4711"}};
    process.needs = {Need {{Key {"mount:/1"}}, 1, How::OpenFile, machinesPath}};
    process.release = Release();
    process.release->verb = Verb::AskToQuit;
    process.facts = {{Fact::VmName, QStringLiteral("web01")}};
    inventory.resources = {filesystem, mount};
    inventory.users = {process};
    return inventory;
}

// Answers in mooring-child's place: a raw image that somebody writes to.
class LockedImage : public Child
{
public:
    using Child::run;
    Result<ChildResult> run(const QList<QByteArray>& argv, std::stop_token, const Options&) override
    {
        const bool isProbe = argv.value(1) == "image-probe";
        ChildResult result;
        result.exitCode = isProbe ? 0 : EBUSY;
        result.out = isProbe ? "identity 254:0:78\nsize 1048576\nformat raw\nlock writer\n"
                             : "reason image-in-use\n";
        return result;
    }
};

// An image that stands on the one the machine has open.
class LockedParent : public ImageSight
{
public:
    SeenImage see(const ImageRequest& request, std::stop_token) const override
    {
        SeenImage image;
        image.files
            = {{request.path, "254:0:99", {}, {}, {}, 0}, {machinesPath, "254:0:78", "backing", {}, {}, 0}};
        image.report.error = errorOf(ErrorCode::ImageInUse, encodeBytes(machinesPath));
        return image;
    }
};

QStringList blockersOf(const Plan& plan)
{
    QStringList ids;
    for (const Blocker& blocker : plan.blockers)
        ids.append(blocker.resource.text);
    return ids;
}

} // namespace

// Images that other programs have open, beside what others see of them, in plans, proofs and refusals.
class TstOpenImageJoin : public QObject
{
    Q_OBJECT
private slots:
    void yieldsToTheLoopDevice_data();
    void yieldsToTheLoopDevice();
    void yieldsToTheSameFileByAnyName();
    void isInNobodysWayItself_data();
    void isInNobodysWayItself();
    void isNoProofAgainstADetach();
    void namesThemWhenAskedForTheImage();
};

void TstOpenImageJoin::yieldsToTheLoopDevice_data()
{
    QTest::addColumn<bool>("isLoopFirst");
    QTest::newRow("loop first") << true;
    QTest::newRow("loop last") << false;
}

// The same image twice: bound to a loop device, and open in a machine, which a loop device does not hinder.
void TstOpenImageJoin::yieldsToTheLoopDevice()
{
    QFETCH(const bool, isLoopFirst);
    World world;
    world.machine();
    QList<Inventory> all {loops(world), world.body.look({}, {}), mountInUse()};
    if (!isLoopFirst)
        std::reverse(all.begin(), all.end());
    const Topology topology = Topology::join(all);
    QCOMPARE(topology.size(), 5); // image and disk, file system and mount, process
    const auto image = topology.find(machinesImage);
    QVERIFY(image);
    QCOMPARE(topology.provider(*image), QStringLiteral("loop"));
    QCOMPARE(topology.at(*image).goes, Goes::WithItsLastUser);
    QCOMPARE(topology.at(*image).facts.value(Fact::VmName).toString(), QStringLiteral("web01"));
    QCOMPARE(topology.at(*image).facts.value(Fact::Path).toByteArray(), machinesPath);
    QCOMPARE(topology.offering(Key {"file:254:0:78"}), image);
    QCOMPARE(topology.users(*image).size(), 1);
    const ResourceId disk = ResourceId::make(Kind::VirtualDisk, "/dev/loop0");
    const Plan plan = makePlan(topology, Verb::Detach, {disk}, {});
    QVERIFY(plan.blockers.isEmpty());
    QCOMPARE(plan.steps.size(), 1);
    QCOMPARE(plan.steps[0].expects.size(), 2);
    for (const Expect& expect : plan.steps[0].expects)
        QCOMPARE(expect.provider, QStringLiteral("loop"));
}

void TstOpenImageJoin::yieldsToTheSameFileByAnyName()
{
    const auto image = [](const char* path, const QList<Key>& keys) {
        Resource made;
        made.kind = Kind::Image;
        made.id = ResourceId::make(made.kind, path);
        made.keys = keys;
        made.facts = {{Fact::Path, QByteArray(path)}};
        return made;
    };
    const Key file {"file:8:1:12"};
    Resource attached = image("/a", {{"imagepath:/a"}, file});
    attached.goes = Goes::WithItsLastUser;
    for (const char* path : {"/a", "/another/name/of/a"}) {
        Resource open = image(path, {file});
        open.facts.insert(Fact::LockedBy, QStringLiteral("writer"));
        open.facts.insert(Fact::VmName, QStringLiteral("web01"));
        Inventory loop, other;
        loop.provider = QStringLiteral("loop");
        loop.resources = {attached};
        other.provider = QStringLiteral("qemustorage");
        other.resources = {open};
        QCOMPARE(Topology::join({other}).at(0), open);
        for (const QList<Inventory>& all : {QList<Inventory> {loop, other}, QList<Inventory> {other, loop}}) {
            const Topology topology = Topology::join(all);
            QCOMPARE(topology.size(), 1);
            QCOMPARE(topology.provider(0), QStringLiteral("loop"));
            Resource both = attached;
            both.facts.insert(Fact::LockedBy, QStringLiteral("writer"));
            both.facts.insert(Fact::VmName, QStringLiteral("web01"));
            QCOMPARE(topology.at(0), both);
            QCOMPARE(topology.offering(file), 0);
        }
    }
}

void TstOpenImageJoin::isInNobodysWayItself_data()
{
    QTest::addColumn<ResourceId>("goal");
    QTest::newRow("mount") << ResourceId::make(Kind::Mount, "/");
    QTest::newRow("file system") << ResourceId::make(Kind::Filesystem, "/dev/vda");
}

// The mount that the image lies on: its machine is in the way, once, and nothing is said of the image.
void TstOpenImageJoin::isInNobodysWayItself()
{
    QFETCH(const ResourceId, goal);
    World world;
    world.machine();
    const Topology topology = Topology::join({mountInUse(), world.body.look({}, {})});
    QVERIFY(topology.find(machinesImage));
    const Plan plan = makePlan(topology, Verb::Unmount, {goal}, {});
    QCOMPARE(blockersOf(plan), QStringList {QStringLiteral("process:4711@4711")});
    QCOMPARE(plan.blockers[0].facts.value(Fact::VmName).toString(), QStringLiteral("web01"));
    QVERIFY(!plan.closure.contains(machinesImage));
    QVERIFY(plan.collateral.isEmpty());

    PlanOptions options;
    options.processes = ProcessAnswer::Quit;
    const Plan quitting = makePlan(topology, Verb::Unmount, {goal}, options);
    QCOMPARE(quitting.steps.size(), 2);
    for (const Step& step : quitting.steps) {
        for (const Expect& expect : step.expects)
            QVERIFY(expect.resource != machinesImage);
    }
}

// Detached, the image may still be open in a program that read it beside us.
void TstOpenImageJoin::isNoProofAgainstADetach()
{
    World before, after;
    before.whole();
    const Resource attached = before.body.look({}, {}).resources.constLast();
    QCOMPARE(attached.kind, Kind::Image);
    after.openers.start(9, "qemu-img", "qemu-img|convert",
                        {{"/srv/disk.vhdx", "fe:00:77", MadeOpeners::reads}});
    const Expect gone {Proof::Gone, attached.id, attached.incarnation, QStringLiteral("qemustorage"), {}};
    const LookRequest asked = lookAfter({gone});
    QCOMPARE(after.seen(asked), QStringList {attached.id.text});
    QCOMPARE(judgeAfter({gone}, Sighting({after.body.look(asked, {})}, asked)).after, After::Proved);
    QCOMPARE(judgeAfter({gone}, Sighting({before.body.look(asked, {})}, asked)).after, After::StillThere);
}

void TstOpenImageJoin::namesThemWhenAskedForTheImage()
{
    World world;
    world.machine();
    const QString machine = QStringLiteral("VM web01");
    auto child = std::make_shared<LockedImage>();
    LoopBody loop(world.root(), KernelChild(child, "mooring-child"), SurfaceFolders(world.base()));
    const ImageReport raw = loop.inspect({"/another/name", {}, false});
    QVERIFY(raw.error);
    QCOMPARE(raw.error->code, ErrorCode::ImageInUse);
    QCOMPARE(raw.error->text, machine);

    QemuBody body({world.root(), world.base(), KernelChild(child, "mooring-child"),
                   std::make_shared<const LockedParent>()});
    const ImageReport chain = body.inspect({"/srv/child.qcow2", {}, false});
    QVERIFY(chain.error);
    QCOMPARE(chain.error->text, machine);
    Step step;
    step.verb = Verb::Attach;
    step.arguments = {{QStringLiteral("path"), encodeBytes(machinesPath)}};
    const StepResult refused = body.run(step, {}, [](const Progress&) {});
    QVERIFY(refused.error);
    QCOMPARE(refused.error->text, machine);
    step.arguments = {{QStringLiteral("path"), QStringLiteral("/another/name")},
                      {QStringLiteral("identity"), QStringLiteral("254:0:78")}};
    QCOMPARE(loop.run(step, {}, [](const Progress&) {}).error->text, machine);
}

QTEST_GUILESS_MAIN(TstOpenImageJoin)
#include "tst_openimagejoin.moc"
