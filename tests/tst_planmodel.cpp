// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/planmodel.h"
#include "testsupport/sampletopology.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace mooring;

namespace {

Goal goal(const QString& name)
{
    Goal goal;
    goal.name = name;
    goal.resource = {QStringLiteral("virtual-disk:") + name};
    return goal;
}

Step step(int n, Verb verb, const QString& name, const QList<int>& after = {})
{
    Step step;
    step.n = n;
    step.verb = verb;
    step.name = name;
    step.resource = {QStringLiteral("virtual-disk:") + name};
    step.after = after;
    step.command = {"do", QByteArray::number(n)};
    return step;
}

Plan simplePlan()
{
    Plan plan;
    plan.goals = {goal(QStringLiteral("a"))};
    plan.steps
        = {step(1, Verb::Unmount, QStringLiteral("m")), step(2, Verb::Detach, QStringLiteral("a"), {1})};
    return plan;
}

Collateral collateral(const QString& name, bool mustAccept)
{
    return {CollateralReason::GoesWithSharedBase,
            {QStringLiteral("mount:") + name},
            Kind::Mount,
            name,
            {},
            mustAccept};
}

} // namespace

class TestPlanModel : public QObject
{
    Q_OBJECT
private slots:
    void tellsStepsInOrderWithTheirCommands()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        PlanModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setPlan(simplePlan());
        QCOMPARE(sample::treeText(model),
                 QStringList({QStringLiteral("Steps"), QStringLiteral(" 1. Unmount m"),
                              QStringLiteral(" 2. Detach a")}));
        QCOMPARE(model.commands(), QStringLiteral("do 1\ndo 2"));
        QVERIFY(model.canConfirm());
        QVERIFY(!model.losesData());
    }

    void whatIsInTheWayComesFirstAndForbidsToConfirm()
    {
        PlanModel model;
        Plan plan = simplePlan();
        Blocker blocker;
        blocker.kind = Kind::Process;
        blocker.answers = {Verb::AskToQuit, Verb::End};
        plan.blockers = {blocker};
        model.setPlan(plan);
        QVERIFY(!model.canConfirm());
        const QModelIndex section = model.index(0, 0);
        QCOMPARE(section.data(PlanModel::SectionRole).toInt(), int(PlanSection::InTheWay));
        QCOMPARE(model.index(0, 0, section).data(PlanModel::AnswersRole).value<QList<Verb>>(),
                 blocker.answers);
        model.setPlan(simplePlan());
        QVERIFY(model.canConfirm());
    }

    void whatIsAlsoAffectedMustBeTickedAndStaysTicked()
    {
        PlanModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        Plan plan = simplePlan();
        plan.collateral = {collateral(QStringLiteral("x"), true), collateral(QStringLiteral("y"), false)};
        model.setPlan(plan);
        QVERIFY(!model.canConfirm());
        const QModelIndex section = model.index(0, 0);
        QVERIFY(!model.setData(model.index(1, 0, section), Qt::Checked, Qt::CheckStateRole));
        QSignalSpy accepted(&model, &PlanModel::acceptanceChanged);
        QVERIFY(model.setData(model.index(0, 0, section), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(accepted.size(), 1);
        QVERIFY(model.canConfirm());
        plan.collateral.prepend(collateral(QStringLiteral("z"), true));
        model.setPlan(plan);
        QVERIFY(!model.canConfirm());
        QCOMPARE(model.index(1, 0, model.index(0, 0)).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        plan.collateral.removeFirst();
        model.setPlan(plan);
        QVERIFY(model.canConfirm());
        plan.collateral.removeFirst(); // gone and back again: it was not accepted for this one
        model.setPlan(plan);
        plan.collateral.prepend(collateral(QStringLiteral("x"), true));
        model.setPlan(plan);
        QVERIFY(!model.canConfirm());
    }

    void longPlansAreToldGoalByGoal()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        PlanModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        Plan plan;
        plan.goals = {goal(QStringLiteral("a")), goal(QStringLiteral("b"))};
        for (int n = 1; n <= 8; n += 2) {
            plan.steps.append(step(n, Verb::Unmount, QStringLiteral("ma%1").arg(n)));
            plan.steps.append(step(n + 1, Verb::Unmount, QStringLiteral("mb%1").arg(n)));
        }
        plan.steps.append(step(9, Verb::Detach, QStringLiteral("a"), {1, 3, 5, 7}));
        plan.steps.append(step(10, Verb::Detach, QStringLiteral("b"), {2, 4, 6, 8}));
        model.setPlan(plan);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("Steps: a"));
        QCOMPARE(model.rowCount(model.index(0, 0)), 5);
        QCOMPARE(model.rowCount(model.index(1, 0)), 5);
    }

    void stepsThatCannotBePutBackLoseData()
    {
        PlanModel model;
        Plan plan = simplePlan();
        plan.steps[0].reversible = false;
        model.setPlan(plan);
        QVERIFY(model.losesData());
    }

    void aGoalThatCannotBeDoneSaysWhy()
    {
        const sample::Speaking speaking(QStringLiteral("en"));
        PlanModel model;
        Plan plan;
        plan.goals = {goal(QStringLiteral("a"))};
        plan.goals[0].refused = Error {ErrorCode::IsProtected, QStringLiteral("a"), {}, 0, {}, {}};
        model.setPlan(plan);
        QVERIFY(!model.canConfirm());
        QVERIFY(sample::treeText(model).value(1).contains(QStringLiteral("The running system needs a.")));
    }
};

QTEST_GUILESS_MAIN(TestPlanModel)
#include "tst_planmodel.moc"
