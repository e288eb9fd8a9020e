// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "testsupport/topologyfixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace mooring;

// What lives in memory only is lost with its last mount: the plan says so, asks, and promises no way back.
class TestPlannerLosses : public QObject
{
    Q_OBJECT
private slots:
    void memoryIsLostWithItsLastMount();
    void memoryThatStaysMountedIsKept();
    void whatStoodOnItCannotBePutBack();
};

namespace {
constexpr const char* memoryWithAnImage = R"([
    {"id": "filesystem:tmpfs-0:44", "by": "filesystem", "goes": "last-user", "verbs": ["unmount"]},
    {"id": "mount:/mem", "by": "filesystem", "needs": ["filesystem:tmpfs-0:44"], "release": "unmount"},
    {"id": "mount:/mem2", "by": "filesystem", "needs": ["filesystem:tmpfs-0:44"], "release": "unmount"},
    {"id": "image:/mem/disk.img", "by": "loop", "needs": ["mount:/mem"], "goes": "last-user"},
    {"id": "virtual-disk:/dev/loop0", "by": "loop", "needs": ["image:/mem/disk.img"], "release": "detach"}])";

Plan planFor(const QList<ResourceId>& goals)
{
    QList<Inventory> inventories = fixture::inventoriesOf(QJsonDocument::fromJson(memoryWithAnImage).array());
    for (Inventory& inventory : inventories) {
        for (Resource& resource : inventory.resources) {
            if (resource.kind == Kind::Filesystem)
                resource.facts.insert(Fact::InMemory, true);
            if (resource.release) {
                resource.release->reversible = true;
                resource.release->consequence = resource.kind == Kind::Mount
                    ? Consequence::FilesystemLeavesTree
                    : Consequence::ImageFileKept;
                resource.release->restore = {{QStringLiteral("id"), resource.id.text}};
            }
        }
    }
    return makePlan(Topology::join(inventories), Verb::Unmount, goals, {});
}

const ResourceId filesystem {QStringLiteral("filesystem:tmpfs-0:44")};
const ResourceId mount {QStringLiteral("mount:/mem")};
} // namespace

void TestPlannerLosses::memoryIsLostWithItsLastMount()
{
    const Plan plan = planFor({filesystem});
    QCOMPARE(plan.steps.size(), 3);
    QCOMPARE(plan.steps.constLast().consequence, Consequence::MemoryContentLost);
    QCOMPARE(plan.collateral.size(), 3);
    for (const Collateral& lost : plan.collateral)
        QCOMPARE(lost.reason, CollateralReason::ContentLost);
    QVERIFY(plan.needsAcceptance());
}

void TestPlannerLosses::memoryThatStaysMountedIsKept()
{
    const Plan plan = planFor({mount});
    QCOMPARE(plan.steps.size(), 2);
    QVERIFY(!plan.needsAcceptance());
    for (const Step& step : plan.steps) {
        QVERIFY(step.consequence != Consequence::MemoryContentLost);
        QVERIFY(step.reversible);
    }
}

void TestPlannerLosses::whatStoodOnItCannotBePutBack()
{
    const Plan plan = planFor({filesystem});
    QCOMPARE(plan.steps.constFirst().resource.text, QStringLiteral("virtual-disk:/dev/loop0"));
    QCOMPARE(plan.steps.constFirst().consequence, Consequence::ImageInMemoryLost);
    for (const Step& step : plan.steps) {
        QVERIFY2(!step.reversible, qPrintable(step.resource.text));
        QVERIFY(step.restore.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestPlannerLosses)
#include "tst_plannerlosses.moc"
