// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "testsupport/topologyfixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace mooring;

// What a plan says of each step, blocker and hold; which steps there are is in tst_plannertopologies.
class TestPlanner : public QObject
{
    Q_OBJECT
private slots:
    void carriesWhatTheLookSaid();
    void keepsTheRecipeOfWhatGoesAlong();
    void whatIsLostForGoodMustBeAccepted();
    void aWordForAllSparesTheOwnSession();
    void endsAProcessWithItsNumber();
    void blockerNamesHowAndWhere();
    void holdComesWithItsRecipe();
    void fingerprintFollowsWhatMatters();
    void appliesTheDeadlineToEveryStep();
    void plansAGoalOnce();
};

namespace {
QJsonArray nodes(const char* json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s", qPrintable(error.errorString()));
    return document.array();
}

QList<Inventory> mountedDisk()
{
    return fixture::inventoriesOf(nodes(R"([
        {"id": "virtual-disk:/dev/loop0", "by": "loop", "release": "detach"},
        {"id": "filesystem:/dev/loop0", "by": "filesystem", "needs": ["virtual-disk:/dev/loop0"], "goes": "last-user"},
        {"id": "mount:/mnt", "by": "filesystem", "needs": ["filesystem:/dev/loop0"], "release": "unmount"},
        {"id": "virtual-disk:/dev/loop1", "by": "loop", "release": "detach"},
        {"id": "process:100@5", "by": "filesystem", "user": true, "release": "ask-to-quit",
         "needs": ["mount:/mnt as working-directory at /mnt/src"]}])"));
}

Resource& resource(QList<Inventory>& inventories, const QString& id)
{
    for (Inventory& inventory : inventories) {
        for (Resource& one : inventory.resources) {
            if (one.id.text == id)
                return one;
        }
        for (Resource& one : inventory.users) {
            if (one.id.text == id)
                return one;
        }
    }
    qFatal("no %s", qPrintable(id));
}

const QList<ResourceId> loop0 {{QStringLiteral("virtual-disk:/dev/loop0")}};

Plan planFor(const QList<Inventory>& inventories, const PlanOptions& options = {})
{
    return makePlan(Topology::join(inventories), Verb::Detach, loop0, options);
}

PlanOptions quitting()
{
    PlanOptions options;
    options.processes = ProcessAnswer::Quit;
    return options;
}
} // namespace

void TestPlanner::carriesWhatTheLookSaid()
{
    QList<Inventory> inventories = mountedDisk();
    Resource& mount = resource(inventories, QStringLiteral("mount:/mnt"));
    mount.incarnation = QStringLiteral("4026531840/77");
    mount.release->command = {"umount", "/mnt"};
    mount.release->consequence = Consequence::FilesystemLeavesTree;
    mount.release->reversible = false;
    mount.release->restore = {{QStringLiteral("verb"), QStringLiteral("mount")}};
    const Plan plan = planFor(inventories, quitting());
    QCOMPARE(plan.steps.size(), 3);
    const Step& step = plan.steps[1];
    QCOMPARE(step.provider, QStringLiteral("filesystem"));
    QCOMPARE(step.incarnation, mount.incarnation);
    QCOMPARE(step.kind, Kind::Mount);
    QCOMPARE(step.name, mount.name);
    QCOMPARE(step.command, mount.release->command);
    QCOMPARE(step.consequence, Consequence::FilesystemLeavesTree);
    QVERIFY(!step.reversible);
    QCOMPARE(step.restore, mount.release->restore);
    QCOMPARE(step.keys, mount.keys);
    const Expect own {Proof::Gone, step.resource, step.incarnation, step.provider, {}};
    QCOMPARE(step.expects.first(), own);
    QCOMPARE(plan.steps[2].provider, QStringLiteral("loop"));
    QCOMPARE(plan.goals.first().provider, QStringLiteral("loop"));
}

