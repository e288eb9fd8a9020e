// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/planner.h"
#include "testsupport/topologyfixture.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

using namespace mooring;

// The situations in tests/data/topologies, each with the plans that were thought through by hand.
class TestPlannerTopologies : public QObject
{
    Q_OBJECT
private slots:
    void plansAsThoughtThrough_data();
    void plansAsThoughtThrough();
};

void TestPlannerTopologies::plansAsThoughtThrough_data()
{
    QTest::addColumn<QJsonArray>("topology");
    QTest::addColumn<QJsonObject>("expected");
    const QDir folder(QStringLiteral(TEST_DATA_DIR "/topologies"));
    const QStringList files = folder.entryList({QStringLiteral("*.json")});
    QVERIFY(files.size() >= 22);
    for (const QString& name : files) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonParseError error;
        const QJsonObject json = QJsonDocument::fromJson(file.readAll(), &error).object();
        QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(name + error.errorString()));
        const QJsonArray plans = json.value(QLatin1String("plans")).toArray();
        QVERIFY2(!plans.isEmpty(), qPrintable(name));
        for (int i = 0; i < plans.size(); ++i)
            QTest::addRow("%s, plan %d", qPrintable(name), i + 1)
                << json.value(QLatin1String("nodes")).toArray() << plans[i].toObject();
    }
}

void TestPlannerTopologies::plansAsThoughtThrough()
{
    QFETCH(const QJsonArray, topology);
    QFETCH(const QJsonObject, expected);
    const auto strings = [&expected](const char* name) {
        return fixture::textsOf(fixture::idsOf(expected.value(QLatin1String(name))));
    };
    const auto verb = fromToken<Verb>(expected.value(QLatin1String("verb")).toString());
    QVERIFY(verb);
    const QList<ResourceId> goals = fixture::idsOf(expected.value(QLatin1String("goals")));
    const Plan plan = makePlan(Topology::join(fixture::inventoriesOf(topology)), *verb, goals,
                               fixture::optionsOf(expected));
    QCOMPARE(fixture::blockersOf(plan).join(u'\n'), strings("blockers").join(u'\n'));
    QCOMPARE(fixture::stepsOf(plan).join(u'\n'), strings("steps").join(u'\n'));
    QCOMPARE(fixture::collateralOf(plan).join(u'\n'), strings("collateral").join(u'\n'));
    QCOMPARE(fixture::textsOf(plan.ring), strings("ring"));
    QStringList reached = strings("goals_");
    if (reached.isEmpty()) {
        for (const ResourceId& goal : goals)
            reached.append(goal.text + QStringLiteral(" gone"));
    }
    QCOMPARE(fixture::goalsOf(plan), reached);
    for (const Collateral& affected : plan.collateral)
        QCOMPARE(affected.mustAccept,
                 affected.by.isEmpty() || affected.reason == CollateralReason::ContentLost
                     || affected.reason == CollateralReason::ReturnsInDemoMode);
    // Everything a step or a proof names is part of what goes.
    for (const Step& step : plan.steps) {
        for (const Expect& expect : step.expects)
            QVERIFY2(plan.closure.contains(expect.resource), qPrintable(expect.resource.text));
    }
    QVERIFY(std::is_sorted(plan.closure.cbegin(), plan.closure.cend()));
}

QTEST_GUILESS_MAIN(TestPlannerTopologies)
#include "tst_plannertopologies.moc"
