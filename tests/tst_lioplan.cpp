// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "services/core/rung.h"
#include "services/system/exportbacking.h"
#include "testsupport/fakeconfigfsworld.h"

#include <QTest>

using namespace mooring;
using namespace mooring::testsupport;

namespace {

// "4 detach ... after [1 2 3]"
QStringList told(const Plan& plan)
{
    QStringList lines;
    for (const Step& step : plan.steps) {
        QStringList after;
        for (const int before : step.after)
            after.append(QString::number(before));
        lines.append(QStringLiteral("%1 %2 %3 after [%4]")
                         .arg(QString::number(step.n), token(step.verb), step.resource.text,
                              after.join(QLatin1Char(' '))));
    }
    return lines;
}

QStringList inTheWay(const Plan& plan)
{
    QStringList ids;
    for (const Blocker& blocker : plan.blockers)
        ids.append(token(blocker.reason) + QLatin1Char(' ') + blocker.resource.text);
    return ids;
}

struct PlannedWorld : LioWorld
{
    Plan plan(Verb verb, const QString& id, const PlanOptions& how = {})
    {
        return makePlan(Topology::join({look()}), verb, {{id}}, how);
    }
    // The first step that fails ends it.
    std::optional<Error> carryOut(const Plan& plan)
    {
        for (const Step& step : plan.steps) {
            if (const auto error = run(step).error)
                return error;
        }
        return {};
    }
};

const QString unit = LioWorld::id("export-lun", "/0");
const QString aliceSees = LioWorld::id("mapped-lun", '/' + alice + "/0");
const QString bobSees = LioWorld::id("mapped-lun", '/' + bob + "/0");
const QString carolSees = LioWorld::id("mapped-lun", '/' + carol + "/0");

} // namespace

// What the planner makes of the nodes.
class TstLioPlan : public QObject
{
    Q_OBJECT
private slots:
    void hidesFromEverybodyBeforeItDetaches();
    void completesAfterAFailure();
    void isBlockedByASession();
    void mayGoUnderASession();
    void endsThisHostsOwnSessionFirst();
    void freesAGroupOfItsUnits();
    void removesAnInitiatorWithWhatItSees();
    void warnsOfDemoMode();
    void forgetsWhatIsSaved();
    void disablesInPlace();
    void putsEverythingBackInOrder();
};

// E1.6
void TstLioPlan::hidesFromEverybodyBeforeItDetaches()
{
    PlannedWorld world;
    const Plan plan = world.plan(Verb::Detach, unit);
    QVERIFY(!plan.isBlocked() && !plan.goals[0].refused);
    QCOMPARE(told(plan),
             (QStringList {QStringLiteral("1 hide ") + aliceSees + QStringLiteral(" after []"),
                           QStringLiteral("2 hide ") + bobSees + QStringLiteral(" after []"),
                           QStringLiteral("3 hide ") + carolSees + QStringLiteral(" after []"),
                           QStringLiteral("4 detach ") + unit + QStringLiteral(" after [1 2 3]")}));
    QVERIFY(!world.carryOut(plan));
    QVERIFY(!world.seen().contains(unit));
    QVERIFY(world.seen().contains(LioWorld::id("export-lun", "/3")));
}

// E1.7
void TstLioPlan::completesAfterAFailure()
{
    PlannedWorld world;
    world.fake->failNth("unlink", 2, EIO);
    const auto error = world.carryOut(world.plan(Verb::Detach, unit));
    QCOMPARE(error->number, quint32(EIO));
    QVERIFY(!world.seen().contains(aliceSees));
    QVERIFY(world.seen().contains(bobSees) && world.seen().contains(unit));
    const Plan again = world.plan(Verb::Detach, unit);
    QCOMPARE(again.steps.size(), 3);
    QVERIFY(!world.carryOut(again));
    QVERIFY(!world.seen().contains(unit));
}