void TestPlanner::keepsTheRecipeOfWhatGoesAlong()
{
    QList<Inventory> inventories = mountedDisk();
    const QJsonObject attach {{QStringLiteral("verb"), QStringLiteral("attach")}};
    Resource& disk = resource(inventories, QStringLiteral("virtual-disk:/dev/loop0"));
    disk.goes = Goes::WithItsLastUser;
    disk.release->restore = attach;
    Resource& mount = resource(inventories, QStringLiteral("mount:/mnt"));
    mount.release->restore = {{QStringLiteral("verb"), QStringLiteral("mount")}};
    const Topology topology = Topology::join(inventories);
    const Plan plan = makePlan(topology, Verb::Unmount, {mount.id}, quitting());
    QCOMPARE(plan.steps.size(), 2); // the process and the mount
    QCOMPARE(plan.steps[1].restore.value(putBackFirst), QJsonValue(QJsonArray {attach}));
    QCOMPARE(plan.steps[1].restore.value(QLatin1String("verb")), QJsonValue(QStringLiteral("mount")));
    disk.release->reversible = false;
    QVERIFY(!makePlan(Topology::join(inventories), Verb::Unmount, {mount.id}, quitting())
                 .steps[1]
                 .restore.contains(putBackFirst));
}

void TestPlanner::whatIsLostForGoodMustBeAccepted()
{
    for (const Consequence lost : {Consequence::DeletedImageLost, Consequence::MemoryContentLost}) {
        QList<Inventory> inventories = mountedDisk();
        QVERIFY(!planFor(inventories, quitting()).needsAcceptance());
        resource(inventories, QStringLiteral("mount:/mnt")).release->consequence = lost;
        const Plan plan = planFor(inventories, quitting());
        QCOMPARE(plan.collateral.value(0).reason, CollateralReason::ContentLost);
        QCOMPARE(plan.collateral.value(0).resource.text, QStringLiteral("mount:/mnt"));
        QVERIFY(plan.needsAcceptance());
    }
}

void TestPlanner::aWordForAllSparesTheOwnSession()
{
    QList<Inventory> inventories = mountedDisk();
    Resource& shell = resource(inventories, QStringLiteral("process:100@5"));
    shell.facts.insert(Fact::OwnSession, true);
    PlanOptions options = quitting();
    QVERIFY(planFor(inventories, options).isBlocked());
    options.processes = ProcessAnswer::End;
    QCOMPARE(planFor(inventories, options).blockers.value(0).resource, shell.id);
    options.answers.insert(shell.id, ProcessAnswer::Quit); // named itself, it is meant
    QVERIFY(!planFor(inventories, options).isBlocked());
}

void TestPlanner::endsAProcessWithItsNumber()
{
    QList<Inventory> inventories = mountedDisk();
    PlanOptions options = quitting();
    const ResourceId process {QStringLiteral("process:100@5")};
    QCOMPARE(planFor(inventories, options).steps.first().verb, Verb::AskToQuit);
    options.answers.insert(process, ProcessAnswer::End);
    const Step step = planFor(inventories, options).steps.first();
    QCOMPARE(step.verb, Verb::End);
    QCOMPARE(step.consequence, Consequence::EndedUnsavedWorkLost);
    QCOMPARE(step.command, (QList<QByteArray> {"kill", "-KILL", "100"}));
    QVERIFY(!step.reversible);
    QVERIFY(step.restore.isEmpty());
    options.answers.insert(process, ProcessAnswer::Leave);
    QVERIFY(planFor(inventories, options).isBlocked());
}

void TestPlanner::blockerNamesHowAndWhere()
{
    QList<Inventory> inventories = mountedDisk();
    Resource& process = resource(inventories, QStringLiteral("process:100@5"));
    process.facts.insert(Fact::User, QStringLiteral("alice"));
    const Plan plan = planFor(inventories);
    QCOMPARE(plan.blockers.size(), 1);
    const Blocker& blocker = plan.blockers.first();
    QCOMPARE(blocker.reason, BlockReason::Process);
    QCOMPARE(blocker.how, How::WorkingDirectory);
    QCOMPARE(blocker.path, QByteArray("/mnt/src"));
    QCOMPARE(blocker.facts, process.facts);
    QCOMPARE(blocker.usedName, QStringLiteral("mount:/mnt"));
    QCOMPARE(blocker.answers, (QList<Verb> {Verb::AskToQuit, Verb::End}));
    process.release->refused = Error {};
    process.release->refused->code = ErrorCode::PermissionDenied;
    const Blocker other = planFor(inventories, quitting()).blockers.value(0);
    QCOMPARE(other.reason, BlockReason::ProcessOfOtherUser);
    QCOMPARE(other.error, process.release->refused);
    QVERIFY(other.answers.isEmpty());
}

