// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/planjudge.h"

#include <QTest>

using namespace madeup;

// Thousands of made-up hosts, judged by an oracle.
class TestPlannerProperty : public QObject
{
    Q_OBJECT
private slots:
    void plansAreRight_data();
    void plansAreRight();
    void leavingOutLeavesStanding();
    void anyOptionsAreSafe();
};

#define VERIFY_FINE(call)                                                                                    \
    do {                                                                                                     \
        const QString fault = (call);                                                                        \
        if (!fault.isEmpty())                                                                                \
            QFAIL(                                                                                           \
                qPrintable(QStringLiteral("round %1: %2\n%3").arg(round).arg(fault, describe(host, plan)))); \
    } while (false)
void TestPlannerProperty::plansAreRight_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<bool>("withRings");
    QTest::addColumn<bool>("anyBases");
    QTest::newRow("without rings") << quint32(20261120) << false << false;
    QTest::newRow("with rings") << quint32(4711) << true << false;
    QTest::newRow("several bases") << quint32(815) << true << true;
}

void TestPlannerProperty::plansAreRight()
{
    QFETCH(const quint32, seed);
    QFETCH(const bool, withRings);
    QFETCH(const bool, anyBases);
    QRandomGenerator random(seed);
    int done = 0, blocked = 0, rings = 0;
    for (int round = 0; round < 4000; ++round) {
        const Host host = makeHost(random, withRings, anyBases);
        const Plan plan = makePlan(topologyOf(host), Verb::Detach, someGoals(random, host));
        const Judge judge(host, plan);
        VERIFY_FINE(judge.stepsAreInOrder());
        VERIFY_FINE(judge.closureIsMinimal());
        VERIFY_FINE(anyBases ? QString() : judge.ringIsARing());
        VERIFY_FINE(judge.blockersAreConcerned());
        const bool isOpen = std::any_of(plan.goals.begin(), plan.goals.end(), [&](const Goal& goal) {
            return judge.goesByNothing(nodeOf(goal.resource));
        });
        if (plan.isBlocked()) {
            ++blocked;
            rings += plan.ring.isEmpty() ? 0 : 1;
            VERIFY_FINE(!anyBases && judge.canBeDone() ? QStringLiteral("blocked for nothing") : QString());
            continue;
        }
        VERIFY_FINE(judge.prefixesAreValid());
        VERIFY_FINE(judge.eachStepStandsAlone());
        VERIFY_FINE(judge.goalsAreReached(true));
        if (!isOpen)
            VERIFY_FINE(judge.closureIsWhatGoes());
        done += plan.steps.isEmpty() ? 0 : 1;
    }
    // The rounds have to be about something.
    QVERIFY2(done > 1000, qPrintable(QString::number(done)));
    QVERIFY2(blocked > 200, qPrintable(QString::number(blocked)));
    QCOMPARE(rings > 0, withRings);
}

void TestPlannerProperty::leavingOutLeavesStanding()
{
    QRandomGenerator random(99);
    int cut = 0;
    for (int round = 0; round < 3000; ++round) {
        const Host host = makeHost(random, false);
        const Topology topology = topologyOf(host);
        const QList<ResourceId> goals = someGoals(random, host);
        const Plan whole = makePlan(topology, Verb::Detach, goals);
        PlanOptions options;
        if (!whole.closure.isEmpty())
            options.leaveOut = {whole.closure[random.bounded(static_cast<int>(whole.closure.size()))]};
        const Plan plan = makePlan(topology, Verb::Detach, goals, options);
        const Judge judge(host, plan);
        for (const ResourceId& id : plan.closure)
            VERIFY_FINE(whole.closure.contains(id) ? QString()
                                                   : QStringLiteral("more than before: ") + id.text);
        VERIFY_FINE(judge.stepsAreInOrder());
        if (plan.isBlocked())
            continue;
        VERIFY_FINE(judge.prefixesAreValid());
        VERIFY_FINE(judge.goalsAreReached(false));
        World world(host);
        for (const Step& step : plan.steps)
            world.remove(nodeOf(step.resource));
        const int left = options.leaveOut.isEmpty() ? -1 : nodeOf(options.leaveOut.first());
        // What goes with others cannot be kept when those were chosen themselves.
        const bool staysByItself = left >= 0 && host[static_cast<size_t>(left)].goes == Goes::ByRelease;
        if (staysByItself)
            VERIFY_FINE(world.isThere(left) ? QString() : QStringLiteral("left out and gone: ") + idOf(left));
        cut += plan.steps.size() < whole.steps.size() && !plan.steps.isEmpty() ? 1 : 0;
    }
    QVERIFY2(cut > 200, qPrintable(QString::number(cut)));
}

void TestPlannerProperty::anyOptionsAreSafe()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 3000; ++round) {
        const Host host = makeHost(random, true, true);
        const Topology topology = topologyOf(host);
        PlanOptions options;
        options.cascade = random.bounded(2) == 0;
        options.leaveOut = someGoals(random, host);
        const auto verb = static_cast<Verb>(random.bounded(static_cast<int>(Verb::PutBack)));
        const Plan plan = makePlan(topology, random.bounded(2) == 0 ? verb : Verb::Detach,
                                   someGoals(random, host), options);
        const Judge judge(host, plan);
        VERIFY_FINE(judge.stepsAreInOrder());
        if (!options.cascade)
            QVERIFY(plan.steps.size() <= plan.closure.size());
    }
}

QTEST_GUILESS_MAIN(TestPlannerProperty)
#include "tst_planner_property.moc"