void TstLioPlan::isBlockedByASession()
{
    PlannedWorld world;
    world.fake->login(iqn, bob, "192.0.2.7", 3);
    const QString session
        = QStringLiteral("seen-by-initiator ") + LioWorld::id("initiator", '/' + bob + "/session/3");
    QCOMPARE(inTheWay(world.plan(Verb::Detach, unit)), QStringList {session});
    QCOMPARE(inTheWay(world.plan(Verb::Hide, bobSees)), QStringList {session});
    QVERIFY(!world.plan(Verb::Hide, aliceSees).isBlocked());
    QVERIFY(!world.plan(Verb::Detach, LioWorld::id("export-lun", "/3")).isBlocked()); // bob does not see it
    world.fake->logout(iqn, bob);
    world.fake->loginDynamically(iqn, {"iqn.guest"});
    QCOMPARE(inTheWay(world.plan(Verb::Detach, LioWorld::id("export-lun", "/3"))),
             QStringList {QStringLiteral("seen-by-initiator ")
                          + LioWorld::id("initiator", "/iqn.guest/session/dynamic")});
}

void TstLioPlan::mayGoUnderASession()
{
    PlannedWorld world;
    world.fake->login(iqn, bob, "192.0.2.7", 3);
    PlanOptions options;
    options.force = token(Rung::UnderInitiator);
    const Plan plan = world.plan(Verb::Detach, unit, options);
    QVERIFY(!plan.isBlocked());
    QCOMPARE(plan.steps.size(), 4);
    for (const Step& step : plan.steps)
        QCOMPARE(rungOf(step), std::optional<Rung>(Rung::UnderInitiator));
    QVERIFY(!world.carryOut(plan));
}

// Its disk here goes with it, so nobody else is cut off.
void TstLioPlan::endsThisHostsOwnSessionFirst()
{
    PlannedWorld world;
    world.fake->login(iqn, bob, "127.0.0.1", 3);
    Inventory initiator;
    initiator.provider = QStringLiteral("openiscsi");
    Resource session;
    session.kind = Kind::IscsiSession;
    session.id = {QStringLiteral("iscsi-session:kernel/1")};
    session.name = QStringLiteral("session");
    session.keys = {nexusKey(bob, iqn)};
    session.needs = {exportedNeed(iqn, 0, "127.0.0.1:3260")};
    session.verbs = {Verb::LogOut};
    session.release = Release();
    session.release->verb = Verb::LogOut;
    initiator.resources = {session};
    const Topology topology = Topology::join({world.look(), initiator});
    const Plan plan = makePlan(topology, Verb::Detach, {{unit}});
    QVERIFY2(!plan.isBlocked(), qPrintable(inTheWay(plan).join(QLatin1Char(' '))));
    QCOMPARE(plan.steps.size(), 5);
    QCOMPARE(plan.steps.last().resource.text, unit);
    QStringList before;
    for (const Step& step : plan.steps)
        before.append(token(step.verb));
    QVERIFY(before.indexOf(QStringLiteral("log-out")) < 4);
}

// E1.8
void TstLioPlan::freesAGroupOfItsUnits()
{
    PlannedWorld world;
    const Plan plan = world.plan(Verb::Detach, LioWorld::id("export"));
    QCOMPARE(plan.goals[0].proof, Proof::There);
    QCOMPARE(plan.goals[0].members.size(), 2);
    QStringList detached;
    for (const Step& step : plan.steps) {
        QVERIFY2(step.verb == Verb::Hide || step.verb == Verb::Detach, qPrintable(step.resource.text));
        if (step.verb == Verb::Detach)
            detached.append(step.resource.text);
    }
    detached.sort();
    QCOMPARE(detached, (QStringList {unit, LioWorld::id("export-lun", "/3")}));
    QVERIFY(!world.carryOut(plan));
    QVERIFY(world.seen().contains(LioWorld::id("initiator", '/' + bob)));
    world.fake->login(iqn, bob, "192.0.2.7", 3); // who sees nothing is in nobody's way
    world.fake->unit(iqn, 0, "fileio_0/disk");
    QVERIFY(!world.plan(Verb::Detach, LioWorld::id("export")).isBlocked());
}

