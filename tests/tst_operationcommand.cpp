// SPDX-FileCopyrightText: 2026 The Mooring authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testsupport/talk.h"

#include <QTest>

using namespace mooring;

namespace {

// A second partition with a mount of its own, which goes when the first one's disk goes.
void addNeighbour(FakeWorld& world)
{
    Resource partition = *std::ranges::find(world.resources, Kind::Partition, &Resource::kind);
    for (Resource& resource : world.resources)
        if (resource.kind == Kind::Partition)
            resource.verbs = {Verb::Detach};
    partition.id = ResourceId::make(Kind::Partition, "/dev/loop0p2");
    partition.name = QStringLiteral("/dev/loop0p2");
    partition.keys = {{"block:259:99@100"}};
    partition.facts[Fact::Device] = QByteArray("/dev/loop0p2");
    world.resources << partition;
}

const char* const diskId = "virtual-disk:/dev/loop0";

} // namespace

class tst_OperationCommand : public QObject
{
    Q_OBJECT
private slots:
    void tellsThePlanEachStepAndTheEnd();
    void yesDoesNotCoverWhatIsAlsoAffected();
    void asksOncePerPlanAndTakesNoForAnAnswer();
    void withoutATerminalItDoesNotStart();
    void isBusyWhileAProcessHasNoAnswer();
    void namesTheOptionsThatMayClearTheWay();
    void aGoalLeftOutIsNamedAndStays();
    void failsWhenTheThingIsStillThere();
    void plansAnewWhenTheWorldMovedBeforeTheAnswer();
    void stopsAtTheFirstInterruptAndLeavesAtTheSecond();
    void appliesTheTimeoutToEveryStep();
};

void tst_OperationCommand::tellsThePlanEachStepAndTheEnd()
{
    Talk talk;
    worlds::diskInUse(talk.engine.world);
    talk.engine.world.users.clear();
    QCOMPARE(talk.run("--json detach --yes " + QByteArray(diskId)), 0);
    QStringList names;
    for (const QJsonObject& event : talk.events())
        if (names.isEmpty() || names.last() != event[QStringLiteral("event")].toString())
            names << event[QStringLiteral("event")].toString();
    QCOMPARE(names,
             (QStringList {QStringLiteral("plan"), QStringLiteral("started"), QStringLiteral("step"),
                           QStringLiteral("finished")}));
    const QJsonObject last = talk.events().last();
    QCOMPARE(last[QStringLiteral("outcome")].toString(), QStringLiteral("done"));
    for (const QJsonValue& step : last[QStringLiteral("steps")].toArray())
        QCOMPARE(step[QStringLiteral("result")].toString(), QStringLiteral("done"));
    QCOMPARE(talk.person.asked, 0);
}

void tst_OperationCommand::yesDoesNotCoverWhatIsAlsoAffected()
{
    Talk refused;
    worlds::diskInUse(refused.engine.world);
    refused.engine.world.users.clear();
    addNeighbour(refused.engine.world);
    QCOMPARE(refused.run("--json detach --yes partition:/dev/loop0p1"), 4);
    QCOMPARE(refused.events().last()[QStringLiteral("error")][QStringLiteral("code")].toString(),
             QStringLiteral("needsAcceptance"));
    QVERIFY(refused.engine.world.ran.isEmpty());

    Talk accepted;
    worlds::diskInUse(accepted.engine.world);
    accepted.engine.world.users.clear();
    addNeighbour(accepted.engine.world);
    QCOMPARE(accepted.run("detach --yes --accept-collateral partition:/dev/loop0p1"), 0);
}

void tst_OperationCommand::asksOncePerPlanAndTakesNoForAnAnswer()
{
    Talk no;
    worlds::twoFreeDisks(no.engine.world);
    no.person.answer = false;
    QCOMPARE(no.run("detach /dev/loop1 /dev/loop2"), 10);
    QCOMPARE(no.person.asked, 1);
    QVERIFY(no.engine.world.ran.isEmpty());
    QVERIFY(no.told(no.err).endsWith("You answered no. Nothing was changed.\n"));
    Talk yes;
    worlds::twoFreeDisks(yes.engine.world);
    yes.person.answer = true;
    QCOMPARE(yes.run("detach /dev/loop1 /dev/loop2"), 0);
    QCOMPARE(yes.engine.world.ran.size(), 2);
}

void tst_OperationCommand::withoutATerminalItDoesNotStart()
{
    Talk talk;
    worlds::twoFreeDisks(talk.engine.world);
    QCOMPARE(talk.run("--json detach /dev/loop1"), 2);
    QCOMPARE(talk.events().last()[QStringLiteral("outcome")].toString(), QStringLiteral("invalidRequest"));
    QVERIFY(talk.engine.world.ran.isEmpty());
}

