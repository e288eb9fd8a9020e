// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "services/core/recipes.h"
#include "testsupport/topologyfixture.h"

#include <QTest>

using namespace mooring;

class TestPlanMaking : public QObject
{
    Q_OBJECT
private slots:
    void putsBackInReverse();
    void putsBackFirstWhatWentAlong();
    void knowsWhatAnInterruptedStepLetGo();
    void showsNoCommandForADeviceWhoseNameIsTaken();
    void hasNothingToPutBack();
    void attachesInOneStep();
};

namespace {
QJsonObject recipe(const char* provider, const char* verb, const char* id, const QJsonObject& data)
{
    return {{QStringLiteral("provider"), QLatin1String(provider)},
            {QStringLiteral("verb"), QLatin1String(verb)},
            {QStringLiteral("id"), QLatin1String(id)},
            {QStringLiteral("name"), QStringLiteral("a name")},
            {QStringLiteral("command"), QJsonArray {QStringLiteral("mount"), QStringLiteral("%FF")}},
            {QStringLiteral("data"), data}};
}
} // namespace

void TestPlanMaking::putsBackInReverse()
{
    const QJsonObject data {{QStringLiteral("path"), QStringLiteral("/x")}};
    const QList<QJsonObject> recipes {recipe("filesystem", "end-hold", "mount:/mnt", {}),
                                      recipe("filesystem", "mount", "mount:/mnt", data),
                                      QJsonObject {{QStringLiteral("verb"), QStringLiteral("no such verb")}},
                                      recipe("loop", "attach", "virtual-disk:/dev/loop0", {})};
    const Plan plan = makeRestorePlan(Topology(), recipes);
    QCOMPARE(plan.verb, Verb::PutBack);
    QCOMPARE(fixture::stepsOf(plan),
             (QStringList {QStringLiteral("1 attach virtual-disk:/dev/loop0"),
                           QStringLiteral("2 mount mount:/mnt after 1"),
                           QStringLiteral("3 end-hold mount:/mnt after 2")}));
    QCOMPARE(plan.steps[1].arguments, data);
    QCOMPARE(plan.steps[1].command, (QList<QByteArray> {"mount", "\xff"}));
    QCOMPARE(plan.steps[1].kind, Kind::Mount);
    QCOMPARE(plan.steps[1].expects.first().proof, Proof::There);
    QCOMPARE(plan.steps[1].consequence, Consequence::MountAppears);
    QCOMPARE(plan.goals.size(), 3);
    QCOMPARE(plan.closure.size(), 2);
    QVERIFY(!plan.isBlocked());
}

void TestPlanMaking::putsBackFirstWhatWentAlong()
{
    QJsonObject mount = recipe("filesystem", "mount", "mount:/mnt", {});
    mount.insert(putBackFirst,
                 QJsonArray {recipe("loop", "attach", "virtual-disk:/dev/loop1", {}),
                             recipe("loop", "attach", "virtual-disk:/dev/loop0", {})});
    const Plan plan = makeRestorePlan(Topology(), {mount});
    QCOMPARE(fixture::stepsOf(plan),
             (QStringList {QStringLiteral("1 attach virtual-disk:/dev/loop0"),
                           QStringLiteral("2 attach virtual-disk:/dev/loop1 after 1"),
                           QStringLiteral("3 mount mount:/mnt after 2")}));
}