void TestPlanner::holdComesWithItsRecipe()
{
    QList<Inventory> inventories = mountedDisk();
    ComesBack comesBack;
    comesBack.when = ComesBackWhen::OnAccess;
    comesBack.by = QStringLiteral("mnt.automount");
    comesBack.hold = Release {};
    comesBack.hold->verb = Verb::Hold;
    comesBack.hold->command = {"systemctl", "stop", "mnt.automount"};
    comesBack.hold->consequence = Consequence::AutomountStopped;
    const QJsonObject data {{QStringLiteral("unit"), QStringLiteral("mnt.automount")}};
    comesBack.hold->restore
        = {{QStringLiteral("verb"), QStringLiteral("end-hold")}, {QStringLiteral("data"), data}};
    resource(inventories, QStringLiteral("mount:/mnt")).comesBack = {comesBack};
    // The same unit brings back another mount: it is held once.
    resource(inventories, QStringLiteral("filesystem:/dev/loop0")).comesBack = {comesBack};
    const Plan plan = planFor(inventories, quitting());
    QCOMPARE(plan.steps.size(), 4);
    const Step& hold = plan.steps.first();
    QCOMPARE(hold.verb, Verb::Hold);
    QCOMPARE(hold.command, comesBack.hold->command);
    QCOMPARE(hold.restore, comesBack.hold->restore);
    QCOMPARE(hold.arguments.value(QLatin1String("unit")), data.value(QLatin1String("unit")));
    QCOMPARE(hold.arguments.value(QLatin1String("by")).toString(), comesBack.by);
    QCOMPARE(hold.expects.first().proof, Proof::AsTold);
    QCOMPARE(plan.steps[1].after, QList<int> {1});
    QVERIFY(!plan.needsAcceptance());
}

void TestPlanner::fingerprintFollowsWhatMatters()
{
    const QList<Inventory> before = mountedDisk();
    const QByteArray print = planFor(before).fingerprint;
    QVERIFY(!print.isEmpty());
    const auto changed = [&before](const QString& id, const std::function<void(Resource&)>& change) {
        QList<Inventory> after = before;
        change(resource(after, id));
        return planFor(after).fingerprint;
    };
    const QString mount = QStringLiteral("mount:/mnt");
    QCOMPARE(changed(mount, [](Resource& one) { one.facts.insert(Fact::Size, quint64(7)); }), print);
    QCOMPARE(changed(mount, [](Resource& one) { one.state = State::Failed; }), print);
    QCOMPARE(changed(QStringLiteral("virtual-disk:/dev/loop1"),
                     [](Resource& one) { one.incarnation = QStringLiteral("9"); }),
             print);
    QVERIFY(changed(mount, [](Resource& one) { one.incarnation = QStringLiteral("9"); }) != print);
    QVERIFY(changed(mount, [](Resource& one) { one.release->verb = Verb::Hold; }) != print);
    QVERIFY(changed(mount, [](Resource& one) { one.needs.first().atLeast = 7; }) != print);
    QList<Inventory> more = before;
    Resource user = resource(more, QStringLiteral("process:100@5"));
    user.id = {QStringLiteral("process:101@6")};
    more[1].users.append(user);
    QVERIFY(planFor(more).fingerprint != print);
    QCOMPARE(planFor({before[1], before[0]}).fingerprint, print); // the order of looks does not matter
}

void TestPlanner::appliesTheDeadlineToEveryStep()
{
    PlanOptions options = quitting();
    QCOMPARE(planFor(mountedDisk(), options).steps.first().deadline, 0);
    options.deadline = 1500;
    for (const Step& step : planFor(mountedDisk(), options).steps)
        QCOMPARE(step.deadline, 1500);
}

void TestPlanner::plansAGoalOnce()
{
    const Plan plan = makePlan(Topology::join(mountedDisk()), Verb::Detach, loop0 + loop0, quitting());
    QCOMPARE(plan.goals.size(), 1);
    QCOMPARE(plan.steps.size(), 3);
}

QTEST_GUILESS_MAIN(TestPlanner)
#include "tst_planner.moc"