void tst_OperationCommand::isBusyWhileAProcessHasNoAnswer()
{
    Talk talk;
    worlds::diskInUse(talk.engine.world);
    QCOMPARE(talk.run("--json detach --yes " + QByteArray(diskId)), 4);
    const QJsonObject last = talk.events().last();
    QCOMPARE(last[QStringLiteral("outcome")].toString(), QStringLiteral("busy"));
    QCOMPARE(last[QStringLiteral("goals")][0][QStringLiteral("outcome")].toString(), QStringLiteral("busy"));
    QVERIFY(talk.engine.world.ran.isEmpty());
}

void tst_OperationCommand::namesTheOptionsThatMayClearTheWay()
{
    Talk process;
    worlds::diskInUse(process.engine.world);
    QCOMPARE(process.run("detach --yes " + QByteArray(diskId)), 4);
    QVERIFY(process.told(process.err).contains("--processes quit or --leave-out ID"));
    Talk alone;
    worlds::diskInUse(alone.engine.world);
    alone.engine.world.users.clear();
    QCOMPARE(alone.run("detach --yes --no-cascade " + QByteArray(diskId)), 4);
    QVERIFY(alone.told(alone.err).contains("without --no-cascade"));
    QVERIFY(!alone.told(alone.err).contains("--processes"));
}

void tst_OperationCommand::aGoalLeftOutIsNamedAndStays()
{
    Talk talk;
    worlds::twoFreeDisks(talk.engine.world);
    talk.run("detach --yes /dev/loop1 --leave-out /dev/loop1");
    const QByteArray out = talk.told(talk.out);
    QVERIFY2(out.startsWith("Detach \"") && out.contains("stays: it is left out."), out);
    QVERIFY(talk.engine.world.ran.isEmpty());
}

void tst_OperationCommand::failsWhenTheThingIsStillThere()
{
    Talk talk;
    worlds::twoFreeDisks(talk.engine.world);
    const ResourceId disk = ResourceId::make(Kind::VirtualDisk, "/dev/loop1");
    talk.engine.world.stubborn.insert(disk);
    QCOMPARE(talk.run("--json detach --yes /dev/loop1"), 1);
    QCOMPARE(talk.events().last()[QStringLiteral("steps")][0][QStringLiteral("result")].toString(),
             QStringLiteral("failed"));
}

void tst_OperationCommand::plansAnewWhenTheWorldMovedBeforeTheAnswer()
{
    struct Mover final : Terminal
    {
        FakeWorld* world = nullptr;
        FakeEngine* engine = nullptr;
        int asked = 0;
        bool isThere() const override { return true; }
        void listen(std::function<void(bool)> answered) override
        {
            if (++asked > 1)
                return answered(true);
            world->remove(ResourceId::make(Kind::Mount, "/mnt/data"));
            engine->lookForUsers(engine, [answered] { answered(true); });
        }
    };
    FakeEngine engine;
    worlds::diskInUse(engine.world);
    engine.world.users.clear();
    Mover mover;
    mover.world = &engine.world;
    mover.engine = &engine;
    CommandLine line;
    QVERIFY(!parseCommandLine({"detach", diskId}, line));
    QTemporaryFile out;
    QVERIFY(out.open());
    const Reporter report(false, out.handle(), out.handle());
    OperationCommand command(CommandContext {line, engine, report, mover, QByteArray("/")});
    QSignalSpy finished(&command, &CommandRun::finished);
    command.start();
    QVERIFY(finished.wait());
    QCOMPARE(finished[0][0].toInt(), 0);
    QCOMPARE(mover.asked, 2); // the new plan was shown before it was run
}

void tst_OperationCommand::stopsAtTheFirstInterruptAndLeavesAtTheSecond()
{
    Talk talk;
    worlds::diskInUse(talk.engine.world);
    talk.engine.world.users.clear();
    const ResourceId mount = ResourceId::make(Kind::Mount, "/mnt/data");
    talk.engine.world.held.insert(mount);
    talk.begin("--json detach --yes " + QByteArray(diskId));
    QTRY_VERIFY(!talk.engine.operations().isEmpty());
    QTRY_COMPARE(talk.engine.operations().first()->currentStep(), 1);
    talk.command->interrupt();
    talk.command->interrupt();
    QCOMPARE(talk.end(), 10);
    QVERIFY(!talk.engine.operations().first()->isFinished());
    talk.engine.world.let(mount);
    QTRY_VERIFY(talk.engine.operations().first()->isFinished());
    QCOMPARE(talk.engine.world.ran.size(), 1); // nothing further started
}

void tst_OperationCommand::appliesTheTimeoutToEveryStep()
{
    Talk talk;
    worlds::diskInUse(talk.engine.world);
    talk.engine.world.users.clear();
    QCOMPARE(talk.run("detach --yes --timeout 7 " + QByteArray(diskId)), 0);
    QCOMPARE(talk.engine.world.ran.size(), 2);
    for (const Step& step : std::as_const(talk.engine.world.ran))
        QCOMPARE(step.deadline, 7000);
}

QTEST_GUILESS_MAIN(tst_OperationCommand)
#include "tst_operationcommand.moc"