void TstLioPlan::removesAnInitiatorWithWhatItSees()
{
    PlannedWorld world;
    const QString initiator = LioWorld::id("initiator", '/' + alice);
    const Plan plan = world.plan(Verb::RemoveInitiator, initiator);
    QVERIFY(!plan.isBlocked());
    QCOMPARE(
        told(plan),
        (QStringList {QStringLiteral("1 hide ") + aliceSees + QStringLiteral(" after []"),
                      QStringLiteral("2 hide ") + LioWorld::id("mapped-lun", '/' + alice + "/7")
                          + QStringLiteral(" after []"),
                      QStringLiteral("3 remove-initiator ") + initiator + QStringLiteral(" after [1 2]")}));
    QVERIFY(!world.carryOut(plan));
    world.fake->login(iqn, bob, "192.0.2.7", 3);
    QVERIFY(world.plan(Verb::RemoveInitiator, LioWorld::id("initiator", '/' + bob)).isBlocked());
}

void TstLioPlan::warnsOfDemoMode()
{
    PlannedWorld world;
    world.fake->write(world.fake->group(iqn) + "attrib/generate_node_acls", "1\n");
    const Plan plan = world.plan(Verb::RemoveInitiator, LioWorld::id("initiator", '/' + bob));
    QCOMPARE(plan.collateral.size(), 1);
    QCOMPARE(plan.collateral[0].reason, CollateralReason::ReturnsInDemoMode);
    QVERIFY(plan.needsAcceptance());
}

void TstLioPlan::forgetsWhatIsSaved()
{
    PlannedWorld world;
    QFile file(QStringLiteral(TEST_DATA_DIR "/lio/saveconfig.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    world.save(file.readAll());
    const Plan kept = world.plan(Verb::Detach, unit);
    for (const Step& step : kept.steps) {
        QCOMPARE(step.chosen, QStringLiteral("keep"));
        QCOMPARE(step.choosable, (QStringList {QStringLiteral("keep"), QStringLiteral("remove")}));
    }
    QVERIFY(!kept.needsAcceptance());
    QCOMPARE(kept.collateral[0].reason, CollateralReason::ComesBackAtBoot);
    PlanOptions options;
    options.choices.insert(QStringLiteral("saved"), QStringLiteral("remove"));
    const Plan plan = world.plan(Verb::Detach, unit, options);
    QCOMPARE(plan.steps.last().consequence, Consequence::MappingRemovedSavedRemoved);
    QVERIFY(!world.carryOut(plan));
    QFile expected(QStringLiteral(TEST_DATA_DIR "/lio/without-unit-0.json"));
    QVERIFY(expected.open(QIODevice::ReadOnly));
    QCOMPARE(world.fake->read(world.root.path() + "etc/rtslib-fb-target/saveconfig.json"),
             expected.readAll());
}

void TstLioPlan::disablesInPlace()
{
    PlannedWorld world;
    const Plan plan = world.plan(Verb::DisablePortalGroup, LioWorld::id("export"));
    QCOMPARE(plan.steps.size(), 1);
    QCOMPARE(plan.steps[0].consequence, Consequence::NobodyMayLogIn);
    QVERIFY(!world.carryOut(plan));
    QCOMPARE(world.only(LioWorld::id("export")).state, State::Disabled);
    const Plan back = makeRestorePlan(Topology::join({world.look()}), {plan.steps[0].restore});
    QCOMPARE(back.steps[0].verb, Verb::EnablePortalGroup);
    QVERIFY(!world.carryOut(back));
    QCOMPARE(world.only(LioWorld::id("export")).state, State::Attached);
    world.fake->login(iqn, bob, "192.0.2.7", 3);
    QVERIFY(world.plan(Verb::DisablePortalGroup, LioWorld::id("export")).isBlocked());
}

void TstLioPlan::putsEverythingBackInOrder()
{
    PlannedWorld world;
    const QByteArray before = world.fake->picture();
    const Plan plan = world.plan(Verb::Detach, unit);
    QList<QJsonObject> recipes;
    for (const Step& step : plan.steps)
        recipes.append(step.restore);
    QVERIFY(!world.carryOut(plan));
    const Plan back = makeRestorePlan(Topology::join({world.look()}), recipes);
    QCOMPARE(back.steps.size(), 4);
    QCOMPARE(back.steps[0].resource.text, unit);
    QCOMPARE(back.steps[0].consequence, Consequence::LogicalUnitAppears);
    QCOMPARE(back.steps[1].consequence, Consequence::ShownToInitiator);
    QVERIFY(!world.carryOut(back));
    QCOMPARE(world.fake->picture(), before);
}

QTEST_GUILESS_MAIN(TstLioPlan)
#include "tst_lioplan.moc"