void TestPlanMaking::knowsWhatAnInterruptedStepLetGo()
{
    OperationRecord record;
    Step unmount, detach;
    unmount.n = 1;
    unmount.resource = {QStringLiteral("mount:/mnt")};
    unmount.incarnation = QStringLiteral("1/40");
    unmount.restore = recipe("filesystem", "mount", "mount:/mnt", {});
    unmount.expects
        = {{Proof::Gone, unmount.resource, unmount.incarnation, QStringLiteral("filesystem"), {}}};
    detach.n = 2;
    record.plan.steps = {unmount, detach};
    StepRecord account;
    account.n = 1;
    account.outcome = Outcome::Unknown;
    record.steps = {account};
    QVERIFY(!mayPutBack(record)); // it had not begun
    record.steps[0].started = true;
    QVERIFY(mayPutBack(record));
    QCOMPARE(recipesOf(record, Topology()), QList<QJsonObject> {unmount.restore});

    Resource mount;
    mount.id = unmount.resource;
    mount.kind = Kind::Mount;
    mount.incarnation = unmount.incarnation;
    Inventory inventory;
    inventory.provider = QStringLiteral("filesystem");
    inventory.resources = {mount};
    QVERIFY(recipesOf(record, Topology::join({inventory})).isEmpty()); // still there: it did not happen
    inventory.resources[0].incarnation = QStringLiteral("1/77"); // a later one
    QCOMPARE(recipesOf(record, Topology::join({inventory})).size(), 1);
    record.steps[0].outcome = Outcome::Deferred; // can be put back once it is seen to be gone
    QVERIFY(!mayPutBack(record));
    QVERIFY(!recipesOf(record, Topology()).isEmpty());
    GoalRecord settled;
    settled.resource = unmount.resource;
    settled.settledAt = QDateTime::currentDateTimeUtc();
    record.goals = {settled};
    QVERIFY(mayPutBack(record));
    record.steps[0].restore = recipe("filesystem", "mount", "mount:/kept", {});
    QCOMPARE(recipesOf(record, Topology()), QList<QJsonObject> {record.steps[0].restore});
}

void TestPlanMaking::showsNoCommandForADeviceWhoseNameIsTaken()
{
    const auto on = [](QJsonObject recipe, const char* device) {
        recipe.insert(QStringLiteral("command"), QJsonArray {QStringLiteral("tool"), QLatin1String(device)});
        return recipe;
    };
    const QList<QJsonObject> recipes {
        on(recipe("filesystem", "mount", "mount:/mnt", {}), "/dev/loop0p1"),
        on(recipe("filesystem", "mount", "mount:/other", {}), "/dev/loop01"),
        on(recipe("loop", "attach", "virtual-disk:/dev/loop0", {}), "/dev/loop0")};
    const Plan free = makeRestorePlan(Topology(), recipes);
    QCOMPARE(free.steps[0].consequence, Consequence::DeviceAppears);
    QCOMPARE(free.steps[0].command.size(), 2);
    const QJsonArray other {QJsonObject {{QStringLiteral("id"), QStringLiteral("virtual-disk:/dev/loop0")},
                                         {QStringLiteral("by"), QStringLiteral("loop")}}};
    const Plan taken = makeRestorePlan(Topology::join(fixture::inventoriesOf(other)), recipes);
    QCOMPARE(taken.steps[0].consequence, Consequence::DeviceAppearsRenamed);
    QVERIFY(taken.steps[0].command.isEmpty());
    QCOMPARE(taken.steps[1].command.size(), 2);
    QVERIFY(taken.steps[2].command.isEmpty());
}

void TestPlanMaking::hasNothingToPutBack()
{
    const Plan plan = makeRestorePlan(Topology(), {});
    QVERIFY(plan.steps.isEmpty());
    QCOMPARE(plan.goals.size(), 1);
    QVERIFY(plan.goals.first().refused);
    QCOMPARE(plan.goals.first().refused->code, ErrorCode::NothingToPutBack);
}

void TestPlanMaking::attachesInOneStep()
{
    const QJsonObject arguments {{QStringLiteral("path"), QStringLiteral("/a.iso")}};
    const ResourceId image = ResourceId::make(Kind::Image, "/a.iso");
    const Plan plan = makeAttachPlan(QStringLiteral("loop"), Verb::Attach, image, QStringLiteral("a.iso"),
                                     arguments, {"losetup", "-f"});
    QCOMPARE(fixture::stepsOf(plan), QStringList {QStringLiteral("1 attach image:/a.iso")});
    QCOMPARE(plan.steps.first().arguments, arguments);
    QCOMPARE(plan.steps.first().expects.first().proof, Proof::There);
    QCOMPARE(plan.goals.first().resource, image);
    QCOMPARE(plan.goals.first().proof, Proof::There);
}

QTEST_GUILESS_MAIN(TestPlanMaking)
#include "tst_planmaking.moc"
