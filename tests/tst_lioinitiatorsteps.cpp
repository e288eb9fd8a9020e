// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/fakeconfigfsworld.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mooring;
using namespace mooring::testsupport;

// What ends for initiators, and when they stay away.
class TstLioInitiatorSteps : public QObject
{
    Q_OBJECT
private slots:
    void removesAnInitiator();
    void seesThatAnInitiatorComesBack();
    void waitsForNobodyWhoCannotComeBack();
    void leavesAnInitiatorThatSeesUnits();
    void disablesAndEnablesAGroup();
};

void TstLioInitiatorSteps::removesAnInitiator()
{
    LioWorld world;
    world.run(world.stepOf(LioWorld::id("mapped-lun", '/' + bob + "/0")));
    const QByteArray folder = world.fake->group(iqn) + "acls/" + bob;
    world.fake->write(folder + "/tag", "rack 7\n");
    world.fake->write(folder + "/attrib/nopin_timeout", "30\n");
    const StepResult result = world.run(world.stepOf(LioWorld::id("initiator", '/' + bob)));
    QVERIFY(!result.error);
    QVERIFY(!FakeConfigfs::exists(folder));
    const QJsonObject data = result.restore.value(QStringLiteral("data")).toObject();
    QCOMPARE(data.value(QStringLiteral("tag")).toString(), QStringLiteral("rack 7"));
    QCOMPARE(data.value(QStringLiteral("cmdsn_depth")).toString(), QStringLiteral("64"));
    QCOMPARE(data.value(QStringLiteral("attributes")).toObject().value(QStringLiteral("nopin_timeout")),
             QJsonValue(QStringLiteral("30")));
}

void TstLioInitiatorSteps::seesThatAnInitiatorComesBack()
{
    LioWorld world;
    world.fake->write(world.fake->group(iqn) + "attrib/generate_node_acls", "1\n");
    world.run(world.stepOf(LioWorld::id("mapped-lun", '/' + bob + "/0")));
    world.fake->login(iqn, bob, "192.0.2.7");
    world.fake->logsInAgain = true;
    const StepResult result = world.run(world.stepOf(LioWorld::id("initiator", '/' + bob)));
    QCOMPARE(result.error->code, ErrorCode::InitiatorCameBack);
    QCOMPARE(result.error->subject, QString::fromUtf8(bob));
    QVERIFY(!world.only(LioWorld::id("initiator", '/' + bob + "/session/dynamic")).id.isEmpty());
}

void TstLioInitiatorSteps::waitsForNobodyWhoCannotComeBack()
{
    LioWorld world;
    world.options.returnPatience = 60000;
    QElapsedTimer timer;
    timer.start();
    for (const QByteArray& initiator : {bob, carol}) {
        world.run(world.stepOf(LioWorld::id("mapped-lun", '/' + initiator + "/0")));
        if (initiator == carol) // in demo mode, but it was not there
            world.fake->write(world.fake->group(iqn) + "attrib/generate_node_acls", "1\n");
        else
            world.fake->login(iqn, bob, "192.0.2.7");
        QVERIFY(!world.run(world.stepOf(LioWorld::id("initiator", '/' + initiator))).error);
    }
    QVERIFY(timer.elapsed() < 30000);
}

void TstLioInitiatorSteps::leavesAnInitiatorThatSeesUnits()
{
    LioWorld world;
    const StepResult result = world.run(world.stepOf(LioWorld::id("initiator", '/' + alice)));
    QCOMPARE(result.error->code, ErrorCode::SomethingStandsOnIt);
    QCOMPARE(result.error->subject, QString::fromUtf8(alice + ": LUN 0"));
    QVERIFY(world.fake->calls.isEmpty());
}

void TstLioInitiatorSteps::disablesAndEnablesAGroup()
{
    LioWorld world;
    world.fake->login(iqn, bob, "192.0.2.7");
    const Step disable = world.stepOf(LioWorld::id("export"));
    QVERIFY(!world.run(disable).error);
    QCOMPARE(world.only(LioWorld::id("export")).state, State::Disabled);
    QCOMPARE(world.only(LioWorld::id("initiator", '/' + bob)).state, State::Idle);
    QVERIFY(!world.run(LioWorld::putBack(disable.restore)).error);
    QCOMPARE(world.only(LioWorld::id("export")).state, State::Attached);
    world.fake->failNth("write", 3, EINVAL);
    const StepResult failed = world.run(disable);
    QCOMPARE(failed.error->number, quint32(EINVAL));
    QCOMPARE(world.only(LioWorld::id("export")).state, State::Attached);
}

QTEST_GUILESS_MAIN(TstLioInitiatorSteps)
#include "tst_lioinitiatorsteps.moc"
